package access

import (
	"context"

	"latchkey/db"
)

// checkWebappClients compares how webapps sign people in, and which of them visitors may open, with
// the record.
func (s *stateCheck) checkWebappClients(ctx context.Context, q *db.Queries) error {
	clientIDs := map[string]string{}
	err := eachRowToCheck(func(after db.WebappClient) ([]db.WebappClient, error) {
		return q.ListWebappClientsToCheck(ctx, db.ListWebappClientsToCheckParams{After: after.WebappID, PageSize: verifyBatch})
	}, func(row db.WebappClient) {
		clientIDs[row.WebappID] = row.ClientID
		c := WebappClient{
			ClientID: row.ClientID, Public: row.Public, RedirectURIs: nonEmptyLines(row.RedirectUris), AfterLogoutURIs: nonEmptyLines(row.AfterLogoutUris), LogoutURI: row.LogoutUri,
		}
		s.compare("webapp_clients", row.WebappID, rowKey{}, c.changes())
	})
	if err != nil {
		return err
	}
	err = eachRowToCheck(func(after db.WebappSecret) ([]db.WebappSecret, error) {
		return q.ListWebappSecretsToCheck(ctx, db.ListWebappSecretsToCheckParams{After: after.ID, PageSize: verifyBatch})
	}, func(row db.WebappSecret) {
		is := changes{DetailClientID: clientIDs[row.WebappID], DetailHint: row.Hint, DetailUntil: ""}
		if row.ExpiresAt.Valid {
			is[DetailUntil] = instantText(db.NullTime(row.ExpiresAt))
		}
		s.compare("webapp_secrets", row.ID, rowKey{}, is)
	})
	if err != nil {
		return err
	}
	return eachRowToCheck(func(after db.WebappVisitor) ([]db.WebappVisitor, error) {
		return q.ListWebappVisitorsToCheck(ctx, db.ListWebappVisitorsToCheckParams{After: after.AccountID, AfterPart: after.WebappID, PageSize: verifyBatch})
	}, func(row db.WebappVisitor) {
		s.compare("webapp_visitors", row.AccountID+"/"+row.WebappID, rowKey{}, nil)
	})
}

func (t *expectedState) clientRemoved(e db.RecordEntry, before, _ changes) {
	t.remove("webapp_clients", e.ObjectID)
	for key, r := range t.rows {
		if key.table == "webapp_secrets" && r.fields[DetailClientID].value == before[DetailClientID] {
			t.remove(key.table, key.id)
		}
	}
}

func (t *expectedState) secretMade(e db.RecordEntry, _, after changes) {
	t.add("webapp_secrets", e.ObjectID, changes{DetailClientID: after[DetailClientID], DetailHint: after[DetailHint], DetailUntil: ""})
}

func (t *expectedState) visitorsSet(e db.RecordEntry, before, after changes) {
	for _, name := range nonEmptyLines(before[DetailWebapps]) {
		if id, ok := t.webapps[name]; ok {
			t.remove("webapp_visitors", e.AccountID+"/"+id)
		}
	}
	for _, name := range nonEmptyLines(after[DetailWebapps]) {
		if id, ok := t.webapps[name]; ok {
			t.add("webapp_visitors", e.AccountID+"/"+id, nil)
		}
	}
}
