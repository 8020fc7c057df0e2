-- ListDeciders is who could decide. Everything that needs to know asks this statement: rules,
-- approvals, deputies and mails. It lists the logins of an account that can sign in now, one row
-- for each role that counts. It leaves out USER, and roles that depend on a grant, because those
-- never decide. Which of the logins may decide follows from the roles. An account login has no
-- user_id. deputy_id is a user's deputy at the moment. choice is how the login wants to be notified
-- about a topic, or '' if it did not choose.
-- name: ListDeciders :many
SELECT CAST('' AS TEXT) AS user_id, a.name, CAST('' AS TEXT) AS first_name, CAST('' AS TEXT) AS last_name, a.email, a.time_zone,
    CAST('' AS TEXT) AS owner_account_id, CAST('' AS TEXT) AS role, CAST('' AS TEXT) AS deputy_id,
    CAST(COALESCE(c.choice, '') AS TEXT) AS choice
FROM accounts a
LEFT JOIN notice_choices c ON c.login_id = a.id AND c.topic = CAST(@topic AS TEXT)
WHERE a.id = CAST(@account_id AS TEXT) AND a.login_enabled AND a.deleted_at IS NULL AND a.password_hash <> ''
UNION ALL
SELECT u.id, u.name, u.first_name, u.last_name, u.email, u.time_zone, CAST(COALESCE(o.account_id, '') AS TEXT), r.role,
    CAST(COALESCE(d.deputy_id, '') AS TEXT), CAST(COALESCE(c.choice, '') AS TEXT)
FROM role_windows r
JOIN users u ON u.id = r.user_id
JOIN user_windows w ON w.user_id = r.user_id
LEFT JOIN users o ON o.id = u.owner_id
LEFT JOIN notice_choices c ON c.login_id = u.id AND c.topic = CAST(@topic AS TEXT)
LEFT JOIN deputies d ON d.user_id = u.id AND d.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < d.valid_to
WHERE r.account_id = CAST(@account_id AS TEXT) AND r.role <> 'USER' AND r.grant_id IS NULL AND NOT r.hangs
  AND u.password_hash <> '' AND w.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < w.valid_to
ORDER BY 1, 8;

-- ListAskers is who is notified about a request on the requesting side: the responsible user, and
-- the account login if that made the request.
-- name: ListAskers :many
SELECT CAST('' AS TEXT) AS user_id, a.email, a.time_zone, CAST(COALESCE(c.choice, '') AS TEXT) AS choice
FROM access_requests q
JOIN accounts a ON a.id = q.requester_account_id
LEFT JOIN notice_choices c ON c.login_id = a.id AND c.topic = CAST(@topic AS TEXT)
WHERE q.id = CAST(@request_id AS TEXT) AND q.asked_by_user_id IS NULL AND a.login_enabled AND a.deleted_at IS NULL
UNION ALL
SELECT u.id, u.email, u.time_zone, CAST(COALESCE(c.choice, '') AS TEXT)
FROM access_requests q
JOIN users u ON u.id = q.requested_by
JOIN accounts a ON a.id = u.account_id
LEFT JOIN notice_choices c ON c.login_id = u.id AND c.topic = CAST(@topic AS TEXT)
WHERE q.id = CAST(@request_id AS TEXT) AND u.active AND u.deleted_at IS NULL AND a.login_enabled AND a.deleted_at IS NULL;

-- InsertNoticed notes that an occasion was noticed. No row: it was noticed before.
-- name: InsertNoticed :execrows
INSERT INTO noticed (occasion, noticed_at) VALUES (@occasion, @noticed_at) ON CONFLICT (occasion) DO NOTHING;

-- InsertMail writes a mail to be sent. No row: its recipient already has one for this occasion.
-- name: InsertMail :execrows
INSERT INTO mails (id, kind, occasion, request_id, account_id, user_id, recipient, subject, body, link, created_at, due_at, next_try, state, language)
VALUES (@id, @kind, @occasion, @request_id, @account_id, @user_id, @recipient, @subject, @body, @link, @created_at, @due_at, @next_try, @state, @language)
ON CONFLICT (occasion, recipient) DO NOTHING;

