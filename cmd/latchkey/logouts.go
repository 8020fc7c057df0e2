package main

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"latchkey/access"
	"latchkey/oidc"
)

const (
	// doorsTurn is how often the server looks for sign-ins to webapps that the clock has ended, and
	// for webapps to tell again.
	doorsTurn = time.Second
	// logoutTimeout limits telling a webapp, from the connection to the answer.
	logoutTimeout = 5 * time.Second
	// logoutTokenLifetime is how long a webapp may take a logout token for true.
	logoutTokenLifetime = 2 * time.Minute
	// logoutsUnderWay is how many logout tokens a webapp gets at the same time.
	logoutsUnderWay = 8
	// logoutAnswerRead is how much of a webapp's answer is read.
	logoutAnswerRead = 1024
)

// endWebapps ends the sign-ins to webapps that the clock has ended, until ctx is done.
func endWebapps(ctx context.Context, log *slog.Logger, svc *access.Service) {
	turn := time.NewTicker(doorsTurn)
	defer turn.Stop()
	for {
		if err := svc.EndWebapps(ctx); err != nil && ctx.Err() == nil {
			log.Error("end sign-ins to webapps", "error", err.Error())
		}
		select {
		case <-ctx.Done():
			return
		case <-turn.C:
		}
	}
}

// logoutSender tells webapps that sign-ins to them are over (OpenID Connect Back-Channel Logout
// 1.0). Each webapp has a worker of its own, so that one that does not answer delays no other.
type logoutSender struct {
	svc *access.Service
	log *slog.Logger
	// issuer is the address of this server, as webapps know it.
	issuer string
	client *http.Client

	workers sync.WaitGroup
	mu      sync.Mutex
	// busy are the webapps that are being told something.
	busy map[string]bool
	// idle is signalled when a worker has ended.
	idle chan struct{}
}

func newLogoutSender(log *slog.Logger, svc *access.Service, issuer string) *logoutSender {
	return &logoutSender{svc: svc, log: log, issuer: issuer, client: newLogoutClient(), busy: map[string]bool{}, idle: make(chan struct{}, 1)}
}

// newLogoutClient posts only to the webapp's own address: a redirect could lead a token, and with
// it this server, anywhere. No connection is kept, so none is dead when it matters.
func newLogoutClient() *http.Client {
	return &http.Client{
		Timeout:       logoutTimeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}, DisableKeepAlives: true, MaxResponseHeaderBytes: maxHeader,
		},
	}
}

// run works until the stop begins. It returns once what is being told is through or was cut off,
// and that is noted.
func (s *logoutSender) run(end stopping) {
	defer s.workers.Wait()
	turn := time.NewTicker(doorsTurn)
	defer turn.Stop()
	for {
		ids, err := s.svc.WebappsToTell(end.running)
		if err != nil && end.running.Err() == nil {
			s.log.Error("tell webapps", "error", err.Error())
		}
		for _, id := range ids {
			s.begin(end, id)
		}
		select {
		case <-end.running.Done():
			return
		case <-s.svc.LogoutsReady():
		case <-s.idle: // there may be more by now
		case <-turn.C:
		}
	}
}

// begin starts the worker of a webapp, unless it works already.
func (s *logoutSender) begin(end stopping, webappID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.busy[webappID] {
		return
	}
	s.busy[webappID] = true
	s.workers.Go(func() {
		through := s.tellAll(end, webappID)
		s.mu.Lock()
		delete(s.busy, webappID)
		s.mu.Unlock()
		if !through {
			return // with the next turn
		}
		select {
		case s.idle <- struct{}{}:
		default:
		}
	})
}

// tellAll tells a webapp all that is due. through says that it answered each time: otherwise it
// gets a moment.
func (s *logoutSender) tellAll(end stopping, webappID string) (through bool) {
	for end.running.Err() == nil {
		due, err := s.svc.DueLogouts(end.running, webappID)
		if err != nil && end.running.Err() == nil {
			s.log.Error("tell webapps", "error", err.Error())
		}
		if err != nil {
			return false
		}
		if len(due) == 0 {
			return true
		}
		if !s.tellThese(end, due) {
			return false
		}
	}
	return false
}

