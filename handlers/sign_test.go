package handlers

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/access/passkeytest"
	"latchkey/views"
)

// newSigningDesk is a desk whose customer's login has a passkey.
func newSigningDesk(t *testing.T) (*desk, *passkeytest.Device) {
	t.Helper()
	d := newDesk(t)
	must(t, d.svc.EnablePasskeys(passkeyPage))
	return d, d.addPasskey(d.admin)
}

// signed is a GRANT with a signature.
func (d *desk) signed(device *passkeytest.Device, id string, form url.Values) url.Values {
	d.t.Helper()
	r := d.post(views.GrantOptionsURL(id), form, d.admin)
	same(d.t, r.Code, http.StatusOK, "status of the options")
	decision, answer := device.SignDecision(r.Body.Bytes())
	return edited(url.Values{views.SignField: {passkeyPage}, views.DecisionField: {decision}, access.FieldSignature: {answer}}, form)
}

// Where a passkey can sign, a GRANT asks for a signature, as a page or as a dialog in the card: it
// says what will be signed, and keeps the whole form. Both ways lead on.
func TestAGrantAsksForASignature(t *testing.T) {
	d, device := newSigningDesk(t)
	id := d.request(d.customer, d.company, d.support, d.mia, false)
	form := url.Values{"valid_to": {"2026-06-01T14:20"}, "valid_from": {"2026-06-01T14:00"}, "read_only": {"on"}, "back": {"request"}, views.OnceField: {"key"}, views.SignField: {passkeyPage}}
	p := d.want(d.post(views.GrantURL(id), form, d.admin), http.StatusUnprocessableEntity, en.Prove.Sign.Title, en.Prove.Sign.Without, "14:20").
		has("form[hidden][data-passkey=get][data-now][data-sends][data-options='"+views.GrantOptionsURL(id)+"'][action='"+views.GrantURL(id)+"'] [name=signature][data-answer]",
			"form[data-passkey] [name=valid_to][value='2026-06-01T14:20']", "form[data-passkey] [name=once][value=key]", "form[data-passkey] [name=sign][value='"+passkeyPage+"']",
			"form:not([data-passkey]) [name=read_only][value=on]", "form:not([data-passkey]) [name=sign][value=no]")
	same(t, p.count("form[data-passkey] [name=sign]"), 1, "fields that say where")
	answer := d.post(views.GrantURL(id), form, d.admin, htmx)
	d.want(answer, http.StatusUnprocessableEntity, en.Prove.Sign.Title).has("dialog#prove form[data-passkey][hx-post]")
	same(t, answer.Header().Get("HX-Reswap"), "beforeend", "the dialog goes")
	d.want(d.get(views.RequestURL(id), d.admin), http.StatusOK).has("[data-state], .badge[data-tone=waiting]")

	form.Del(views.OnceField)
	d.want(d.post(views.GrantURL(id), d.signed(device, id, form), d.admin), http.StatusSeeOther)
	for _, reader := range []*http.Cookie{d.admin, d.miaCookie} {
		for _, page := range []string{views.RequestURL(id), views.ReportURL(id)} {
			d.want(d.get(page, reader), http.StatusOK, en.Request.Signature, en.Request.SignedWith("Anna Adams", device.Fingerprint()))
		}
		same(t, d.get(views.ReportPDFURL(id), reader).Code, http.StatusOK, "PDF")
	}
	d.want(d.get(views.AccountURL(d.customer, views.TabRecord), d.admin), http.StatusOK, device.Fingerprint())
	files, _ := d.unpack("/accounts/"+d.customer+"/evidence", d.admin)
	hasAll(t, "decisions.csv", files["decisions.csv"], "request.granted", device.Fingerprint())
	d.want(d.get(views.SecurityURL, d.admin), http.StatusOK, device.Fingerprint())
}

