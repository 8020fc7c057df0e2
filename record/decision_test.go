package record

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"
)

// decidedAt is when the decision of these tests is recorded.
var decidedAt = time.Date(2026, 3, 2, 9, 0, 30, 0, time.UTC)

func aDecision() Decision {
	return Decision{
		Request: "req_1", Extends: "req_0", Account: "acc_Acme", AccountName: "Acme", Company: "com_North", CompanyName: "North\nand \\ more",
		RequestingAccount: "acc_Vendor", RequestingAccountName: "Vendor", RequestedBy: "usr_vera", RequestedByName: "Vera Voss (vera)",
		Access: "edit", ValidFrom: decidedAt.Add(time.Hour), ValidTo: decidedAt.Add(5 * time.Hour), Rule: "rul_1", People: 1,
		Decider: "sue @ Acme", DeciderKind: "USER", Origin: "https://admin.example.com:8443", At: decidedAt.Add(-time.Minute), Until: decidedAt.Add(4 * time.Minute), Nonce: "AAAA",
	}
}

// passkey is a passkey: its key, and how it signs.
type passkey struct {
	key  any // as in COSE
	sign func(text []byte) []byte
}

// passkeys are passkeys of each kind.
func passkeys(t *testing.T) map[string]passkey {
	t.Helper()
	all := map[string]passkey{}
	for alg, curve := range map[int]elliptic.Curve{-7: elliptic.P256(), -35: elliptic.P384(), -36: elliptic.P521()} {
		key := must(ecdsa.GenerateKey(curve, rand.Reader))(t)
		point := must(key.PublicKey.Bytes())(t)
		half := (len(point) - 1) / 2
		a := coseAlgorithms[int64(alg)]
		all[curve.Params().Name] = passkey{map[int]any{1: 2, 3: alg, -1: coseCurves[curve], -2: point[1 : 1+half], -3: point[1+half:]}, func(text []byte) []byte {
			return must(ecdsa.SignASN1(rand.Reader, key, sumOf(a.hash, text)))(t)
		}}
	}
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	all["Ed25519"] = passkey{map[int]any{1: 1, 3: -8, -1: 6, -2: []byte(public)}, func(text []byte) []byte { return ed25519.Sign(private, text) }}
	key := must(rsa.GenerateKey(rand.Reader, 2048))(t)
	n := map[int]any{-1: key.N.Bytes(), -2: []byte{1, 0, 1}, 1: 3}
	pkcs, pss := maps.Clone(n), maps.Clone(n)
	pkcs[3], pss[3] = -257, -37
	all["RSA"] = passkey{pkcs, func(text []byte) []byte {
		return must(rsa.SignPKCS1v15(nil, key, crypto.SHA256, sumOf(crypto.SHA256, text)))(t)
	}}
	all["RSA-PSS"] = passkey{pss, func(text []byte) []byte {
		return must(rsa.SignPSS(rand.Reader, key, crypto.SHA256, sumOf(crypto.SHA256, text), nil))(t)
	}}
	return all
}

func sumOf(hash crypto.Hash, text []byte) []byte {
	h := hash.New()
	h.Write(text)
	return h.Sum(nil)
}

// signs is what a passkey answers, after what change does to it before it signs.
func (p passkey) signs(t *testing.T, d Decision, change func(client map[string]any, data []byte)) Signature {
	t.Helper()
	site := sha256.Sum256([]byte("admin.example.com"))
	data := append(site[:], userPresent|userVerified, 0, 0, 0, 7)
	client := map[string]any{"type": "webauthn.get", "challenge": base64.RawURLEncoding.EncodeToString(Challenge(d.Text())), "origin": d.Origin, "crossOrigin": false}
	if change != nil {
		change(client, data)
	}
	same := must(cbor.CoreDetEncOptions().EncMode())(t) // so that the same key has the same fingerprint
	s := Signature{Decision: d.Text(), AuthenticatorData: data, ClientData: must(json.Marshal(client))(t), Credential: []byte("id"), PublicKey: must(same.Marshal(p.key))(t)}
	sum := sha256.Sum256(s.ClientData)
	s.Signature = p.sign(append(bytes.Clone(data), sum[:]...))
	return s
}

