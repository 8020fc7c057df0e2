package access

import (
	"slices"
	"strings"
)

// Proof is a way in which someone proved who they are.
type Proof string

// The proofs. A passkey is two factors in one, because the device asks for a PIN or a fingerprint.
const (
	ProofPassword     Proof = "PASSWORD"
	ProofPasskey      Proof = "PASSKEY"
	ProofCode         Proof = "CODE"
	ProofRecoveryCode Proof = "RECOVERY_CODE"
	// ProofProvider is a sign-in at the account's identity provider, and ProofProviderTwo one of
	// which the provider says that it had a second factor.
	ProofProvider    Proof = "PROVIDER"
	ProofProviderTwo Proof = "PROVIDER_TWO"
)

// Proofs are what someone has proved, in the order in which they did. A passkey has its name, or
// for an account login the name of its person.
type Proofs struct {
	List    []Proof
	Passkey string
}

func proofsFrom(text, passkey string) Proofs {
	p := Proofs{Passkey: passkey}
	for proof := range strings.FieldsSeq(text) {
		p.List = append(p.List, Proof(proof))
	}
	return p
}

// with adds what was proved now. passkey is "" for anything else.
func (p Proofs) with(proof Proof, passkey string) Proofs {
	if !slices.Contains(p.List, proof) {
		p.List = append(slices.Clone(p.List), proof)
	}
	if passkey != "" {
		p.Passkey = passkey
	}
	return p
}

// String is how proofs are stored and recorded: their codes, with spaces between them.
func (p Proofs) String() string {
	var codes []string
	for _, proof := range p.List {
		codes = append(codes, string(proof))
	}
	return strings.Join(codes, " ")
}

// Two reports whether p has a second factor, and not only a password or the like.
func (p Proofs) Two() bool {
	return slices.ContainsFunc(p.List, func(proof Proof) bool { return proof != ProofPassword && proof != ProofProvider })
}

// byProvider reports whether p has a sign-in at the account's identity provider.
func (p Proofs) byProvider() bool {
	return slices.Contains(p.List, ProofProvider) || slices.Contains(p.List, ProofProviderTwo)
}

// details are what the record says about p.
func (p Proofs) details() changes {
	c := changes{DetailProof: p.String()}
	if p.Passkey != "" {
		c[DetailPasskey] = p.Passkey
	}
	return c
}
