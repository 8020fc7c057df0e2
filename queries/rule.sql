-- GetRule is the rule in force for a company: its exception, or else its account's rule. No row:
-- there is none.
-- name: GetRule :one
SELECT * FROM access_rules
WHERE account_id = CAST(@account_id AS TEXT) AND company_id IN ('', CAST(@company_id AS TEXT)) AND ended_at IS NULL
ORDER BY company_id DESC LIMIT 1;

-- GetRuleByID is a rule that is or was in force.
-- name: GetRuleByID :one
SELECT * FROM access_rules WHERE id = @id;

-- ListRules is an account's rules in force: first its own, then the exceptions by company.
-- name: ListRules :many
SELECT sqlc.embed(r), CAST(COALESCE(c.name, '') AS TEXT) AS company_name
FROM access_rules r LEFT JOIN companies c ON c.id = r.company_id
WHERE r.account_id = CAST(@account_id AS TEXT) AND r.ended_at IS NULL AND (r.company_id = '' OR c.deleted_at IS NULL)
ORDER BY r.company_id LIMIT @page_size;

-- name: InsertRule :exec
INSERT INTO access_rules (id, account_id, company_id, longest_ms, read_only, description_required, from_minute, to_minute, next_day_to,
    weekdays, approvals, second_factor, created_at, created_by)
VALUES (@id, @account_id, @company_id, @longest_ms, @read_only, @description_required, @from_minute, @to_minute,
    @next_day_to, @weekdays, @approvals, @second_factor, @created_at, @created_by);

-- name: EndRule :execrows
UPDATE access_rules SET ended_at = @ended_at WHERE account_id = @account_id AND company_id = @company_id AND ended_at IS NULL;

-- GetFreeze is whether an account's external access is frozen, and by whom, and whether the account
-- is enabled.
-- name: GetFreeze :one
SELECT name, login_enabled, frozen_at, frozen_by, freeze_reason, freeze_cause FROM accounts WHERE id = @id;

-- name: FreezeAccount :exec
UPDATE accounts SET frozen_at = @frozen_at, frozen_by = @frozen_by, freeze_reason = @freeze_reason, freeze_cause = @freeze_cause WHERE id = @id;

-- name: UnfreezeAccount :exec
UPDATE accounts SET frozen_at = NULL, frozen_by = '', freeze_reason = '', freeze_cause = '' WHERE id = @id;

-- EndExternalSessions ends the sessions of an account's external users.
-- name: EndExternalSessions :exec
UPDATE users SET epoch = epoch + 1 WHERE account_id = @account_id AND owner_id IS NOT NULL;

-- GetConsent is the standing consent in force for visits by an account to a company.
-- name: GetConsent :one
SELECT * FROM standing_consents
WHERE company_id = @company_id AND requester_account_id = @requester_account_id AND ended_at IS NULL AND valid_to > CAST(@now AS BIGINT);

-- GetConsentByID is one of an account's standing consents, in force or over.
-- name: GetConsentByID :one
SELECT sqlc.embed(s), c.name AS company_name, a.name AS requester_account_name
FROM standing_consents s JOIN companies c ON c.id = s.company_id JOIN accounts a ON a.id = s.requester_account_id
WHERE s.id = @id AND s.account_id = @account_id;

-- ListConsents is a page of an account's standing consents, newest first.
-- name: ListConsents :many
SELECT sqlc.embed(s), c.name AS company_name, a.name AS requester_account_name
FROM standing_consents s JOIN companies c ON c.id = s.company_id JOIN accounts a ON a.id = s.requester_account_id
WHERE s.account_id = @account_id AND s.id < @before
ORDER BY s.id DESC LIMIT @page_size;

-- name: InsertConsent :exec
INSERT INTO standing_consents (id, account_id, company_id, requester_account_id, longest_ms, read_only, from_minute, to_minute, next_day_to,
    weekdays, valid_to, created_at, created_by)
VALUES (@id, @account_id, @company_id, @requester_account_id, @longest_ms, @read_only, @from_minute, @to_minute,
    @next_day_to, @weekdays, @valid_to, @created_at, @created_by);

-- EndConsent ends a standing consent that nobody has ended yet.
-- name: EndConsent :execrows
UPDATE standing_consents SET ended_at = @ended_at, ended_by = @ended_by
WHERE id = @id AND account_id = @account_id AND ended_at IS NULL;

-- EndOverConsents ends the expired standing consents, to make room for a new one.
-- name: EndOverConsents :exec
UPDATE standing_consents SET ended_at = valid_to, ended_by = 'the clock'
WHERE company_id = @company_id AND requester_account_id = @requester_account_id AND ended_at IS NULL AND valid_to <= CAST(@now AS BIGINT);

-- GetLatestInstant is the latest instant in the record or in a mark, 0 for none.
-- name: GetLatestInstant :one
SELECT CAST(COALESCE(MAX(at), 0) AS BIGINT) FROM (
    SELECT at FROM clock_mark WHERE id = 1
    UNION ALL
    SELECT at FROM audit_entries WHERE seq = (SELECT MAX(seq) FROM audit_entries)
) AS seen;

-- name: PutClockMark :exec
INSERT INTO clock_mark (id, at) VALUES (1, @at) ON CONFLICT (id) DO UPDATE SET at = excluded.at;

-- DeleteSessionsFrom ends the sessions that began or were used after an instant.
-- name: DeleteSessionsFrom :exec
DELETE FROM sessions WHERE created_at > @now OR seen_at > @now;

-- name: DeleteSetupLinksFrom :exec
DELETE FROM setup_links WHERE created_at > @now;

-- name: DeleteSetupTokensFrom :exec
DELETE FROM setup_tokens WHERE created_at > @now;

-- name: DeleteSignInAttemptsFrom :exec
DELETE FROM sign_in_attempts WHERE updated_at > @now;

-- name: ResetChangedFrom :exec
UPDATE access_requests SET changed_at = CAST(@now AS BIGINT) WHERE changed_at > CAST(@now AS BIGINT);

-- ExistsHours says whether a rule of the account, an exception for the company, or a standing
-- consent limits access to a company to certain hours.
-- name: ExistsHours :one
SELECT CAST(EXISTS (
    SELECT 1 FROM access_rules r
    WHERE r.account_id = @account_id AND r.company_id IN ('', CAST(@company_id AS TEXT)) AND r.ended_at IS NULL
      AND (r.from_minute > 0 OR r.to_minute < 1440 OR r.weekdays < 127)
) OR EXISTS (
    SELECT 1 FROM standing_consents s
    WHERE s.company_id = CAST(@company_id AS TEXT) AND s.ended_at IS NULL AND (s.from_minute > 0 OR s.to_minute < 1440 OR s.weekdays < 127)
) AS INTEGER);

-- ExistsVisitByConsent says whether an account visits a company by standing consent in a span of
-- time.
-- name: ExistsVisitByConsent :one
SELECT CAST(EXISTS (
    SELECT 1 FROM access_requests v
    WHERE v.requester_account_id = @requester_account_id AND v.company_id = @company_id AND v.consent_id IS NOT NULL AND v.decision = 'GRANTED'
      AND v.valid_from < CAST(@span_to AS BIGINT) AND COALESCE(v.ended_at, v.valid_to) > CAST(@span_from AS BIGINT)
) AS INTEGER);
