// Package access is the product: who may do what, how access to a company's data is requested,
// granted and ended, and the record of all that. It knows nothing of HTTP or HTML.
//
// docs/spec.md describes the product, and docs/architecture.md says where each rule is.
//
// # Terms
//
// An account is an organisation, with companies and users. A login is an account login (the account
// itself) or a user login (one of its users). The login that acts is an [Actor]. A [Request] asks
// for access to one company in a [Window] of time, or for a length of time. A grant is a request
// that the customer approved. The operator is whoever has the server's command line.
//
// # Invariants
//
//   - A login may do everything that any of its roles allows ([Permissions]). For a user login,
//     these are its user roles, and SUPPORT and CONSULTANT of its account. An external user does
//     not act for its host account.
//   - [Explain] says what a login can do by calling the same code and statements as the operations.
//   - No role overrides a guard. Tenancy and window are in the WHERE clause of the statement that
//     reads or writes, so nothing can happen between the check and the act.
//   - What a login may not see is [ErrNotFound], whether or not it exists, and after the same work.
//     What it may see but not do is [ErrForbidden]. A login always sees its own account.
//   - A refused attempt is recorded separately from the request that made it
//     ([Service.WriteAttempts]). Equal attempts are counted, and attempts of one account on another
//     are limited per minute, so nobody can flood someone else's record.
//   - A grant gives access to its Requested By user and to the account login of the requesting
//     account: to that one company and, as their roles allow, to the account's details and users.
//     Each page that they read is recorded, or it is not shown.
//   - What is created under a grant, by an external user, or with a role that depends on either,
//     depends on that too: it counts only as long as that does ([Bond]). A user and each of its
//     roles name one grant, and have a bond to every external user behind them. Bonds are copied
//     from the creator, so reading one follows no chain. Only the customer can detach a user
//     ([Service.ExtendUser]), but not with something that has bonds itself. Whoever has bonds
//     cannot extend users, let anyone in again, make a set-up link for an existing login, or decide
//     requests.
//   - A role assigned under a grant reaches no further than the grant: it covers the grant's
//     company and rights, and its use is recorded under the grant. Nor does a user made under one,
//     also in webapps: it needs a seat, the grant, and that the account lets visitors in.
//   - A role with a bond ends without ending its session, so each change checks in its transaction
//     whether the role still counts.
//   - Nobody gets a way to sign in as someone from another account: set-up links are made by the
//     account's own people, and links for forgotten passwords go only to an address that they know
//     ([Service.ForgotPassword]).
//   - While an account is disabled, nobody has access to it: neither its own people nor anyone by a
//     grant. Its grants are as if they did not exist until the account is enabled. Nobody can
//     request access to it or grant it.
//   - Nothing new gets a name that looks like an existing one, or like what the record calls an
//     actor that is not a login ([Who]).
//   - A grant has an exact window. A length counts from the decision, which fixes it. Until then,
//     everything that needs the window uses the window of a grant now ([Request.GrantedAt]), and
//     Window.To is when the request lapses.
//   - A request keeps the names from when it was made. What was done to it or under it keeps who
//     did it: the person and the login ([Actor.Signature]). Those who can request access cannot
//     choose their own names.
//   - Nobody can flood a customer's list: equal requests do not wait twice, and a limited number
//     can wait in one person's name.
//   - An unknown time zone decides nothing ([KnownZone]). Times in it are shown in UTC, but never
//     treated as UTC.
//   - Only decisions are stored. Everything else about a request follows from the clock, in
//     [Request.State].
//   - Separation of duties: nobody from the requesting account decides, and no external user owned
//     by one of its users.
//   - If two people must approve, they are two different people: nobody could have signed in as
//     both ([Service.GrantLess]). One statement says who could decide.
//   - Nobody gives access, decides who has it, or takes out much at once without a fresh proof of
//     who they are, which the transaction checks ([ErrUnproved]). Whatever only takes access away
//     needs none.
//   - Who gives access, and has a passkey, signs exactly what is decided ([Signing]). The entry
//     contains everything that verifies it, and one signature counts for one decision.
//   - Nobody can change their own login's e-mail address without its current password or a fresh
//     proof, and every old address gets a mail ([Service.UpdateUser]).
//   - An e-mail address is confirmed only by a link that was mailed there, and only until it
//     changes ([Service.ConfirmEmail]). That gives no access. Whether one is says the view
//     verified_emails.
//   - Whenever someone external, or under a grant, changes a user, that user gets a mail: it is
//     written together with the entry of the record.
//   - Notifications are written in the transaction of the act, once per address, and never to
//     whoever acted. A notification by the clock is written once, and only while it is true.
//     Sending is not an act: it neither delays nor undoes anything.
//   - A page that updates itself hears only that something changed, and reads that by the rules of
//     every other read.
//   - Reading needs no write, except where the record says who read: then nothing is shown that is
//     not recorded.
//   - If the disk failed, nobody reads that nothing was changed before that is known ([ErrUnknown],
//     [Service.ResolveDoubts]).
//   - There is no change without an entry in the record, in the same transaction. No entry is ever
//     changed.
//   - The tables match the record, as far as that goes: [Service.Check] compares them, and so does
//     every test of this package at its end.
//   - The value of a secret setting, and anything derived from it, is stored only in the setting,
//     and only [Service.ShowSecret] shows it.
//   - A head of the record is signed only if it is proven to extend the last signed head and the
//     last one kept elsewhere, except heads that the operator gave up when a backup was restored
//     ([Fork]). An export contains what its reader sees on the page, and every byte of it is
//     signed.
//   - What was ended after a backup is ended again when that backup is restored. If that is
//     unknown, all external access is ended ([Service.Restore]).
//   - An account never has more active users of a webapp than seats: the database counts them, and
//     its CHECK refuses more.
//   - An invoice is never edited or deleted, and numbers have no gaps: a wrong invoice is cancelled
//     by a counter-entry. Net and VAT are each rounded to the currency's minor unit, halves away
//     from zero.
//   - An invoice is issued exactly as its preview showed it ([InvoicePreview]), and a second one
//     for the same days only if the preview showed that.
//   - What is sent with a one-time key is done once: the key and the result are stored in the same
//     transaction ([DoneBefore]).
//   - A form that was opened before someone else changed what it shows cannot undo that unnoticed:
//     [Stale], checked in the transaction.
//   - A form can be shown again as typed without taking effect: a rehearsal changes and records
//     nothing ([Actor.Rehearse]).
//   - Each operation reads the clock once, checks the permission before the fields, and writes in
//     one transaction.
//   - A secret calendar address works for as long as a session of its login would, by the same
//     statement ([Service.Calendar]).
//   - An act that takes access away wins over anything else at the same instant. Only an approval
//     loses to a change of the terms.
//   - Nobody waits for the passwords of strangers: signed-in logins and known browsers have their
//     own lane, addresses take turns in each lane, and nothing is written for those who wait.
//   - Signing in with a passkey needs no password work, and nothing is written for it before the
//     passkey was right: what it must sign is a challenge that says by itself for what, for whom
//     and until when it counts ([Service.PasskeySignInOptions]). Each is taken once.
//   - Wrong passwords are counted per login, from all addresses, even for logins that do not exist.
//     Many of them slow down unknown browsers, and the owner hears of them; they lock nobody out
//     ([Service.WrongPasswords]).
//   - A one-time code and a recovery code work once: what uses them up is a guarded write in the
//     transaction of what they prove. The secrets of one-time codes are stored only under a key
//     that is not in the database ([FactorKeys]).
//   - A session is looked up with its login at every request. It ends immediately when the login is
//     disabled, when its password or roles change (except roles by a grant, which sign nobody out),
//     or when its account is disabled. A disabled account also keeps out its users, and the
//     external users elsewhere that they own.
//
// # Why this package is flat
//
// Its parts depend on each other in both directions: an act on a request checks the rule, the rule
// checks who could decide, that checks roles and bonds, and all of them write entries and
// notifications. Packages in folders could not import each other like that. To split them, we would
// have to export tx, write and deny, and then any package could write past the guards. Parts that
// need none of these have their own packages: the record's log ([latchkey/record]), guess,
// lookalike and tz.
package access
