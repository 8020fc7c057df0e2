-- GetFirstFacts says which of the first steps an account has done: whether it has a company, a user
-- of its own, one with SUPERUSER, a rule, a subscription, a seat in use, and a request that it made.
-- name: GetFirstFacts :one
SELECT
    CAST(EXISTS (SELECT 1 FROM companies c WHERE c.account_id = @account_id AND c.deleted_at IS NULL) AS INTEGER) AS company,
    CAST(EXISTS (
        SELECT 1 FROM users u WHERE u.account_id = @account_id AND u.owner_id IS NULL AND u.active AND u.deleted_at IS NULL) AS INTEGER) AS own_user,
    CAST(EXISTS (
        SELECT 1 FROM user_roles r JOIN users u ON u.id = r.user_id
        WHERE r.account_id = @account_id AND u.owner_id IS NULL AND u.active AND u.deleted_at IS NULL AND r.role = 'SUPERUSER' AND r.role <> 'USER' AND r.grant_id IS NULL) AS INTEGER) AS superuser,
    CAST(EXISTS (SELECT 1 FROM access_rules r WHERE r.account_id = @account_id AND r.ended_at IS NULL) AS INTEGER) AS rule,
    CAST(EXISTS (SELECT 1 FROM account_subscriptions s WHERE s.account_id = @account_id) AS INTEGER) AS subscribed,
    CAST(EXISTS (SELECT 1 FROM user_subscriptions s WHERE s.account_id = @account_id) AS INTEGER) AS seat,
    CAST(EXISTS (SELECT 1 FROM access_requests q WHERE q.requester_account_id = @account_id) AS INTEGER) AS asked;

-- GetFirstFactsOfAll says what exists besides an ADMINISTRATOR's own account: the oldest account
-- that is only a customer ('' for none), a company, an account that may request access, one that
-- makes invoices, a webapp, and a subscription.
-- name: GetFirstFactsOfAll :one
SELECT
    CAST(COALESCE((
        SELECT a.id FROM account_roles k JOIN accounts a ON a.id = k.account_id
        WHERE k.role = 'CUSTOMER' AND k.account_id <> @own_account AND a.deleted_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM account_roles r WHERE r.account_id = a.id AND r.role <> 'CUSTOMER')
        ORDER BY k.account_id LIMIT 1), '') AS TEXT) AS customer,
    CAST(EXISTS (
        SELECT 1 FROM account_roles k JOIN accounts a ON a.id = k.account_id JOIN companies c ON c.account_id = a.id
        WHERE k.role = 'CUSTOMER' AND k.account_id <> @own_account AND c.deleted_at IS NULL AND a.deleted_at IS NULL) AS INTEGER) AS company,
    CAST(EXISTS (
        SELECT 1 FROM account_roles r JOIN accounts a ON a.id = r.account_id
        WHERE r.role IN ('SUPPORT', 'CONSULTANT') AND a.deleted_at IS NULL) AS INTEGER) AS asker,
    CAST(EXISTS (
        SELECT 1 FROM account_roles r JOIN accounts a ON a.id = r.account_id
        WHERE r.role = 'SALES' AND a.deleted_at IS NULL) AS INTEGER) AS sales,
    CAST(EXISTS (SELECT 1 FROM account_subscriptions s WHERE s.account_id > '') AS INTEGER) AS subscription,
    CAST(EXISTS (SELECT 1 FROM webapps w WHERE w.id > '') AS INTEGER) AS webapp;

-- ExistsAnyAccount says whether an account was ever created here, deleted ones included.
-- name: ExistsAnyAccount :one
SELECT CAST(EXISTS (SELECT 1 FROM accounts a WHERE a.id > '') AS INTEGER);
