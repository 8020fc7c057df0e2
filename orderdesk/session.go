package orderdesk

import (
	"crypto/rand"
	"net/http"
	"strings"
	"time"
)

// Claims are what Latchkey says of whoever signs in.
type Claims struct {
	Subject     string   `json:"sub"`
	SessionID   string   `json:"sid"`
	Name        string   `json:"name"`
	Username    string   `json:"preferred_username"`
	Zone        string   `json:"zoneinfo"`
	Locale      string   `json:"locale"`
	Email       string   `json:"email"`
	Verified    bool     `json:"email_verified"`
	AccountID   string   `json:"account_id"`
	AccountName string   `json:"account_name"`
	Roles       []string `json:"roles"`
	External    bool     `json:"external"`
	AuthTime    int64    `json:"auth_time"`
	AMR         []string `json:"amr"`
	ACR         string   `json:"acr"`
	Grants      []Grant  `json:"grants"`
}

// Grant is a grant with which someone sees a company of another account.
type Grant struct {
	ID          string `json:"id"`
	AccountID   string `json:"account_id"`
	AccountName string `json:"account_name"`
	CompanyID   string `json:"company_id"`
	CompanyName string `json:"company_name"`
	ReadOnly    bool   `json:"read_only"`
	EndsAt      int64  `json:"ends_at"`
}

const (
	sessionCookie = "order_desk"
	// sessionLifetime is how long a sign-in lasts if Latchkey never says that it is over.
	sessionLifetime = 8 * time.Hour
	// goAgain is after how long a page that someone opens leads over Latchkey, which else would not
	// know that they are there, and sign them out.
	goAgain = 10 * time.Minute
	// remembered is for how long Order Desk knows of a sign-in that is over.
	remembered = 10 * time.Minute
)

// session is a sign-in. It never changes, but for its end and came.
type session struct {
	Claims Claims
	// raw is all claims as Latchkey sent them, and idToken what they were in.
	raw, idToken string
	zone         *time.Location
	ends         time.Time
	// came is when they last came from Latchkey. It is read under the lock.
	came time.Time
	// over is closed at overAt, when Latchkey says that it is over. overAt is read under the lock.
	over   chan struct{}
	overAt time.Time
}

// person is whom the pages name.
func (s *session) person() string { return s.Claims.Name }

// grant is one of the grants that came with the sign-in, or an empty one.
func (s *session) grant(id string) Grant {
	for _, g := range s.Claims.Grants {
		if g.ID == id {
			return g
		}
	}
	return Grant{}
}

// time is an instant as the person reads it.
func (s *session) time(seconds int64) string {
	return time.Unix(seconds, 0).In(s.zone).Format("Mon 2 Jan 2006, 15:04 MST")
}

// add begins a sign-in, unless it is over already: the logout token may have been faster.
func (d *Desk) add(s *session) (token string, ok bool) {
	token = rand.Text()
	now := d.now()
	s.came, s.ends, s.over = now, now.Add(sessionLifetime), make(chan struct{})
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, gone := d.gone[s.Claims.SessionID]; gone {
		return "", false
	}
	for token, old := range d.sessions {
		if now.After(old.ends) || !old.overAt.IsZero() && now.Sub(old.overAt) > remembered {
			delete(d.sessions, token)
		}
	}
	d.sessions[token] = s
	return token, true
}

// find is the sign-in of a browser, also one that is over.
func (d *Desk) find(r *http.Request) (s *session, live bool) {
	c, err := r.Cookie(sessionCookie)
	if err != nil {
		return nil, false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	s = d.sessions[c.Value]
	return s, s != nil && s.overAt.IsZero() && d.now().Before(s.ends)
}

// isUnknown reports whether someone opens a page, of whom Latchkey has not known for long that they
// are there.
func (d *Desk) isUnknown(s *session, r *http.Request) bool {
	dest := r.Header.Get("Sec-Fetch-Dest")
	if r.Method != http.MethodGet || dest != "" && dest != "document" {
		return false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now().Sub(s.came) >= goAgain
}

// cameAgain notes that whoever is signed in with a sid came from Latchkey. ok is false if nobody
// is.
func (d *Desk) cameAgain(r *http.Request, sid string) (ok bool) {
	s, live := d.find(r)
	if !live || s.Claims.SessionID != sid {
		return false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	s.came = d.now()
	return true
}

// endOf is when Latchkey said that a sign-in is over, or zero.
func (d *Desk) endOf(s *session) time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return s.overAt
}

// need is the sign-in of a browser. Without one, it sends the browser to get one, and if it is
// over, to the page that says so.
func (d *Desk) need(w http.ResponseWriter, r *http.Request) (s *session, ok bool) {
	s, live := d.find(r)
	switch {
	case live && d.isUnknown(s, r):
		d.sendToLatchkey(w, r, r.URL.Path)
	case live:
		return s, true
	case s != nil:
		http.Redirect(w, r, "/over", http.StatusSeeOther)
	case r.Method == http.MethodGet:
		http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
	default:
		http.Redirect(w, r, "/", http.StatusSeeOther)
	}
	return nil, false
}

// end ends the sign-ins with a sid: from now on, nothing is shown to them.
func (d *Desk) end(sid string) {
	now := d.now()
	d.mu.Lock()
	defer d.mu.Unlock()
	forgetOld(d.gone, now)
	d.gone[sid] = now.Add(remembered)
	for _, s := range d.sessions {
		if s.Claims.SessionID == sid && s.overAt.IsZero() {
			s.overAt = now
			close(s.over)
		}
	}
}

// forget ends the sign-in of a browser that signs out.
func (d *Desk) forget(r *http.Request) (s *session) {
	c, err := r.Cookie(sessionCookie)
	if err != nil {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	s = d.sessions[c.Value]
	delete(d.sessions, c.Value)
	if s != nil && s.overAt.IsZero() {
		s.overAt = d.now()
		close(s.over) // other tabs
	}
	return s
}

// forgetOld forgets what is remembered until a time that has passed.
func forgetOld(until map[string]time.Time, now time.Time) {
	for key, end := range until {
		if now.After(end) {
			delete(until, key)
		}
	}
}

// setCookie sets a cookie until the browser is closed or, without a value, removes it.
func (d *Desk) setCookie(w http.ResponseWriter, name, value string) {
	c := &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, Secure: strings.HasPrefix(d.Address, "https:"), SameSite: http.SameSiteLaxMode} //nolint:gosec // G124: the demo's address is http
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// over says that Latchkey has ended the sign-in. It is the page to which open pages leave.
func (d *Desk) over(w http.ResponseWriter, r *http.Request) {
	s, live := d.find(r)
	if live {
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return
	}
	text := "You are not signed in to Order Desk."
	if s != nil {
		d.setCookie(w, sessionCookie, "")
		text = "Latchkey ended your access to Order Desk, " + s.Claims.Name + ". Nothing more is shown."
		if at := d.endOf(s); !at.IsZero() {
			text = "At " + at.In(s.zone).Format("15:04:05") + ", Latchkey ended your access to Order Desk, " + s.Claims.Name + ". Nothing more is shown."
		}
	}
	d.show(w, r, http.StatusOK, messagePage(message{frame: frame{title: "Your access has ended"}, text: text, button: "Sign in again", id: "over"}))
}
