package idp

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// discoveryPath is where a provider says what it is, below its issuer.
const discoveryPath = "/.well-known/openid-configuration"

// Provider is a provider as it describes itself.
type Provider struct {
	Issuer string
	// EndSession is where people can sign out there, or "".
	EndSession string

	authorize, token, userInfo, keysAt string
	inHeader                           bool
	// saysIssuer says that its answers name their issuer (RFC 9207).
	saysIssuer bool
	keys       oidc.KeySet
	found      time.Time
}

// document is what we read of a provider's discovery document. Its names are not ours.
type document struct {
	Issuer                string   `json:"issuer"`
	AuthorizationEndpoint string   `json:"authorization_endpoint"`
	TokenEndpoint         string   `json:"token_endpoint"`
	UserInfoEndpoint      string   `json:"userinfo_endpoint"`
	EndSessionEndpoint    string   `json:"end_session_endpoint"`
	JWKSURI               string   `json:"jwks_uri"`
	TokenMethods          []string `json:"token_endpoint_auth_methods_supported"`
	ChallengeMethods      []string `json:"code_challenge_methods_supported"`
	Algorithms            []string `json:"id_token_signing_alg_values_supported"`
	SaysIssuer            bool     `json:"authorization_response_iss_parameter_supported"`
}

// IsIssuer reports whether a text can be an issuer: an https URL without a query.
func (c *Client) IsIssuer(issuer string) bool {
	u, err := url.Parse(issuer)
	return err == nil && c.mayCall(u) && u.RawQuery == "" && !u.ForceQuery && !strings.HasSuffix(u.Path, discoveryPath)
}

// Discover asks a provider what it is. It believes an earlier answer for ten minutes, unless anew.
// Errors: *Problem.
func (c *Client) Discover(ctx context.Context, issuer string, anew bool) (*Provider, error) {
	now := c.options.Now()
	if p := c.known(issuer, now); p != nil && !anew {
		return p, nil
	}
	if !c.IsIssuer(issuer) {
		return nil, &Problem{Kind: BadAddress, At: AtDiscovery, Got: shown(issuer)}
	}
	body, err := c.get(ctx, AtDiscovery, strings.TrimSuffix(issuer, "/")+discoveryPath, nil)
	if err != nil {
		return nil, err
	}
	var d document
	if err := json.Unmarshal(body, &d); err != nil {
		return nil, &Problem{Kind: NotJSON, At: AtDiscovery, cause: err}
	}
	if problem := c.check(d, issuer); problem != nil {
		problem.At = AtDiscovery
		return nil, problem
	}
	p := &Provider{
		Issuer: d.Issuer, authorize: d.AuthorizationEndpoint, token: d.TokenEndpoint, userInfo: d.UserInfoEndpoint, keysAt: d.JWKSURI,
		saysIssuer: d.SaysIssuer, found: now,
		// client_secret_basic is the default of the standard
		inHeader: len(d.TokenMethods) == 0 || slices.Contains(d.TokenMethods, "client_secret_basic"),
		keys:     oidc.NewRemoteKeySet(c.in(context.WithoutCancel(ctx)), d.JWKSURI),
	}
	if u, err := url.Parse(d.EndSessionEndpoint); err == nil && c.mayCall(u) {
		p.EndSession = d.EndSessionEndpoint
	}
	c.remember(p)
	return p, nil
}

// check finds out whether we can sign people in by a provider.
func (c *Client) check(d document, issuer string) *Problem {
	if d.Issuer != issuer {
		return &Problem{Kind: OtherIssuer, Got: shown(d.Issuer), Want: issuer}
	}
	for _, needed := range []struct{ name, address string }{
		{"authorization_endpoint", d.AuthorizationEndpoint}, {"token_endpoint", d.TokenEndpoint}, {"jwks_uri", d.JWKSURI},
	} {
		if needed.address == "" {
			return &Problem{Kind: Incomplete, Want: needed.name}
		}
		if u, err := url.Parse(needed.address); err != nil || !c.mayCall(u) {
			return &Problem{Kind: BadAddress, Got: shown(needed.address)}
		}
	}
	if len(d.Algorithms) > 0 && !slices.ContainsFunc(d.Algorithms, func(a string) bool { return slices.Contains(Algorithms, a) }) {
		return &Problem{Kind: WrongAlgorithm}
	}
	if len(d.ChallengeMethods) > 0 && !slices.Contains(d.ChallengeMethods, "S256") {
		return &Problem{Kind: NoPKCE}
	}
	return nil
}

// in is ctx for libraries that look there for the client to use.
func (c *Client) in(ctx context.Context) context.Context {
	return context.WithValue(oidc.ClientContext(ctx, c.http), oauth2.HTTPClient, c.http)
}

func (c *Client) known(issuer string, now time.Time) *Provider {
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.discovered[issuer]
	if p == nil || now.Sub(p.found) >= discoveredFor || now.Before(p.found) {
		return nil
	}
	return p
}

func (c *Client) remember(p *Provider) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.discovered) >= maxDiscovered {
		clear(c.discovered)
	}
	c.discovered[p.Issuer] = p
}
