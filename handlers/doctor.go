package handlers

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// ProbeHeader is the header with the token of access.Probe. With it, the operator asks how a
// request arrives.
const ProbeHeader = "Latchkey-Probe"

// ProbeResult is how a request arrived. `latchkey doctor` compares it with what it sent.
type ProbeResult struct {
	// Peer is the address of the connection, Address the visitor's address for the record, and
	// Trusted whether the peer is a trusted proxy.
	Peer    string `json:"peer"`
	Address string `json:"address"`
	Trusted bool   `json:"trusted"`
	Host    string `json:"host"`
	// ForwardedFor and ForwardedProto are the proxy's headers with these names.
	ForwardedFor   []string `json:"forwarded_for"`
	ForwardedProto string   `json:"forwarded_proto"`
	// URL is the URL that the server thinks browsers use. Secure says that its cookies need HTTPS.
	URL    string `json:"url"`
	Secure bool   `json:"secure"`
}

// probeHolds is how long the stream of a probe stays open after its first event. If the event
// arrives only at the end, a proxy is buffering.
const probeHolds = 5 * time.Second

// doctor tells the operator, who has the key file, how a request arrives. Everyone else gets 404.
func (s *Server) doctor(c echo.Context) error {
	r := c.Request()
	if !s.svc.IsProbe(r.Header.Get(ProbeHeader)) {
		return c.String(http.StatusNotFound, "not found\n")
	}
	if r.URL.Query().Has("stream") {
		return s.holdProbe(c)
	}
	seen := ProbeResult{
		Peer: r.RemoteAddr, Address: c.RealIP(), Host: r.Host, ForwardedFor: r.Header.Values(forwardedFor),
		ForwardedProto: r.Header.Get("X-Forwarded-Proto"), URL: s.config.URL, Secure: s.config.SecureCookies,
	}
	if peer, ok := parseAddress(r.RemoteAddr); ok {
		seen.Peer, seen.Trusted = peer.String(), s.front.trusts(peer)
	}
	return c.JSON(http.StatusOK, seen)
}

// holdProbe is a stream like /events: an event, and then nothing for a while.
func (s *Server) holdProbe(c echo.Context) error {
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, eventStream)
	h.Set("X-Accel-Buffering", "no")
	c.Response().WriteHeader(http.StatusOK)
	st := s.newStream(c)
	if c.Request().Method == http.MethodHead || st.send(eventAlive) != nil {
		return nil //nolint:nilerr // the client has gone
	}
	select {
	case <-time.After(probeHolds):
	case <-c.Request().Context().Done():
	case <-s.streams.closing:
	}
	return nil
}
