package handlers

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/views"
)

// TestStartSaysWhereOneCanGetIn: the requester's first page after sign-in says where they have
// access, and until when, and what they asked for.
func TestStartSaysWhereOneCanGetIn(t *testing.T) {
	d := newDesk(t)
	company := "[href='/accounts/" + d.customer + "/companies/" + d.company + "']"
	d.want(d.get("/", d.miaCookie), http.StatusOK, en.Start.InNow, en.Start.NowhereIn).has(".empty [href='" + views.AskURL + "']").hasNot(company)
	d.request(d.customer, d.company, d.support, d.mia, true)
	waiting := d.request(d.customer, d.sibling, d.support, d.mia, false)
	d.want(d.get("/", d.miaCookie), http.StatusOK, "Acme, until 1 Jun 2026, 14:30 CEST", en.Access.ForCustomer.Waiting).has("[data-left]", company, "[href='"+views.RequestURL(waiting)+"']")
	d.want(d.get("/", d.colleague), http.StatusOK, en.Start.NowhereIn).hasNot(company, "[href='"+views.RequestURL(waiting)+"']")
	d.setClock(noon.Add(30 * time.Minute))
	d.want(d.get("/", d.miaCookie), http.StatusOK, en.Start.NowhereIn).hasNot(company)
}

// TestEachStartsWithWhatMatters: the first page of each kind of login has what it can do, and says
// what is empty.
func TestEachStartsWithWhatMatters(t *testing.T) {
	d := newDesk(t)
	root, _ := d.account("Root", access.Administrator)
	seller, _ := d.account("Seller", access.Sales)
	adviser, _ := d.account("Advice", access.Consultant)
	start := func(accountID, userID string) page {
		t.Helper()
		cookie := d.signIn(accountID, userID)
		r := d.get("/", cookie)
		if userID == "" {
			d.want(r, http.StatusSeeOther)
			r = d.get(r.Header().Get("Location"), cookie)
		}
		return d.want(r, http.StatusOK)
	}
	super, plain := d.user(d.customer, "sue", "", access.Superuser), d.user(d.customer, "paul", "")
	adviserUser := d.user(adviser, "ada", "")
	nothing, nobody := saying("p", en.Access.NothingWaitsYet), saying("p", en.Access.NobodyIn)
	start(d.customer, super).has(nothing, nobody).hasNot(saying("p", en.Start.NowhereIn), ".tiles")
	start(d.customer, "").has(nothing, nobody)
	start(d.customer, plain).has(saying("p", en.Start.NoWebapp("Acme")), saying("a", en.Start.Why), saying("h1", en.Start.Hello("paul"))).
		hasNot(nothing, nobody, saying("p", en.Start.NowhereIn), ".tiles")
	start(adviser, adviserUser).has(saying("p", en.Start.NowhereIn))
	start(d.support, "").has(saying("p", en.Start.NowhereIn))
	start(root, "").has(nothing, saying("h2", en.Start.GettingStarted))
	start(seller, "").has(nothing).hasNot(saying("p", en.Start.NowhereIn))

	granted := d.request(d.customer, d.company, d.support, d.mia, true)
	in := "[href='" + views.RequestURL(granted) + "']"
	start(d.customer, super).has(".people "+in, ".people [data-left]").hasNot(nobody)
	start(d.customer, "").has(".people " + in)
	start(d.customer, plain).hasNot(in)
	start(d.support, "").has(".people [href='/accounts/" + d.customer + "/companies/" + d.company + "']")
	start(adviser, adviserUser).hasNot(in)
	for range 9 {
		d.request(d.customer, d.company, d.support, d.mia, true)
	}
	p := start(d.customer, super).has(saying("a", en.Parts.ShowAll))
	same(t, p.find(".people > li").Length(), 8, "those who have access now")
}

