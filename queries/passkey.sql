-- name: InsertPasskey :exec
INSERT INTO passkeys (id, account_id, user_id, credential_id, credential, counter, name, person, created_at)
VALUES (@id, @account_id, @user_id, @credential_id, @credential, @counter, @name, @person, @created_at);