func TestTheTextOfADecision(t *testing.T) {
	d := aDecision()
	equal(t, "text", d.Text(), "latchkey decision v1\naccess: edit\naccount: acc_Acme\naccount_name: Acme\nat: 2026-03-02T08:59:30Z\ncompany: com_North\n"+
		"company_name: North\\nand \\\\ more\ndecider: sue @ Acme\ndecider_kind: USER\nextends: req_0\nnonce: AAAA\norigin: https://admin.example.com:8443\npeople: 1\n"+
		"request: req_1\nrequested_by: usr_vera\nrequested_by_name: Vera Voss (vera)\nrequesting_account: acc_Vendor\nrequesting_account_name: Vendor\nrule: rul_1\n"+
		"until: 2026-03-02T09:04:30Z\nvalid_from: 2026-03-02T10:00:30Z\nvalid_to: 2026-03-02T14:00:30Z\n")
	equal(t, "read", must(ParseDecision(d.Text()))(t), d)
	length := Decision{NotBefore: decidedAt, Length: 90 * time.Minute, People: 2}
	equal(t, "a length", must(ParseDecision(length.Text()))(t), length)
	for _, text := range []string{
		"", "latchkey decision v2\n", "latchkey decision v1", d.Text() + "\n", d.Text() + "x: y\n", strings.Replace(d.Text(), "people: 1", "people: 01", 1),
		strings.Replace(d.Text(), "access: edit\naccount: acc_Acme\n", "account: acc_Acme\naccess: edit\n", 1), strings.Replace(d.Text(), "rule: rul_1\n", "rule: \n", 1),
		strings.TrimSuffix(d.Text(), "\n"), strings.Replace(d.Text(), "access: edit\n", "access: edit\naccess: edit\n", 1), strings.Replace(d.Text(), "at: 2026", "at: 26", 1),
	} {
		if _, err := ParseDecision(text); err == nil {
			t.Errorf("it was read: %q", text)
		}
	}
}

// Whatever byte of the decision, the answer or the key is another one, nothing is proven.
func TestEveryByteOfASignature(t *testing.T) {
	for name, p := range passkeys(t) {
		s := p.signs(t, aDecision(), nil)
		equal(t, name, second(s.Verify()), nil)
		for part, b := range map[string]*[]byte{"data": &s.AuthenticatorData, "client": &s.ClientData, "signature": &s.Signature, "key": &s.PublicKey} {
			right := *b
			for i := range right {
				for _, flip := range []byte{1, 0x20, 0x80} {
					*b = bytes.Clone(right)
					(*b)[i] ^= flip
					if _, err := s.Verify(); err == nil {
						t.Errorf("%s: %s: byte %d is another one", name, part, i)
					}
				}
			}
			*b = right
		}
		for i := range s.Decision {
			changed := []byte(s.Decision)
			changed[i] ^= 1
			other := s
			other.Decision = string(changed)
			if _, err := other.Verify(); err == nil {
				t.Errorf("%s: decision: byte %d is another one", name, i)
			}
		}
	}
}