-- GetMailLanguage is the language of mails to a login: its choice, or else its browser's at the
-- last sign-in, or else the same of its account, or ''. An account login has no user_id.
-- name: GetMailLanguage :one
SELECT CAST(COALESCE(NULLIF(u.language, ''), NULLIF(u.browser_language, ''), NULLIF(a.language, ''), a.browser_language) AS TEXT) AS language
FROM accounts a LEFT JOIN users u ON u.id = CAST(@user_id AS TEXT)
WHERE a.id = CAST(@account_id AS TEXT);

-- CountRecentMails counts the mails of a kind that were written to an address since an instant, up
-- to most.
-- name: CountRecentMails :one
SELECT COUNT(*) FROM (
    SELECT 1 FROM mails m
    WHERE m.recipient = CAST(@recipient AS TEXT) AND m.kind = CAST(@kind AS TEXT) AND m.created_at > CAST(@since AS BIGINT)
    LIMIT CAST(@most AS INTEGER)) AS recent;

-- GetToldLogin is the login that is notified about changes to it. It is a user of the account, even
-- a deleted one or, if user_id is none of them, the account login.
-- name: GetToldLogin :one
SELECT a.id AS account_id, a.name AS account_name, CAST(COALESCE(u.id, '') AS TEXT) AS user_id, CAST(COALESCE(u.name, '') AS TEXT) AS user_name,
    CAST(CASE WHEN u.id IS NULL THEN a.email ELSE u.email END AS TEXT) AS email, CAST(COALESCE(u.time_zone, a.time_zone) AS TEXT) AS time_zone,
    CAST(COALESCE(u.email_outside, a.email_outside) AS INTEGER) AS email_outside
FROM accounts a LEFT JOIN users u ON u.account_id = a.id AND u.id = @user_id
WHERE a.id = @account_id;

-- ListTimelyRequests is the requests about which the clock has something to say that nobody has
-- noticed yet, with the occasion: a request that lapses soon, a grant that ends soon, or one that
-- is over, but not before stale. A reminder comes reminder before the request lapses, and a warning
-- ending before the access ends, but neither comes in the first half of the total time. There is
-- nothing about a grant that another grant continues, and no reminder or warning while the account
-- is disabled.
-- name: ListTimelyRequests :many
WITH timely AS (
    SELECT q.id, q.account_id, q.company_id, q.requester_account_id, q.requested_by, q.decision, q.valid_to, CAST(q.id || CASE WHEN q.valid_to <= CAST(@now AS BIGINT) THEN ' OVER ' WHEN q.decision IS NULL THEN ' REMINDER '
      ELSE ' ENDING ' END || CAST(q.valid_to AS TEXT) AS TEXT) AS occasion
    FROM access_requests q
    WHERE q.valid_to > CAST(@stale AS BIGINT) AND q.valid_to <= CAST(@now AS BIGINT) + CAST(@reminder AS BIGINT)
      AND (q.decision IS NULL OR (q.decision = 'GRANTED' AND q.ending IS NULL))
      AND (q.valid_to <= CAST(@now AS BIGINT)
        OR (EXISTS (SELECT 1 FROM companies c JOIN accounts a ON a.id = c.account_id WHERE c.id = q.company_id AND c.deleted_at IS NULL AND a.login_enabled)
          AND ((q.decision IS NULL AND CAST(@now AS BIGINT) >= q.created_at + (q.valid_to - q.created_at) / 2)
            OR (q.valid_to <= CAST(@now AS BIGINT) + CAST(@ending AS BIGINT) AND q.valid_from <= CAST(@now AS BIGINT)
              AND CAST(@now AS BIGINT) >= q.valid_from + (q.valid_to - q.valid_from) / 2
              AND CAST(@now AS BIGINT) >= q.decided_at + (q.valid_to - q.decided_at) / 2))))
)
SELECT timely.id, timely.occasion FROM timely
WHERE NOT EXISTS (SELECT 1 FROM noticed n WHERE n.occasion = timely.occasion)
  AND (timely.decision IS NULL OR NOT EXISTS (
    SELECT 1 FROM access_requests g
    WHERE g.account_id = timely.account_id AND g.valid_to > timely.valid_to AND g.valid_from <= timely.valid_to AND g.company_id = timely.company_id
      AND g.requester_account_id = timely.requester_account_id AND g.requested_by = timely.requested_by
      AND g.decision = 'GRANTED' AND g.ending IS NULL))
ORDER BY timely.valid_to, timely.id;

