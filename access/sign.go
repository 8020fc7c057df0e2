package access

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"latchkey/db"
	"latchkey/record"
)

// Who decides signs the decision itself with a passkey: what it is asked to sign is the SHA-256 of
// record.Decision, and the answer becomes part of the entry. So nobody can make up a GRANT, not
// even whoever has the database and the record's key.

// Signing is how an actor signs what it decides. Zero means that it does not.
type Signing struct {
	// At is the origin of the actor's page, if a passkey can be used there.
	At string
	// Decision is what DecisionOptions returned, and Answer the passkey's answer.
	Decision, Answer string
	// asks says that the actor wants to know what to sign, and decides nothing.
	asks bool
}

// FieldSignature is the field of a signature that does not count.
const FieldSignature = "signature"

// Unsigned says that nothing is wrong with a decision, but that the actor, who has a passkey and is
// where it can be used, has not signed it. Nothing was decided.
type Unsigned struct {
	// Request is the request as it would be granted.
	Request  Request
	decision record.Decision
}

func (u *Unsigned) Error() string { return "the decision is not signed" }

// copiedPasskey is a right answer with a wrong counter.
type copiedPasskey struct{ label string }

func (c *copiedPasskey) Error() string { return "the passkey may have been copied" }

// toDecide is what the signature of a decision counts for.
const toDecide = "decide"

// purpose is what a decision's nonce counts for: this decision, in this session.
func (t *tx) purpose(d record.Decision) purpose {
	d.Nonce = ""
	sum := sha256.Sum256([]byte(d.Text()))
	return purpose{toDecide + string(sum[:]), t.by.session, t.by.login().id()}
}

// decision is what the actor decides: that of request r, granted is given, not before begin.
func (t *tx) decision(r, granted Request, begin time.Time, rule Rule) record.Decision {
	d := record.Decision{
		Request: r.ID, Extends: r.Extends, Account: r.AccountID, AccountName: r.AccountName, Company: r.CompanyID, CompanyName: r.CompanyName,
		RequestingAccount: r.RequesterAccountID, RequestingAccountName: r.RequesterAccountName, RequestedBy: r.RequestedBy, RequestedByName: r.RequestedByName,
		Access: granted.accessText(), Rule: rule.ID, People: rule.Approvals, Decider: t.by.Name(), DeciderKind: string(t.by.Kind), Origin: t.svc.PasskeysAt(),
	}
	if r.Length > 0 {
		d.NotBefore = begin
	} else {
		d.ValidFrom = begin
	}
	if granted.Length > 0 {
		d.Length = granted.Length
	} else {
		d.ValidTo = granted.Window.To
	}
	return d
}

// sign checks the signature of a decision, and adds it to what the record says. It is also a fresh
// proof. Errors: *Unsigned; *Invalid with FieldSignature.
func (t *tx) sign(ctx context.Context, d record.Decision, s Signing, after changes) error {
	switch {
	case s.Decision+s.Answer != "":
		return t.checkSigned(ctx, d, s, after)
	case !s.asks && (s.At == "" || s.At != t.svc.PasskeysAt()):
		return nil
	}
	has, err := factors(ctx, t.Queries, t.by.login())
	switch can := has.Passkey && t.svc.passkeys != nil; {
	case err != nil:
		return err
	case !can && s.asks:
		return ErrNotFound
	case !can:
		return nil
	}
	row, err := t.GetRequest(ctx, t.by.getRequestParams(d.Request, t.now))
	if err != nil {
		return err
	}
	return &Unsigned{requestFrom(row, t.now), d}
}

// IsSigned reports whether the entry's decision is signed with a passkey.
func (r Record) IsSigned() bool { return givesAccess[r.Action] && r.After[DetailSignature] != "" }

// SigningKey names the key of the passkey with which the entry's decision is signed, or is "".
func (r Record) SigningKey() string {
	if !r.IsSigned() {
		return ""
	}
	key, err := base64.RawURLEncoding.DecodeString(r.After[DetailPublicKey])
	if err != nil {
		return ""
	}
	return record.Fingerprint(key)
}

