package orderdesk

import (
	"embed"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// Paths that Latchkey is told when the webapp is registered.
const (
	PathCallback  = "/callback"
	PathSignedOut = "/signed-out"
	PathLogout    = "/backchannel-logout"
)

// Config is what Order Desk is told when it starts.
type Config struct {
	// Issuer is Latchkey's address, and Address its own: both without a slash at the end.
	Issuer, Address  string
	ClientID, Secret string
	// Companies are whose orders it has.
	Companies []Company
	Log       *slog.Logger
}

// Company is a customer's company that uses Order Desk.
type Company struct{ AccountID, ID, Name string }

// askTimeout limits each request to Latchkey.
const askTimeout = 5 * time.Second

// Desk is the webapp.
type Desk struct {
	Config
	http.Handler
	client *http.Client
	// now is the clock.
	now func() time.Time

	mu       sync.Mutex
	latchkey *latchkey
	// pending are the sign-ins that have begun, by their state.
	pending  map[string]pending
	sessions map[string]*session
	// gone are the sign-ins that were over lately, by their sid, and told the logout tokens, by
	// their jti: until when to remember them.
	gone, told map[string]time.Time
	answers    map[asked]answer
	orders     map[string][]Order

	stop chan struct{}
	once sync.Once
}

//go:embed static
var static embed.FS

// New makes the webapp. It asks Latchkey nothing before someone opens it.
func New(c Config) *Desk {
	d := &Desk{
		Config: c, now: time.Now, stop: make(chan struct{}),
		client: &http.Client{
			Timeout:       askTimeout,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		pending: map[string]pending{}, sessions: map[string]*session{}, gone: map[string]time.Time{}, told: map[string]time.Time{},
		answers: map[asked]answer{},
	}
	d.orders = invent(c.Companies, d.now())
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", d.home)
	mux.HandleFunc("GET /companies/{id}", d.company)
	mux.HandleFunc("POST /companies/{id}/ship", d.ship)
	mux.HandleFunc("GET /sign-in", d.signIn)
	mux.HandleFunc("GET "+PathCallback, d.callback)
	mux.HandleFunc("POST /sign-out", d.signOut)
	mux.HandleFunc("GET "+PathSignedOut, d.signedOut)
	mux.HandleFunc("GET /over", d.over)
	mux.HandleFunc("GET /events", d.events)
	mux.HandleFunc("POST "+PathLogout, d.logout)
	mux.Handle("GET /static/", http.FileServerFS(static))
	mux.HandleFunc("/", d.notFound)
	d.Handler = d.secure(http.NewCrossOriginProtection().Handler(mux))
	return d
}

// Close ends the streams to open pages, so that a server can stop.
func (d *Desk) Close() { d.once.Do(func() { close(d.stop) }) }

// secure sets the headers of every answer. Signing out leads from a form to Latchkey.
func (d *Desk) secure(next http.Handler) http.Handler {
	policy := "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self' " + d.Issuer + "; frame-ancestors 'none'"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// home shows who is signed in, and which companies they can look at.
func (d *Desk) home(w http.ResponseWriter, r *http.Request) {
	s, ok := d.need(w, r)
	if !ok {
		return
	}
	h := home{frame: frame{title: "Home", person: s.person()}, session: s}
	for _, c := range d.Companies {
		if c.AccountID == s.Claims.AccountID {
			h.own = append(h.own, c)
		}
	}
	d.show(w, r, http.StatusOK, homePage(h))
}

// company shows a company's orders to someone who may see them.
func (d *Desk) company(w http.ResponseWriter, r *http.Request) {
	s, c, a, ok := d.mayOpen(w, r)
	if !ok {
		return
	}
	d.mu.Lock()
	orders := append([]Order(nil), d.orders[c.ID]...)
	d.mu.Unlock()
	d.show(w, r, http.StatusOK, companyPage(company{
		frame: frame{title: c.Name, person: s.person()}, session: s, Company: c, answer: a, grant: s.grant(a.GrantID), orders: orders,
	}))
}

// ship notes that an order was shipped.
func (d *Desk) ship(w http.ResponseWriter, r *http.Request) {
	s, c, a, ok := d.mayOpen(w, r)
	if !ok {
		return
	}
	if a.ReadOnly {
		d.refuse(w, r, s.person(), http.StatusForbidden, "Read-only", "Your access to "+c.Name+" is read-only: you cannot change its orders.")
		return
	}
	number := r.PostFormValue("number")
	d.mu.Lock()
	for i := range d.orders[c.ID] {
		if o := &d.orders[c.ID][i]; o.Number == number {
			o.Shipped = true
		}
	}
	d.mu.Unlock()
	http.Redirect(w, r, "/companies/"+c.ID, http.StatusSeeOther)
}

// mayOpen finds the company of a request, and asks whether whoever is signed in may see it. If not,
// it answers. A company that Order Desk has not is answered like one that they may not see.
func (d *Desk) mayOpen(w http.ResponseWriter, r *http.Request) (s *session, c Company, a answer, ok bool) {
	s, ok = d.need(w, r)
	if !ok {
		return s, c, a, false
	}
	a, err := d.ask(r.Context(), asked{user: s.Claims.Subject, company: r.PathValue("id")})
	if err != nil {
		d.Log.Warn("ask for access", "error", err.Error())
		d.refuse(w, r, s.person(), http.StatusServiceUnavailable, "Latchkey does not answer", "Order Desk shows a company only if Latchkey says that you may see it. Try again in a moment.")
		return s, c, a, false
	}
	for _, known := range d.Companies {
		if known.ID == r.PathValue("id") {
			c = known
		}
	}
	if !a.Live || c.ID == "" {
		d.refuse(w, r, s.person(), http.StatusForbidden, "You may not see this company", "Latchkey says that you have no access to it in Order Desk now. Nothing is shown.")
		return s, c, a, false
	}
	return s, c, a, true
}

func (d *Desk) notFound(w http.ResponseWriter, r *http.Request) {
	d.refuse(w, r, "", http.StatusNotFound, "Page not found", "Order Desk has no page at this address.")
}
