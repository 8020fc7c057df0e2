package record

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	_ "crypto/sha256" // hashes of the algorithms below
	_ "crypto/sha512"
	"errors"
	"math/big"

	"github.com/fxamacker/cbor/v2"
)

// publicKey is a passkey's public key.
type publicKey struct {
	key crypto.PublicKey
	coseAlgorithm
}

// coseAlgorithm is an algorithm of signatures. curve is for ECDSA, pss for RSA.
type coseAlgorithm struct {
	kind  int64
	hash  crypto.Hash
	curve elliptic.Curve
	pss   bool
}

// The kinds of keys, and their parameters, as COSE names them.
const (
	coseOKP, coseEC2, coseRSA = 1, 2, 3

	coseKind, coseAlg         = 1, 3
	coseCurve, coseX, coseY   = -1, -2, -3
	coseModulus, coseExponent = -1, -2
	coseEd25519               = 6
)

// coseAlgorithms are the algorithms that Latchkey accepts of a passkey.
var coseAlgorithms = map[int64]coseAlgorithm{
	-7: {kind: coseEC2, hash: crypto.SHA256, curve: elliptic.P256()}, -35: {kind: coseEC2, hash: crypto.SHA384, curve: elliptic.P384()},
	-36: {kind: coseEC2, hash: crypto.SHA512, curve: elliptic.P521()}, -8: {kind: coseOKP},
	-257: {kind: coseRSA, hash: crypto.SHA256}, -258: {kind: coseRSA, hash: crypto.SHA384}, -259: {kind: coseRSA, hash: crypto.SHA512},
	-37: {kind: coseRSA, hash: crypto.SHA256, pss: true}, -38: {kind: coseRSA, hash: crypto.SHA384, pss: true}, -39: {kind: coseRSA, hash: crypto.SHA512, pss: true},
}

// coseCurves are the numbers of the curves of ECDSA.
var coseCurves = map[elliptic.Curve]int64{elliptic.P256(): 1, elliptic.P384(): 2, elliptic.P521(): 3}

var errNoKey = errors.New("the passkey's public key can't be read")

// coseKey is what a key consists of. Its numbers and its bytes have one meaning each.
type coseKey map[int64]any

func (k coseKey) number(name int64) int64 {
	switch n := k[name].(type) {
	case int64:
		return n
	case uint64:
		return int64(min(n, 1<<62))
	}
	return 0
}

func (k coseKey) bytes(name int64) []byte {
	b, _ := k[name].([]byte)
	return b
}

var coseMode = func() cbor.DecMode {
	mode, err := cbor.DecOptions{DupMapKey: cbor.DupMapKeyEnforcedAPF, IndefLength: cbor.IndefLengthForbidden, TagsMd: cbor.TagsForbidden}.DecMode()
	if err != nil {
		panic(err) // the options never change
	}
	return mode
}()

// parseKey reads a public key as in COSE. It accepts nothing that has no meaning.
func parseKey(text []byte) (p publicKey, err error) {
	var k coseKey
	if err := coseMode.Unmarshal(text, &k); err != nil {
		return p, errNoKey
	}
	var known bool
	p.coseAlgorithm, known = coseAlgorithms[k.number(coseAlg)]
	if !known || k.number(coseKind) != p.kind {
		return p, errNoKey
	}
	switch p.kind {
	case coseEC2:
		x, y := k.bytes(coseX), k.bytes(coseY)
		size := (p.curve.Params().BitSize + 7) / 8
		if len(k) != 5 || k.number(coseCurve) != coseCurves[p.curve] || len(x) != size || len(y) != size {
			return p, errNoKey
		}
		p.key, err = ecdsa.ParseUncompressedPublicKey(p.curve, append(append([]byte{4}, x...), y...))
	case coseOKP:
		if len(k) != 4 || k.number(coseCurve) != coseEd25519 || len(k.bytes(coseX)) != ed25519.PublicKeySize {
			return p, errNoKey
		}
		p.key = ed25519.PublicKey(k.bytes(coseX))
	default:
		e := new(big.Int).SetBytes(k.bytes(coseExponent))
		if len(k) != 4 || !e.IsInt64() || e.Int64() > 1<<31-1 {
			return p, errNoKey
		}
		p.key = &rsa.PublicKey{N: new(big.Int).SetBytes(k.bytes(coseModulus)), E: int(e.Int64())}
	}
	if err != nil {
		return p, errNoKey
	}
	return p, nil
}

// verify reports whether a signature of a text is right.
func (p publicKey) verify(text, signature []byte) bool {
	sum := text
	if p.hash != 0 {
		h := p.hash.New()
		h.Write(text)
		sum = h.Sum(nil)
	}
	switch key := p.key.(type) {
	case *ecdsa.PublicKey:
		return ecdsa.VerifyASN1(key, sum, signature)
	case ed25519.PublicKey:
		return ed25519.Verify(key, text, signature)
	case *rsa.PublicKey:
		if p.pss {
			return rsa.VerifyPSS(key, p.hash, sum, signature, nil) == nil
		}
		return rsa.VerifyPKCS1v15(key, p.hash, sum, signature) == nil
	}
	return false
}