// What is wrong with an answer is said.
func TestAnAnswerThatIsNoSignature(t *testing.T) {
	p := passkeys(t)["P-256"]
	for want, change := range map[string]func(client map[string]any, data []byte){
		"another page":                func(c map[string]any, _ []byte) { c["origin"] = "https://evil.example.com" },
		"signed on another page":      func(c map[string]any, _ []byte) { c["crossOrigin"] = true },
		"something else":              func(c map[string]any, _ []byte) { c["type"] = "webauthn.create" },
		ErrNotThisDecision.Error():    func(c map[string]any, _ []byte) { c["challenge"] = "AAAA" },
		"belongs to another site":     func(_ map[string]any, data []byte) { data[0]++ },
		"nobody touched the passkey":  func(_ map[string]any, data []byte) { data[32] &^= userPresent },
		"nobody unlocked the passkey": func(_ map[string]any, data []byte) { data[32] &^= userVerified },
	} {
		_, err := p.signs(t, aDecision(), change).Verify()
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	s := p.signs(t, aDecision(), nil)
	longer := aDecision()
	longer.ValidTo = longer.ValidTo.Add(time.Hour)
	s.Decision = longer.Text()
	_, err := s.Verify()
	equal(t, "an hour longer", errors.Is(err, ErrNotThisDecision), true)
}

// signedEntry is an entry with a decision that is signed.
func signedEntry(t *testing.T, s Signature, more map[string]string) Entry {
	t.Helper()
	details := map[string]string{"state": "SCHEDULED", "passkey": "phone", "person": "Sue Gräf"}
	maps.Copy(details, s.Details())
	maps.Copy(details, more)
	return Entry{
		At: decidedAt.UnixMilli(), ActorKind: "USER", ActorAccountID: "acc_Acme", ActorUserID: "usr_sue", ActorName: "sue @ Acme", Action: requestGranted, AccountID: "acc_Acme",
		ObjectID: "com_North", ObjectName: "North\nand \\ more", RequestID: "req_1", After: string(must(json.Marshal(details))(t)),
	}
}

// askedEntry is the entry that asks for what aDecision decides.
func askedEntry() Entry {
	return Entry{
		ActorKind: "USER", ActorAccountID: "acc_Vendor", ActorUserID: "usr_vera", ActorName: "vera @ Vendor", Action: requestAsked, AccountID: "acc_Acme",
		ObjectID: "com_North", ObjectName: "North\nand \\ more", RequestID: "req_1",
		After: `{"access":"edit","company":"North","extends":"req_0","requested_by":"Vera Voss (vera)","valid_from":"2026-03-02T10:00:30Z","valid_to":"2026-03-02T14:00:30Z"}`,
	}
}

// An entry must say what was signed, and the key must be one that its login had.
func TestAnEntryThatSaysSomethingElse(t *testing.T) {
	p := passkeys(t)["P-256"]
	s := p.signs(t, aDecision(), nil)
	added := Entry{ActorAccountID: "acc_Acme", ActorUserID: "usr_sue", Action: passkeyAdded, ObjectID: "pky_1", After: fmt.Sprintf(`{"fingerprint":%q}`, Fingerprint(s.PublicKey))}
	for want, change := range map[string]func(added, e *Entry) []Entry{
		"":                                 func(added, e *Entry) []Entry { return []Entry{*added, *e} },
		"its request is req_2":             func(added, e *Entry) []Entry { e.RequestID = "req_2"; return []Entry{*added, *e} },
		"its account is acc_B":             func(added, e *Entry) []Entry { e.AccountID = "acc_B"; return []Entry{*added, *e} },
		"its company is com_S":             func(added, e *Entry) []Entry { e.ObjectID = "com_S"; return []Entry{*added, *e} },
		"its company's name is S":          func(added, e *Entry) []Entry { e.ObjectName = "S"; return []Entry{*added, *e} },
		"its decider is pia @ Acme":        func(added, e *Entry) []Entry { e.ActorName = "pia @ Acme"; return []Entry{*added, *e} },
		"its kind of decider is ACCOUNT":   func(added, e *Entry) []Entry { e.ActorKind = "ACCOUNT"; return []Entry{*added, *e} },
		"it is one of two approvals":       func(added, e *Entry) []Entry { e.Action = requestApproved; return []Entry{*added, *e} },
		"it was signed for the time from":  func(added, e *Entry) []Entry { e.At += 5 * 60 * 1000; return []Entry{*added, *e} },
		"it was signed for the time from ": func(added, e *Entry) []Entry { e.At -= 5 * 60 * 1000; return []Entry{*added, *e} },
		"its valid_to is 2026-03-02T15:00:30Z": func(added, e *Entry) []Entry {
			*e = signedEntry(t, s, map[string]string{"valid_to": "2026-03-02T15:00:30Z"})
			return []Entry{*added, *e}
		},
		"its access is read_only": func(added, e *Entry) []Entry {
			*e = signedEntry(t, s, map[string]string{"access": "read_only"})
			return []Entry{*added, *e}
		},
		"its signature is missing": func(added, e *Entry) []Entry {
			*e = signedEntry(t, s, map[string]string{"signature": ""})
			return []Entry{*added, *e}
		},
		"its client_data can't": func(added, e *Entry) []Entry {
			*e = signedEntry(t, s, map[string]string{"client_data": "A"})
			return []Entry{*added, *e}
		},
		"a passkey of another login":  func(added, e *Entry) []Entry { added.ActorUserID = "usr_pia"; return []Entry{*added, *e} },
		"a key that was never":        func(_, e *Entry) []Entry { return []Entry{*e} },
		"a passkey that was removed ": func(added, e *Entry) []Entry { return []Entry{*added, {Action: passkeyRemoved, ObjectID: "pky_1"}, *e} },
	} {
		m := newMemory(t)
		m.append(askedEntry())
		registered, e := added, signedEntry(t, s, nil)
		for _, one := range change(&registered, &e) {
			m.append(one)
		}
		v, err := Verify(m, Kept{})
		if want == "" {
			equal(t, "as it is", []any{err, v.Decisions.Signed, v.Decisions.Unregistered}, []any{nil, 1, 0})
		} else if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// A passkey that was added before the record named keys cannot be compared, and neither can one
// whose registration is not in a file.
func TestAKeyThatTheRecordDoesNotName(t *testing.T) {
	s := passkeys(t)["P-256"].signs(t, aDecision(), nil)
	m := newMemory(t)
	m.append(askedEntry())
	m.append(Entry{ActorAccountID: "acc_Acme", ActorUserID: "usr_sue", Action: passkeyAdded, ObjectID: "pky_1", After: `{"name":"phone"}`})
	m.append(signedEntry(t, s, nil))
	plain := signedEntry(t, s, nil)
	plain.After = `{"state":"ACTIVE"}`
	m.append(plain)
	v, err := Verify(m, Kept{})
	equal(t, "decisions", []any{err, v.Decisions.Signed, v.Decisions.Unsigned, v.Decisions.Unregistered}, []any{nil, 1, 1, 1})
}

// A length counts from the minute of the decision, and not from when it was asked for.
func TestWhenADecisionBegins(t *testing.T) {
	d := Decision{NotBefore: decidedAt.Add(-time.Hour), Length: time.Hour}
	equal(t, "now", []time.Time{d.Begins(decidedAt), d.Ends(decidedAt)}, []time.Time{decidedAt.Truncate(time.Minute), decidedAt.Truncate(time.Minute).Add(time.Hour)})
	d.NotBefore = decidedAt.Add(time.Hour)
	equal(t, "later", d.Begins(decidedAt), d.NotBefore)
	d.ValidTo = decidedAt.Add(3 * time.Hour)
	equal(t, "until", d.Ends(decidedAt), d.ValidTo)
}
