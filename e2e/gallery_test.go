package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"latchkey/handlers"
	"latchkey/oidc"
	"latchkey/views"
	"latchkey/words"
)

// galleryDir is where all pages and their pictures go. git ignores it.
var galleryDir = filepath.Join("..", "build", "gallery")

// noPages are URLs that are not pages: machines read them.
var noPages = []string{
	"/access-requests/:request/dialog", // TestActsOfARow
	"/healthz", "/readyz", "/doctor", "/calendar/:token", views.EventsURL, views.WaitingURL,
	views.ProviderOfferURL, views.ProviderCallbackURL, views.ProvedURL, // TestThePagesOfAProvider
	oidc.PathDiscovery, oidc.PathOAuthDiscovery, oidc.PathKeys, oidc.PathUserInfo, views.AccessAPIURL,
}

// onlyRefusals are URLs that lead on, or show a page that says why not.
var onlyRefusals = []string{oidc.PathAuthorize}

// sights are what a visitor sees besides the pages that links lead to, one per line: who, the
// status, the method, the URL and the form. A URL is written as the crawl names it (see shape),
// possibly with more at its end. A form can have ids, and what Order Desk sends (see deskWords).
const sights = `
	nobody              404 GET  /nothing/here
	nobody              400 GET  /oidc/authorize
	nobody              400 GET  /oidc/authorize  client_id=nobody&redirect_uri=:desk/callback
	nobody              422 POST /login/user      account=Acme&user=tom&password=wrong
	nobody              422 POST /login/account   account=Acme&password=wrong
	mails               200 POST /accounts        name=Globex&contact_first_name=Hank&contact_last_name=Scorpio&email=hank@globex.example
	mailed              422 POST /accounts/:own/sign-in-rules second_factor=REQUIRED&from=2020-01-31
	mailed              422 POST /accounts/:own/passwords expiry_days=many
	asks                422 POST /access-requests account_id=:customer&company_id=:company&description=Ticket+7&how_long=1h
	nobody              422 POST /login/passkey   answer=none
	nobody              404 GET  /setup-links/of-yesterday
	nobody              422 POST /setup-links/:token password=short
	forgetful           404 GET  /password/of-yesterday
	forgetful           422 POST /password/:token password=short
	forgetful           404 GET  /confirm/of-yesterday
	late                422 POST /login/new-password new_password=short
	half                422 POST /login/second-factor code=1
	half                422 POST /login/recovery-code recovery_code=abcd
	again               422 POST /login/second-factor/passkey answer=none
	mustadd             422 POST /login/add-factor code=1
	mustadd             422 POST /login/add-factor/passkey answer=none&name=
	stale               422 POST /prove next=/accounts&from=/&proof_code=1
	stale               422 POST /prove next=/accounts&from=/&proof_recovery_code=abcd
	stale               422 POST /accounts/:own/rules longest_hours=3
	coded               422 POST /profile/security/passkeys answer=none&name=&person=
	coded               200 GET  /prove/webapp    then=:again
	lost                403 GET  /oidc/authorize  :wish
	resets              403 GET  /oidc/authorize  :wish
	USER                200 GET  /profile/security/code
	USER                422 POST /profile/security/code code=1
	ADMINISTRATOR       404 GET  /accounts/acc_0
	ADMINISTRATOR       403 GET  /access-requests/new
	ADMINISTRATOR       422 POST /accounts        name=&email=nonsense
	ADMINISTRATOR       422 POST /accounts/:other/edit email=nonsense&contact_first_name=&time_zone=Mars
	ADMINISTRATOR       422 POST /webapps         key=&name=&address=nonsense
	ADMINISTRATOR       422 POST /webapps/:webapp name=&address=nonsense
	ADMINISTRATOR       422 POST /webapps/:webapp/sign-in redirect_uris=http://orders.example/callback&after_logout_uris=nonsense&logout_uri=nonsense
	ADMINISTRATOR       403 GET  /oidc/authorize  :wish
	ADMINISTRATOR       422 POST /accounts/:other/subscriptions seats=0&valid_to=2020-01-01T00:00
	SALES               422 POST /payment/invoices messages=many&price=none&currency=XXX
	SALES               200 POST /payment/invoices account_id=:customer&step=preview&period_from=2020-01-01&period_to=2099-12-31&messages=125000&price=0.0345&currency=EUR&vat_rate=19&due_date=2099-12-31&note=Order+7
	SALES               409 POST /payment/invoices account_id=:customer&version=none&period_from=2020-01-01&period_to=2020-01-31&messages=125000&price=0.0345&currency=EUR&vat_rate=19&due_date=2099-12-31&note=Order+7
	SALES               422 POST /payment/invoices/:invoice/cancel reason=
	SALES               403 GET  /webapps
	SUPPORT             422 POST /access-requests description=Ticket
	SUPPORT             422 POST /accounts/:other/users name=
	SUPPORT             403 GET  /accounts/:own/edit
	CONSULTANT          422 POST /access-requests description=Review&valid_from=2020-01-01T00:00
	CONSULTANT          404 GET  /access-requests/req_0
	CONSULTANT          403 GET  /oidc/authorize  :wish
	CUSTOMER            422 POST /accounts/:own/companies name=
	CUSTOMER            422 POST /accounts/:own/companies/:company/settings/new key=&value=1
	CUSTOMER            422 POST /accounts/:own/users name=
	CUSTOMER            422 POST /accounts/:own/rules longest_hours=many
	CUSTOMER            422 POST /accounts/:own/consents longest_hours=many
	CUSTOMER            409 POST /accounts/:own/visitors version=none&webapp_:app=on
	CUSTOMER            403 GET  /oidc/authorize  :wish
	CUSTOMER            400 GET  /accounts/:own/users active=yes&active=no
	CUSTOMER            200 GET  /accounts/:own/evidence from=2025-01-01&to=2025-01-31
	SUPERUSER           422 POST /access-requests/:pending/deny reason=
	SUPERUSER           409 POST /access-requests/:lapsed/grant
	SUPERUSER           422 POST /access-requests/all/together act=deny&back=/access-requests/all
	SUPERUSER           200 POST /access-requests/all/together act=revoke&request_:pending=on&request_req_0=on&reason=x&back=/access-requests/all
	SUPERUSER           200 GET  /accounts/:own/external-access q=a&by=mia
	SUPERUSER           422 GET  /accounts/:own/external-access from=2020-02-01&to=2020-01-01
	SUPPORT             200 GET  /accounts/:own/external-access state=WAITING&sort=ends
	SUPPORT             200 GET  /accounts/:own/external-access mine=1
	SUPPORT             200 GET  /access-requests/new again=:over
	CUSTOMER            200 GET  /accounts/:own/external-access state=OPEN&chosen=all
	SUPERUSER           422 POST /accounts/:own/subscriptions/:webapp/users act=assign
	SUPERUSER           422 POST /accounts/:own/users/:user email=nonsense
	SUPERUSER           422 POST /profile/password current_password=wrong&new_password=short
	SUPERUSER           200 POST /profile/calendar
	EXTERNAL_SUPERUSER  404 GET  /accounts/:own/companies/com_0
	EXTERNAL_SUPERUSER  403 GET  /oidc/authorize  :wish
	EXTERNALUSER        403 GET  /accounts/:own/users
	EXTERNALUSER        403 GET  /oidc/authorize  :wish
	USER                200 GET  /_components
	USER                403 GET  /accounts/new
	USER                405 GET  /logout
	USER                400 GET  /oidc/authorize  client_id=:client&redirect_uri=https://elsewhere.example/
	USER                200 GET  /oidc/logout
	USER                200 GET  /oidc/logout     client_id=:client&post_logout_redirect_uri=:desk/signed-out
	USER                200 GET  /prove/webapp    then=:again
	USER                422 POST /prove/webapp    then=:again&proof_password=wrong
	first               422 POST /setup/:token    name=&password=short
	first ADMINISTRATOR 422 POST /accounts        name=
`