// tellThese tells a webapp several things at the same time, as long as it answers. The first goes
// alone: a webapp that does not answer has only that to do.
func (s *logoutSender) tellThese(end stopping, due []access.Logout) (answered bool) {
	if !s.tellOne(end, due[0]) {
		return false
	}
	var under sync.WaitGroup
	var silent atomic.Bool
	next := make(chan access.Logout)
	for range min(logoutsUnderWay, len(due)-1) {
		under.Go(func() {
			for o := range next {
				if !s.tellOne(end, o) {
					silent.Store(true)
				}
			}
		})
	}
	for _, o := range due[1:] {
		if silent.Load() || end.running.Err() != nil {
			break
		}
		next <- o
	}
	close(next)
	under.Wait()
	return !silent.Load() && end.running.Err() == nil
}

// tellOne tells a webapp that one sign-in is over, and notes how that went. It returns whether the
// webapp answered.
func (s *logoutSender) tellOne(end stopping, o access.Logout) (answered bool) {
	problem, cause := s.tell(end.finish, o)
	if end.finish.Err() != nil && problem != "" {
		s.log.Info("a webapp wasn't told before the server stopped: the next start tells it", "webapp", o.WebappID)
		return false
	}
	gaveUp, err := s.svc.NoteLogout(end.last, o, problem)
	if err != nil {
		s.log.Error("tell webapps", "webapp", o.WebappID, "error", err.Error())
		return false
	}
	if problem == "" {
		s.log.Debug("webapp told", "webapp", o.WebappID)
		return true
	}
	var attrs []any
	attrs = append(attrs, "webapp", o.WebappID, "problem", string(problem), "attempts", o.Tries+1)
	if cause != nil {
		attrs = append(attrs, "error", cause.Error())
	}
	if gaveUp {
		s.log.Error("a webapp was never told that a sign-in is over: it may still let somebody in", attrs...)
	} else {
		s.log.Warn("a webapp wasn't told yet that a sign-in is over", attrs...)
	}
	return strings.HasPrefix(string(problem), string(access.LogoutStatus))
}

// tell posts a logout token to a webapp. cause says more about a problem. It contains no token.
func (s *logoutSender) tell(ctx context.Context, o access.Logout) (problem access.LogoutProblem, cause error) {
	token, err := s.token(ctx, o)
	if err != nil {
		return access.LogoutNoKey, err
	}
	form := url.Values{"logout_token": {token}}.Encode()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, o.URI, strings.NewReader(form))
	if err != nil {
		return access.LogoutOther, errors.New("the address can't be used")
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := s.client.Do(r)
	if err != nil {
		return logoutProblem(err), errors.Unwrap(err) // without the address, which may have a secret in its query
	}
	_, _ = io.CopyN(io.Discard, response.Body, logoutAnswerRead) // the status says it all
	_ = response.Body.Close()
	if response.StatusCode != http.StatusOK && response.StatusCode != http.StatusNoContent {
		return access.LogoutStatus + access.LogoutProblem(strconv.Itoa(response.StatusCode)), nil
	}
	return "", nil
}

// token is a new logout token: one that was sent twice would be refused.
func (s *logoutSender) token(ctx context.Context, o access.Logout) (string, error) {
	keys, err := s.svc.SigningKeys(ctx)
	if err != nil {
		return "", err
	}
	now := s.svc.Now()
	return keys.Current.SignLogoutToken(oidc.LogoutToken{
		Issuer: s.issuer, Audience: o.ClientID, IssuedAt: oidc.SecondsOf(now), Expires: oidc.SecondsOf(now.Add(logoutTokenLifetime)),
		ID: rand.Text(), Subject: o.UserID, SessionID: o.ID,
	})
}

// logoutProblem is what went wrong when a webapp could not be told, as people read it.
func logoutProblem(err error) access.LogoutProblem {
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var slow net.Error
	var refused *net.OpError
	switch {
	case errors.As(err, &certificate), errors.As(err, &record), errors.As(err, &alert), errors.As(err, &unknown), errors.As(err, &name):
		return access.LogoutTLS
	case errors.As(err, &slow) && slow.Timeout():
		return access.LogoutTimeout
	case errors.As(err, &refused), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return access.LogoutUnreachable
	}
	return access.LogoutOther
}
