package handlers

import (
	"net/url"
	"testing"
)

// A hint that cannot be read counts as none: whoever is there is asked, and client_id says where
// they go on to.
func TestAHintWhoseKeyIsGone(t *testing.T) {
	w := newWebappWorld(t)
	b := w.browser(w.acme, w.mia)
	token, _ := w.signsIn(b, w.shop)
	must(t, errOf(w.svc.RotateKeys(t.Context(), true)))
	for what, hint := range map[string]string{"of a key that is gone": rawIDToken(token), "that is none": "x"} {
		b := w.browser(w.acme, w.mia)
		query := url.Values{"id_token_hint": {hint}, "client_id": {"cli_shop"}, "post_logout_redirect_uri": {shopBye}, "state": {"z"}}
		got := b.open(w.url + "/oidc/logout?" + query.Encode())
		same(t, w.isIn(b), true, "signed in before the answer to a hint %s", what)
		newPage(t, got.body).says("Shop")
		query.Del("id_token_hint")
		same(t, b.send(w.url+"/oidc/logout/confirm", query).url, shopBye+"?state=z", "where a hint %s leads", what)
		same(t, w.isIn(b), false, "signed in after a hint %s", what)
	}
}
