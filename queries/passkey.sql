-- name: InsertPasskey :exec
INSERT INTO passkeys (id, account_id, user_id, credential_id, credential, counter, name, person, created_at)
VALUES (@id, @account_id, @user_id, @credential_id, @credential, @counter, @name, @person, @created_at);

-- name: ListPasskeys :many
SELECT * FROM passkeys
WHERE account_id = @account_id AND COALESCE(user_id, '') = CAST(@user_id AS TEXT)
ORDER BY id;

-- GetPasskeyOf finds a passkey by what its device calls it, and the names of its login. Whether
-- that login may sign in says GetAccountLogin or GetUserLogin.
-- name: GetPasskeyOf :one
SELECT p.id, p.account_id, CAST(COALESCE(p.user_id, '') AS TEXT) AS user_id, p.credential, p.name, p.person,
    a.name AS account_name, CAST(COALESCE(u.name, '') AS TEXT) AS user_name
FROM passkeys p
JOIN accounts a ON a.id = p.account_id
LEFT JOIN users u ON u.id = p.user_id
WHERE p.credential_id = @credential_id;

-- UsePasskey notes that a passkey was used, unless its counter has not moved on.
-- name: UsePasskey :execrows
UPDATE passkeys SET credential = @credential, counter = @counter, used_at = @used_at
WHERE id = @id AND (counter < CAST(@counter AS INTEGER) OR (counter = 0 AND CAST(@counter AS INTEGER) = 0));

-- name: RenamePasskey :execrows
UPDATE passkeys SET name = @name WHERE id = @id;

-- name: DeletePasskey :execrows
DELETE FROM passkeys WHERE id = @id;

-- name: InsertUsedChallenge :exec
INSERT INTO used_challenges (hash, expires_at) VALUES (@hash, @expires_at);

-- ExistsUsedChallenge is whether a challenge was answered, or ends no later than all that count no
-- more.
-- name: ExistsUsedChallenge :one
SELECT CAST(EXISTS (SELECT 1 FROM used_challenges c WHERE c.hash = @hash OR c.hash = @every AND c.expires_at >= @ends) AS INTEGER) AS used;

-- name: DeleteOldChallenges :exec
DELETE FROM used_challenges WHERE expires_at <= @now;