-- GetDueMail is the next mail to send.
-- name: GetDueMail :one
SELECT * FROM mails WHERE state = 'PENDING' AND next_try <= @now ORDER BY next_try, id LIMIT 1;

-- SetMailSending marks a mail as being sent. No row: it must not be sent any more.
-- name: SetMailSending :execrows
UPDATE mails SET state = 'SENDING', attempts = attempts + 1 WHERE id = @id AND state = 'PENDING';

-- SetMailSent also removes the body of a mail with a secret link.
-- name: SetMailSent :execrows
UPDATE mails SET state = 'SENT', sent_at = CAST(@now AS BIGINT), last_error = '',
    body = CASE WHEN kind IN ('SETUP_LINK', 'PASSWORD_LINK', 'CONFIRM_EMAIL') THEN subject ELSE body END
WHERE id = @id AND state = 'SENDING';

-- SetMailUnsent stores why a mail could not be sent. It is sent later, or not at all.
-- name: SetMailUnsent :execrows
UPDATE mails SET state = @state, next_try = @next_try, last_error = @last_error,
    body = CASE WHEN @state = 'FAILED' AND kind IN ('SETUP_LINK', 'PASSWORD_LINK', 'CONFIRM_EMAIL') THEN subject ELSE body END
WHERE id = @id AND state = 'SENDING';

-- RecoverMails resets the mails that were being sent when a server ended.
-- name: RecoverMails :execrows
UPDATE mails SET state = 'PENDING', next_try = @now WHERE state = 'SENDING';

-- RetryMails makes failed mails due now, for as long as a new mail is, and also those that wait for
-- another try. Not those with a secret link: their body is gone.
-- name: RetryMails :execrows
UPDATE mails SET due_at = CASE WHEN state = 'FAILED' THEN CAST(@now AS BIGINT) ELSE due_at END, next_try = CAST(@now AS BIGINT), attempts = 0, state = 'PENDING'
WHERE (state = 'FAILED' AND kind NOT IN ('SETUP_LINK', 'PASSWORD_LINK', 'CONFIRM_EMAIL')) OR (state = 'PENDING' AND attempts > 0);

-- DeleteOldMails forgets mails that were sent, gathered or given up long ago. (It selects by age
-- and not by state, because almost all mails are in these states.)
-- name: DeleteOldMails :exec
DELETE FROM mails WHERE created_at < @before AND state NOT IN ('PENDING', 'SENDING', 'HELD');

-- name: DeleteOldNoticed :exec
DELETE FROM noticed WHERE noticed_at < @before;

-- ListDueHeldMails is the mails for the digests that are due, by reader. login_in says whether the
-- reader can still sign in.
-- name: ListDueHeldMails :many
SELECT m.id, m.account_id, m.user_id, m.recipient, m.subject, m.link, m.request_id, m.created_at, m.due_at,
    CAST(a.deleted_at IS NULL AND a.login_enabled AND (u.id IS NULL OR (u.active AND u.deleted_at IS NULL)) AS INTEGER) AS login_in,
    CAST(COALESCE(u.time_zone, a.time_zone) AS TEXT) AS time_zone
FROM mails m
JOIN accounts a ON a.id = m.account_id
LEFT JOIN users u ON u.id = m.user_id
WHERE m.state = 'HELD' AND m.next_try <= CAST(@now AS BIGINT)
ORDER BY m.account_id, m.user_id, m.recipient, m.id;

-- SetMailGathered puts a mail into a digest. No row: it is already in one.
-- name: SetMailGathered :execrows
UPDATE mails SET state = 'GATHERED' WHERE id = @id AND state = 'HELD';

-- CountMails counts the mails in each state, with the time of the oldest one.
-- name: CountMails :many
SELECT state, COUNT(*) AS mails, CAST(MIN(due_at) AS INTEGER) AS oldest FROM mails GROUP BY state ORDER BY state;

-- ListTroubledMails is the mails that failed, or whose last try failed.
-- name: ListTroubledMails :many
SELECT id, kind, recipient, state, attempts, due_at, next_try, last_error FROM mails
WHERE last_error <> '' AND state IN ('FAILED', 'PENDING', 'SENDING') ORDER BY id LIMIT @page_size;

-- name: ListNoticeChoices :many
SELECT topic, choice FROM notice_choices WHERE login_id = @login_id ORDER BY topic;