// GivesAccess reports whether the entry is a decision by which a person gives access, so that it
// can be signed.
func (r Record) GivesAccess() bool { return givesAccess[r.Action] }

// readWaived fills in Waived.
func (s *Service) readWaived(ctx context.Context, row db.RecordEntry, r *Record) error {
	if !r.GivesAccess() || r.IsSigned() {
		return nil
	}
	has, err := s.store.Read.ListPasskeys(ctx, db.ListPasskeysParams{AccountID: row.ActorAccountID, UserID: row.ActorUserID})
	r.Waived = slices.ContainsFunc(has, func(p db.Passkey) bool { return p.CreatedAt <= row.At })
	return err
}

var givesAccess = map[Action]bool{RequestGranted: true, RequestApproved: true}

// SignatureDetails are the details of a signature, which are for programs.
var SignatureDetails = []Detail{DetailDecision, DetailAuthenticatorData, DetailClientData, DetailSignature, DetailCredential, DetailPublicKey}

func errSigned(r Reason) error { return &Invalid{Fields: map[string]Reason{FieldSignature: r}} }

// checkSigned checks that the actor signed this decision, just now and not before, with one of its
// passkeys. Errors: *Invalid with FieldSignature; *copiedPasskey.
func (t *tx) checkSigned(ctx context.Context, d record.Decision, s Signing, after changes) error {
	ends, err := t.nonceEnds(ctx, &d, s.Decision)
	if err != nil {
		return err
	}
	answer, err := protocol.ParseCredentialRequestResponseBytes([]byte(s.Answer))
	if err != nil {
		return errSigned(PasskeyNotAccepted{})
	}
	row, err := t.GetPasskeyOf(ctx, answer.RawID)
	if db.IsNotFound(err) || err == nil && (row.AccountID != t.by.AccountID || row.UserID != t.by.UserID) {
		return errSigned(PasskeyNotAccepted{})
	}
	if err != nil {
		return err
	}
	challenge := base64.RawURLEncoding.EncodeToString(record.Challenge(s.Decision))
	if answer.Response.CollectedClientData.Challenge != challenge {
		return errSigned(NotThisDecision{})
	}
	was, err := t.svc.validate(answer, t.by.login(), row.Credential, challenge)
	if err != nil {
		return moved(err, "answer", FieldSignature)
	}
	label := passkeyLabel(row.Name, row.Person)
	if was.Authenticator.CloneWarning {
		return &copiedPasskey{label}
	}
	signature := record.Signature{
		Decision: s.Decision, AuthenticatorData: answer.Raw.AssertionResponse.AuthenticatorData, ClientData: answer.Raw.AssertionResponse.ClientDataJSON,
		Signature: answer.Response.Signature, Credential: answer.RawID, PublicKey: was.PublicKey,
	}
	if _, err := signature.Verify(); err != nil { // whoever reads the record will find the same
		return errSigned(PasskeyNotAccepted{})
	}
	if err := t.useChallenge(ctx, d.Nonce, ends); err != nil {
		return moved(err, "answer", FieldSignature)
	}
	if err := t.usePasskey(ctx, row.ID, was); err != nil {
		return moved(err, "answer", FieldSignature)
	}
	for name, value := range signature.Details() {
		after[Detail(name)] = value
	}
	t.provedHere = true
	return t.setProved(ctx, Proofs{}.with(ProofPasskey, label))
}

// checkSignedEntry checks that what an entry says was signed is what it says itself, and what was
// asked for.
func (t *tx) checkSignedEntry(ctx context.Context, e record.Entry) error {
	rows, err := t.ListRequestActs(ctx, db.ListRequestActsParams{RequestID: e.RequestID, PageSize: maxRequestActs})
	if err != nil {
		return err
	}
	return record.CheckSigned(mapped(rows, func(row db.RecordEntry) record.Entry { return record.Entry(row) }), e)
}