// acts are like sights, but change what others see. They come last, in this order.
const acts = `
	forgetful           200 POST /confirm/:token
	SUPERUSER           200 POST /access-requests/:pending/grant
	SUPPORT             200 POST /access-requests/:active/hand-back
	coded               200 POST /profile/security/recovery-codes
	ADMINISTRATOR       200 POST /webapps/:webapp/secrets overlap=24h
	CUSTOMER            200 POST /accounts/:own/freeze reason=A+lost+laptop.
	ADMINISTRATOR       200 POST /accounts        name=Globex&contact_first_name=Hank&contact_last_name=Scorpio&email=hank@globex.example
`

// inOthers are the visitors whose pages are also examined in languages other than English:
// customers' people and one requester.
var inOthers = []string{"nobody", "forgetful", "late", "half", "mustadd", "stale", "lost", "mailed", "asks", "remembered", "coded", "SUPPORT", "CUSTOMER", "SUPERUSER", "EXTERNALUSER", "EXTERNAL_SUPERUSER", "USER", "first", "first CUSTOMER"}

// TestGallery visits every page as every kind of login, and examines it in light and dark colours,
// on a phone and on a large screen. axe examines each structure once. It also examines the pages of
// inOthers once in each other language. It keeps pictures in build/gallery only if LATCHKEY_GALLERY
// is set, as by `make gallery`; nothing checks them.
func TestGallery(t *testing.T) {
	t.Parallel()
	needTools(t)
	g := newGallery(t)
	visitors := append(demoVisitors(t), emptyVisitors(t)...)
	t.Run("pages", func(t *testing.T) {
		for _, v := range visitors {
			t.Run(v.name, func(t *testing.T) {
				t.Parallel()
				v.crawl(t)
				for _, address := range v.answered {
					g.saw(address)
				}
				all := slices.Concat(v.found, v.lines(t, sights))
				v.tour(t, g, all, "en")
				if slices.Contains(inOthers, v.name) {
					for _, tag := range words.Tags()[1:] {
						v.tour(t, g, all, tag)
					}
				}
			})
		}
	})
	t.Run("acts", func(t *testing.T) {
		for _, v := range visitors {
			if lines := v.lines(t, acts); len(lines) > 0 {
				v.tour(t, g, lines, "en")
			}
		}
	})
	g.validate(t)
	for _, address := range handlers.Readable() {
		if !g.seen[address] && !slices.Contains(noPages, address) {
			t.Errorf("nobody saw %s: let a page lead there, or add it to sights", address)
		}
	}
}

