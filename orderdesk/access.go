package orderdesk

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// PathAccess is where Latchkey says who may see which company.
const PathAccess = "/api/v1/access"

const (
	// answerRead is how much of an answer is read, and answersKept how many are kept.
	answerRead  = 4096
	answersKept = 1000
)

// asked is a question to Latchkey.
type asked struct{ user, company string }

// answer is what Latchkey says.
type answer struct {
	Live     bool   `json:"live"`
	ReadOnly bool   `json:"read_only"`
	EndsAt   int64  `json:"ends_at"`
	GrantID  string `json:"grant_id"`

	// until is how long it may be kept.
	until time.Time
}

// ask asks Latchkey whether someone may see a company now. An answer is kept for as long as it
// says.
func (d *Desk) ask(ctx context.Context, q asked) (a answer, err error) {
	d.mu.Lock()
	a, ok := d.answers[q]
	d.mu.Unlock()
	if ok && d.now().Before(a.until) {
		return a, nil
	}
	at := d.now()
	address := d.Issuer + PathAccess + "?" + url.Values{"user": {q.user}, "company": {q.company}}.Encode()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return a, err
	}
	r.SetBasicAuth(url.QueryEscape(d.ClientID), url.QueryEscape(d.Secret))
	response, err := d.client.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close() //nolint:errcheck // it was only read
	if response.StatusCode != http.StatusOK {
		return answer{}, fmt.Errorf("latchkey answered %s", response.Status)
	}
	a = answer{}
	if err := json.NewDecoder(io.LimitReader(response.Body, answerRead)).Decode(&a); err != nil {
		return answer{}, err
	}
	a.until = at.Add(maxAge(response.Header.Get("Cache-Control")))
	d.mu.Lock()
	if len(d.answers) >= answersKept {
		clear(d.answers)
	}
	d.answers[q] = a
	d.mu.Unlock()
	return a, nil
}

// maxAge is how long an answer may be kept.
func maxAge(cacheControl string) time.Duration {
	for part := range strings.SplitSeq(cacheControl, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		seconds, err := strconv.Atoi(value)
		if strings.EqualFold(name, "max-age") && err == nil && seconds > 0 {
			return time.Duration(seconds) * time.Second
		}
	}
	return 0
}
