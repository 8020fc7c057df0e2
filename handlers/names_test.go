package handlers

import (
	"net/http"
	"testing"

	"latchkey/access"
	"latchkey/views"
)

// Who is no login stands in the record as a kind, and not like an account of that name.
func TestKindsOfActorsAreNoNames(t *testing.T) {
	w := newWorld(t)
	id, _, err := w.svc.CreateAccount(t.Context(), access.TheOperator(), access.NewAccount{Name: "Acme", Password: goodPassword})
	must(t, err)
	w.want(w.get(views.AccountURL(id, views.TabRecord), w.signIn(id, "")), http.StatusOK).has(saying("span.badge[data-variant=outline]", "operator"))
}