// nonceEnds checks that this server asked for a signature of this decision, in this session, and
// that it still counts. It completes d with what only the text of the decision says.
func (t *tx) nonceEnds(ctx context.Context, d *record.Decision, text string) (ends time.Time, err error) {
	signed, err := record.ParseDecision(text)
	d.At, d.Until, d.Nonce = signed.At, signed.Until, signed.Nonce
	if err != nil || t.svc.passkeys == nil || d.Text() != text {
		return ends, errSigned(NotThisDecision{})
	}
	if !t.now.Before(d.Until) {
		return ends, errSigned(SignedTooLate{})
	}
	ends, ok := t.svc.challengeEnds(t.purpose(*d), d.Nonce, t.now)
	if !ok {
		return ends, errSigned(NotThisDecision{})
	}
	used, err := t.ExistsUsedChallenge(ctx, db.ExistsUsedChallengeParams{Hash: hashText(d.Nonce), Every: everyChallenge, Ends: db.Millis(ends)})
	if err == nil && used != 0 {
		err = errSigned(SignedBefore{})
	}
	return ends, err
}

// noteRefused records that a passkey was not accepted, or may have been copied. It returns what the
// actor hears.
func (s *Service) noteRefused(ctx context.Context, by Actor, err error) error {
	var copied *copiedPasskey
	var invalid *Invalid
	switch {
	case errors.As(err, &copied):
		if err := s.refusePasskey(ctx, by.login(), copied.label, by.Address, s.now()); err != nil {
			return err
		}
		return errSigned(PasskeyNotAccepted{})
	case errors.As(err, &invalid) && invalid.Fields[FieldSignature] == PasskeyNotAccepted{}:
		failed := s.write(context.WithoutCancel(ctx), by, s.now(), func(t *tx) error {
			return t.record(ctx, by.ownEntry(ProofRefused, nil, changes{DetailProof: string(ProofPasskey)}))
		})
		if failed != nil {
			return failed
		}
	}
	return err
}

// ToSign is the decision that the actor would sign now, and what it would mean. Errors: those of
// GrantLess; ErrNotFound if the actor has no passkey.
func (s *Service) ToSign(ctx context.Context, by Actor, id string, terms Terms) (*Unsigned, error) {
	terms.Signing = Signing{asks: true}
	_, err := s.GrantLess(ctx, by, id, terms)
	var unsigned *Unsigned
	if errors.As(err, &unsigned) {
		return unsigned, nil
	}
	return nil, err
}

// DecisionOptions are what a browser needs to sign a decision with a passkey, as JSON: the text of
// the decision, which is sent again together with the passkey's answer, and the options for the
// passkey. The signature counts for exactly this decision, in this session, once, for five minutes.
// Errors: those of ToSign.
func (s *Service) DecisionOptions(ctx context.Context, by Actor, id string, terms Terms) ([]byte, error) {
	unsigned, err := s.ToSign(ctx, by, id, terms)
	if err != nil {
		return nil, err
	}
	d, now := unsigned.decision, s.now()
	d.At, d.Until = db.Time(db.Millis(now)), db.Time(db.Millis(now.Add(challengeLifetime)))
	t := &tx{by: by}
	nonce, err := s.newChallenge(t.purpose(d), now)
	if err != nil {
		return nil, err
	}
	d.Nonce = base64.RawURLEncoding.EncodeToString(nonce)
	h, err := s.passkeyHolder(ctx, by.login())
	if err != nil {
		return nil, err
	}
	options, _, err := s.passkeys.BeginLogin(h, webauthn.WithChallenge(record.Challenge(d.Text())))
	if err != nil {
		return nil, err
	}
	return json.Marshal(struct {
		Decision string                                     `json:"decision"`
		Options  protocol.PublicKeyCredentialRequestOptions `json:"options"`
	}{d.Text(), options.Response})
}