-- name: PutNoticeChoice :exec
INSERT INTO notice_choices (login_id, topic, choice, updated_at) VALUES (@login_id, @topic, @choice, @updated_at)
ON CONFLICT (login_id, topic) DO UPDATE SET choice = excluded.choice, updated_at = excluded.updated_at;

-- GetDeputy is a user's deputy, now or later.
-- name: GetDeputy :one
SELECT d.deputy_id, d.valid_from, d.valid_to, u.name, u.first_name, u.last_name
FROM deputies d JOIN users u ON u.id = d.deputy_id
WHERE d.user_id = @user_id AND d.valid_to > CAST(@now AS BIGINT);

-- ListDeputyFor is the active users of an account whose deputy a user is, now or later, the
-- earliest first.
-- name: ListDeputyFor :many
SELECT d.user_id, d.valid_from, d.valid_to, u.name, u.first_name, u.last_name
FROM deputies d JOIN users u ON u.id = d.user_id
WHERE d.deputy_id = @deputy_id AND d.account_id = @account_id AND d.valid_to > CAST(@now AS BIGINT) AND u.active AND u.deleted_at IS NULL
ORDER BY d.valid_from, d.user_id LIMIT @page_size;

-- name: PutDeputy :exec
INSERT INTO deputies (user_id, account_id, deputy_id, valid_from, valid_to, created_at)
VALUES (@user_id, @account_id, @deputy_id, @valid_from, @valid_to, @created_at)
ON CONFLICT (user_id) DO UPDATE
SET deputy_id = excluded.deputy_id, valid_from = excluded.valid_from, valid_to = excluded.valid_to, created_at = excluded.created_at;

-- name: DeleteDeputy :execrows
DELETE FROM deputies WHERE user_id = @user_id AND account_id = @account_id;

-- CountWaitingRequests counts an account's requests that wait for a login's decision, up to a
-- limit. It leaves out requests by the account that the login comes from, and those that need two
-- people if the login's user has approved already. oldest is the id of the first of them, or ''.
-- name: CountWaitingRequests :one
SELECT COUNT(*) AS number, CAST(COALESCE(MIN(waiting.id), '') AS TEXT) AS oldest FROM (
    SELECT w.id FROM access_requests w
    WHERE w.account_id = CAST(@account_id AS TEXT) AND w.valid_to > CAST(@now AS BIGINT) AND w.decision IS NULL
      AND w.requester_account_id <> CAST(@owner_account AS TEXT)
      AND EXISTS (SELECT 1 FROM companies c WHERE c.id = w.company_id AND c.deleted_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM access_approvals y WHERE y.request_id = w.id AND y.user_id = CAST(@user_id AS TEXT)
          AND 2 = (SELECT r.approvals FROM access_rules r
                   WHERE r.account_id = w.account_id AND r.company_id IN ('', w.company_id) AND r.ended_at IS NULL
                   ORDER BY r.company_id DESC LIMIT 1))
    LIMIT CAST(@at_most AS INTEGER)) AS waiting;

-- GetNextBoundary is the next time after an instant at which an open request of an account, as
-- target or as requester, begins or ends; 0 if there is none.
-- name: GetNextBoundary :one
SELECT CAST(COALESCE(MIN(CASE WHEN o.valid_from > CAST(@after AS BIGINT) THEN o.valid_from ELSE o.valid_to END), 0) AS INTEGER)
FROM (
    SELECT w.valid_from, w.valid_to FROM access_requests w
    WHERE w.account_id = CAST(@target_account AS TEXT) AND w.valid_to > CAST(@after AS BIGINT)
      AND (w.decision IS NULL OR (w.decision = 'GRANTED' AND w.ending IS NULL))
    UNION ALL
    SELECT w.valid_from, w.valid_to FROM access_requests w
    WHERE w.requester_account_id = CAST(@asking_account AS TEXT) AND w.valid_to > CAST(@after AS BIGINT)
      AND (w.decision IS NULL OR (w.decision = 'GRANTED' AND w.ending IS NULL))) AS o;

-- ResetMailsFrom makes mails due that were written after an instant, because the clock was ahead.
-- name: ResetMailsFrom :exec
UPDATE mails SET due_at = CAST(@now AS BIGINT), next_try = CAST(@now AS BIGINT)
WHERE state IN ('PENDING', 'HELD') AND created_at > CAST(@now AS BIGINT);
