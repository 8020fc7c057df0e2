package db

import (
	"context"
	"database/sql"

	"latchkey/lookalike"
)

// fillSkeletons sets missing skeletons, the oldest rows first. If another name already has the same
// skeleton, it appends the row's id to keep the two apart: nobody loses their name, but nobody else
// can get a third one like it.
func fillSkeletons(ctx context.Context, pool *sql.DB) error {
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	for _, table := range []struct{ missing, taken, set string }{
		{
			"SELECT id, name, '' FROM accounts WHERE skeleton IS NULL ORDER BY id",
			"SELECT COUNT(*) FROM accounts WHERE skeleton = ?1 AND ?2 = ''", "UPDATE accounts SET skeleton = ?1 WHERE id = ?2",
		}, {
			"SELECT id, name, account_id FROM companies WHERE skeleton IS NULL AND deleted_at IS NULL ORDER BY id",
			"SELECT COUNT(*) FROM companies WHERE skeleton = ?1 AND account_id = ?2 AND deleted_at IS NULL", "UPDATE companies SET skeleton = ?1 WHERE id = ?2",
		}, {
			"SELECT id, name, account_id FROM users WHERE skeleton IS NULL ORDER BY id",
			"SELECT COUNT(*) FROM users WHERE skeleton = ?1 AND account_id = ?2", "UPDATE users SET skeleton = ?1 WHERE id = ?2",
		}, {
			"SELECT id, name, '' FROM webapps WHERE skeleton IS NULL ORDER BY id",
			"SELECT COUNT(*) FROM webapps WHERE skeleton = ?1 AND ?2 = ''", "UPDATE webapps SET skeleton = ?1 WHERE id = ?2",
		},
	} {
		if err := fillTable(ctx, tx, table.missing, table.taken, table.set); err != nil {
			return err
		}
	}
	return tx.Commit()
}

type unfilled struct{ id, name, within string }

func fillTable(ctx context.Context, tx *sql.Tx, missing, taken, set string) error {
	rows, err := listUnfilled(ctx, tx, missing)
	if err != nil {
		return err
	}
	for _, r := range rows {
		skeleton, others := lookalike.Skeleton(r.name), 0
		if err := tx.QueryRowContext(ctx, taken, skeleton, r.within).Scan(&others); err != nil {
			return err
		}
		if others > 0 {
			skeleton += "\n" + r.id
		}
		if _, err := tx.ExecContext(ctx, set, skeleton, r.id); err != nil {
			return err
		}
	}
	return nil
}

func listUnfilled(ctx context.Context, tx *sql.Tx, missing string) (rows []unfilled, err error) {
	found, err := tx.QueryContext(ctx, missing)
	if err != nil {
		return nil, err
	}
	defer found.Close() //nolint:errcheck // Err has what went wrong
	for found.Next() {
		var r unfilled
		if err := found.Scan(&r.id, &r.name, &r.within); err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
	return rows, found.Err()
}