// TestGrantOnTheStartPage: the one request that waits for the reader is there, with its acts. They
// lead back. With several, a link leads to all of them.
func TestGrantOnTheStartPage(t *testing.T) {
	d := newDesk(t)
	sue := d.signIn(d.customer, d.user(d.customer, "sue", "", access.Superuser))
	script := func(r *http.Request) { r.Header.Set("HX-Request", "true") }
	act := func(id, what string, more url.Values, change ...func(*http.Request)) *httptest.ResponseRecorder {
		f := url.Values{"back": {views.BackToStart}}
		for name := range more {
			f.Set(name, more.Get(name))
		}
		return d.post(views.ActURL(id, what), f, sue, change...)
	}
	tab := "/accounts/" + d.customer + "/external-access#waits"
	first := d.request(d.customer, d.company, d.support, d.mia, false)
	second := d.request(d.customer, d.sibling, d.support, d.mia, false)
	d.want(d.get("/", sue), http.StatusOK, en.Access.RequestsWait(2)).has(".waits a[autofocus][href='"+tab+"']").hasNot(".request", "#waits")

	d.want(act(first, "deny", url.Values{"reason": {"No need"}}), http.StatusSeeOther)
	p := d.want(d.get("/", sue), http.StatusOK, en.Request.Acts.Denied("mia", "Acme One"), en.Access.RequestsWait(1))
	p.has(".waits a[autofocus][href='#waits']", "article.request#"+second, "form[action='"+views.GrantURL(second)+"'] #waits", "a[href='"+views.ActPageURL(second, "deny")+"&back="+views.BackToStart+"']")
	d.want(d.get("/access-requests/"+second+"/dialog?act=deny&back="+views.BackToStart, d.admin), http.StatusOK).has("dialog#deny-" + second + " [name=back][value=" + views.BackToStart + "]")
	d.want(d.get("/accounts/"+d.customer, d.admin), http.StatusOK).has(".waits a[autofocus][href='#waits']", "form[action='"+views.GrantURL(second)+"'] #waits")
	d.want(d.get("/accounts/"+d.customer, sue), http.StatusOK).has(".waits a[href='" + tab + "']").hasNot("article.request")

	r := act(second, "grant", nil)
	d.want(r, http.StatusSeeOther)
	same(t, r.Header().Get("Location"), views.StartURL, "GRANT leads to")
	d.want(d.get("/", sue), http.StatusOK, "Granted: mia has access to Acme Two").has(".flash form[action='"+views.ActURL(second, "revoke")+"']", ".people [href='"+views.RequestURL(second)+"']").hasNot("article.request")

	third := d.request(d.customer, d.company, d.support, d.mia, false)
	r = act(third, "grant", nil, script)
	d.want(r, http.StatusOK)
	same(t, r.Header().Get("HX-Redirect"), views.StartURL, "a script is led to")
	d.want(d.get("/", sue), http.StatusOK, "Granted: mia has access to Acme One")
	r = act(third, "grant", nil, script)
	same(t, r.Header().Get("HX-Redirect"), views.StartURL, "a script that comes late is led to")
	d.want(d.get("/", sue), http.StatusOK).has("#flash > p")
	d.want(act(third, "grant", nil), http.StatusConflict)
}

// TestARequestThatCannotBeGrantedIsOnTheStartPage: the first key leads to what it says.
func TestARequestThatCannotBeGrantedIsOnTheStartPage(t *testing.T) {
	d := newDesk(t)
	id := d.request(d.customer, d.company, d.support, d.mia, false)
	d.want(d.post("/accounts/"+d.customer+"/rules", url.Values{"read_only": {"on"}, "from": {"00:00"}, "to": {"24:00"}, "day_Monday": {"on"}, "approvals": {"1"}}, d.admin), http.StatusSeeOther)
	d.want(d.get("/accounts/"+d.customer, d.admin), http.StatusOK).has(".waits a[href='#"+id+"-what']", "#"+id+"-what").hasNot("#waits")
}
