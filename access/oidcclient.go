package access

import (
	"context"
	"strings"

	"latchkey/db"
)

// OIDCClient is a webapp of the catalogue as it signs people in: a client of OpenID Connect.
type OIDCClient struct {
	// Webapp has no Key and no Description.
	Webapp   Webapp
	ClientID string
	// Public says that it runs in browsers or on devices, and has no secret.
	Public bool
	// RedirectURIs are where people may be sent who sign in, AfterLogoutURIs where those may be
	// sent who have signed out there. An address is one of them only if it is equal.
	RedirectURIs, AfterLogoutURIs []string
}

// ClientByID finds a webapp by its client id. It is for everybody. Errors: ErrNotFound.
func (s *Service) ClientByID(ctx context.Context, clientID string) (OIDCClient, error) {
	row, err := s.store.Read.GetWebappClient(ctx, clientID)
	return clientFrom(row), notFound(err)
}

// ClientBySecret finds a webapp that proves who it is with a secret. A public one has none. Errors:
// ErrNotFound.
func (s *Service) ClientBySecret(ctx context.Context, clientID, secret string) (OIDCClient, error) {
	c, err := s.ClientByID(ctx, clientID)
	if err != nil {
		return OIDCClient{}, err
	}
	is, err := s.store.Read.IsWebappSecret(ctx, db.IsWebappSecretParams{SecretHash: webappSecretHash(secret), WebappID: c.Webapp.ID, Now: db.Millis(s.now())})
	if err == nil && (is == 0 || c.Public) {
		err = ErrNotFound
	}
	if err != nil {
		return OIDCClient{}, err
	}
	return c, nil
}

func clientFrom(row db.GetWebappClientRow) OIDCClient {
	return OIDCClient{
		Webapp: Webapp{ID: row.WebappID, Name: row.Name, Address: row.Address}, ClientID: row.ClientID, Public: row.Public,
		RedirectURIs: addressLines(row.RedirectUris), AfterLogoutURIs: addressLines(row.AfterLogoutUris),
	}
}

// addressLines are the addresses in a text with one in each line, as they are stored.
func addressLines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

// webappSecretHash is the only form in which a webapp's secret is stored.
func webappSecretHash(secret string) []byte { return hashText("webapp secret", secret) }

// PublicClients are the webapps without a secret. Pages of theirs call from browsers.
func (s *Service) PublicClients(ctx context.Context) ([]OIDCClient, error) {
	rows, err := s.store.Read.ListPublicClients(ctx)
	return mapped(rows, func(r db.ListPublicClientsRow) OIDCClient { return clientFrom(db.GetWebappClientRow(r)) }), err
}
