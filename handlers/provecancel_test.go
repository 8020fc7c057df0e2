package handlers

import (
	"net/http"
	"testing"

	"latchkey/access"
	"latchkey/views"
)

// TestCancellingAProofKeepsWhatWasTyped: Cancel on the page that asks for a proof leads to the
// form, with what was typed into it, even after a wrong proof.
func TestCancellingAProofKeepsWhatWasTyped(t *testing.T) {
	long(t)
	everyTyping(t, func(w *world, f typing) {
		if !findRoute(http.MethodPost, f.route).fresh {
			return
		}
		t.Run(f.route, func(t *testing.T) {
			w.t = t
			session := w.oldProof(f.cookie)
			w.serve(access.DefaultFreshFor)
			defer w.serve(0)
			b := w.window(session)
			form := edited(w.formWith(b.send(http.MethodGet, f.page, nil), f.action, f.typed), f.typed)
			answer := b.send(http.MethodPost, f.action, form)
			if !asksForProof(w.page(answer)) {
				return // this one needs none: it takes something away
			}
			for range 2 {
				b.wantKept(w.page(answer).attr(".signin > p > a", "href"), f, form)
				answer = b.send(http.MethodPost, f.action, proof(form, "wrong"))
			}
		})
	})
}

// TestCancellingAProofOfAFile leads to where the file was asked for, also after a wrong proof.
func TestCancellingAProofOfAFile(t *testing.T) {
	w, request, session := asking(t)
	form := w.formOn(w.get(views.ProveURL("/accounts.csv", request), session), "/prove")
	w.want(w.post("/prove", proof(form, "wrong"), session), http.StatusUnprocessableEntity).has(".signin a[href='" + request + "']")
}
