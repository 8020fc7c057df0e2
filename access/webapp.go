package access

import (
	"context"

	"latchkey/db"
)

// Webapp is another application of the vendor.
type Webapp struct{ Key, Name, Address, Description string }

// OpenableWebapps is the webapps that a user login may open now: it is subscribed to them, and its account's subscription
// runs. It is empty without OpenWebapps.
func (s *Service) OpenableWebapps(ctx context.Context, by Actor) ([]Webapp, error) {
	if !by.Reach(OpenWebapps).Has(Self) {
		return nil, nil
	}
	rows, err := s.store.Read.ListOpenableWebapps(ctx, db.ListOpenableWebappsParams{UserID: by.UserID, Now: db.Millis(s.now())})
	webapps := make([]Webapp, len(rows))
	for i, w := range rows {
		webapps[i] = Webapp{w.Key, w.Name, w.Address, w.Description}
	}
	return webapps, err
}