// Without a signature everything works as it did: for scripts, without JavaScript, elsewhere, and
// for those who want it so.
func TestAGrantWithoutASignature(t *testing.T) {
	d, _ := newSigningDesk(t)
	for what, form := range map[string]url.Values{
		"a script": nil, "no JavaScript": one(views.SignField, ""), "elsewhere": one(views.SignField, "http://localhost"), "on purpose": one(views.SignField, views.SignNot),
	} {
		id := d.request(d.customer, d.company, d.support, d.mia, false)
		same(t, d.post(views.GrantURL(id), form, d.admin).Code, http.StatusSeeOther, "%s: status", what)
		for _, page := range []string{views.RequestURL(id), views.ReportURL(id)} {
			d.want(d.get(page, d.admin), http.StatusOK, en.Request.Waived)
		}
		d.post(views.ActURL(id, "revoke"), nil, d.admin)
	}
}

// A signature that does not count is told at its field, with everything still in the form. Nothing
// is granted.
func TestASignatureThatDoesNotCount(t *testing.T) {
	d, device := newSigningDesk(t)
	id := d.request(d.customer, d.company, d.support, d.mia, false)
	less := url.Values{"valid_to": {"2026-06-01T14:20"}, "valid_from": {"2026-06-01T14:00"}}
	wrong := func(form url.Values, want access.Reason) {
		t.Helper()
		for _, how := range [][]func(*http.Request){nil, {htmx}} {
			d.want(d.post(views.GrantURL(id), form, d.admin, how...), http.StatusUnprocessableEntity, en.Prove.Sign.Title, en.Reason(want)).
				has("form[data-passkey]:not([data-now]) #signature-mistake", "form[data-passkey] [name=valid_to][value='"+form.Get("valid_to")+"']", "form[data-passkey] [name=signature]:not([value])")
		}
		d.want(d.get(views.RequestURL(id), d.admin), http.StatusOK).has("[action='" + views.GrantURL(id) + "']")
	}
	longer := d.signed(device, id, less)
	longer.Set("valid_to", "2026-06-01T14:30")
	wrong(longer, access.NotThisDecision{})
	wrong(edited(url.Values{views.DecisionField: {""}, access.FieldSignature: {"{}"}}, less), access.NotThisDecision{})
	late := d.signed(device, id, less)
	d.setClock(d.now().Add(5 * time.Minute))
	wrong(late, access.SignedTooLate{})
	d.want(d.post(views.GrantURL(id), d.signed(device, id, less), d.admin), http.StatusSeeOther)
	same(t, d.post(views.GrantOptionsURL(id), nil, d.admin).Code, http.StatusConflict, "options for what is granted: status")
	same(t, d.post(views.GrantOptionsURL(id), nil, d.miaCookie).Code, http.StatusForbidden, "options for the other side: status")
}

// The touch that signs is a fresh proof, too. Without it, whoever grants proves as ever, in place
// of the dialog that asked for a signature.
func TestASignatureIsAFreshProof(t *testing.T) {
	d, device := newSigningDesk(t)
	d.serve(access.DefaultFreshFor)
	must(t, d.svc.EnablePasskeys(passkeyPage))
	id := d.request(d.customer, d.company, d.support, d.mia, false)
	d.setClock(d.now().Add(access.DefaultFreshFor + time.Second))
	d.want(d.post(views.GrantURL(id), nil, d.admin), http.StatusUnprocessableEntity, en.Prove.Title)
	d.want(d.post(views.GrantURL(id), one(views.SignField, passkeyPage), d.admin), http.StatusUnprocessableEntity, en.Prove.Sign.Title)
	answer := d.post(views.GrantURL(id), one(views.SignField, views.SignNot), d.admin, htmx)
	d.want(answer, http.StatusUnprocessableEntity, en.Prove.Title)
	same(t, answer.Header().Get("HX-Retarget"), "#"+views.ProveID, "the dialog replaces")
	d.want(d.post(views.GrantURL(id), d.signed(device, id, nil), d.admin), http.StatusSeeOther)
}