// gallery is what was seen of the product.
type gallery struct {
	mu sync.Mutex
	// seen are the URLs of the route table that answered 200.
	seen     map[string]bool
	axe, dir string
	pictures bool
	examined examined
}

func newGallery(t *testing.T) *gallery {
	t.Helper()
	axe, err := os.ReadFile(toolPath("axe-core", "axe.min.js"))
	must(t, err)
	must(t, os.RemoveAll(galleryDir))
	must(t, os.MkdirAll(filepath.Join(galleryDir, "html"), 0o750))
	return &gallery{seen: map[string]bool{}, axe: string(axe), dir: galleryDir, pictures: os.Getenv("LATCHKEY_GALLERY") != ""}
}

func (g *gallery) saw(address string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.seen[address] = true
}

// sight is something to look at: a page, or the answer to a form.
type sight struct {
	name, method, path, form string
	status                   int
}

// lines are a visitor's lines in a table, with the URLs that the crawl found.
func (v *visitor) lines(t *testing.T, table string) (list []sight) {
	t.Helper()
	names := map[string]int{}
	line := regexp.MustCompile(`(?m)^\s*(\w[\w ]*?)\s+(\d{3}) (\w+)\s+(\S+) *(\S*)$`)
	for _, m := range line.FindAllStringSubmatch(table, -1) {
		if m[1] != v.name {
			continue
		}
		status, err := strconv.Atoi(m[2])
		must(t, err)
		name := slug(m[4]) + "-" + m[2]
		if names[name]++; names[name] > 1 {
			name += "-" + strconv.Itoa(names[name])
		}
		s := sight{name: name, method: m[3], path: v.address(t, m[4]), form: v.filled(m[5]), status: status}
		if s.method == http.MethodGet && s.form != "" {
			s.path, s.form = s.path+"?"+s.form, ""
		}
		list = append(list, s)
	}
	return list
}

// filled is a form with the visitor's words in place of what stands for them. :over is the id of a
// request that ended.
func (v *visitor) filled(form string) string {
	over := strings.TrimPrefix(v.examples["/access-requests/:ended"], "/access-requests/")
	return strings.NewReplacer(append([]string{":customer", v.customer, ":company", v.company, ":over", over}, v.words...)...).Replace(form)
}

// slug is the name of a picture for a URL.
func slug(address string) string {
	name := strings.Trim(regexp.MustCompile(`[^a-z0-9_]+`).ReplaceAllString(strings.ToLower(address), "-"), "-")
	if name == "" {
		return "start"
	}
	return name
}

// route is the URL of the route table that matches a path: the one with the fewest parameters.
func route(path string) string {
	best, words := "", strings.Split(path, "/")
	for _, address := range handlers.Readable() {
		parts := strings.Split(address, "/")
		fits := len(parts) == len(words)
		for i := 0; fits && i < len(parts); i++ {
			fits = parts[i] == words[i] || strings.HasPrefix(parts[i], ":") && words[i] != ""
		}
		if fits && (best == "" || strings.Count(address, ":") < strings.Count(best, ":")) {
			best = address
		}
	}
	return best
}
