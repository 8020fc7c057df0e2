// Package access is the product: who may do what, how access to a company's data is asked for, granted and ended, and the
// record of it all. It knows nothing of HTTP or HTML.
//
// docs/spec.md says what the product is, and docs/architecture.md where each rule is.
//
// # Words
//
// An account is an organisation, with companies and users. A login is an account login (the account itself) or a user login
// (a user of it); the one that acts is an [Actor]. An access [Request] is a wish for access to one company in a [Window] of
// time, or for a length of time; a grant is a request that the customer said yes to. The operator is whoever has the server's command line.
//
// # Invariants
//
//   - What a login may do is the union of what its roles allow ([Permissions]). Of a user login these are its user roles, and
//     of its account's SUPPORT and CONSULTANT; an external user does not act for the account in which its login is.
//   - What a login can do is explained by what decides it: [Explain] asks the code and the statements that the operations ask.
//   - No role widens a guard. Tenancy and window stand in the WHERE clause of the statement that reads or writes: there is no
//     moment between asking whether somebody may and doing it.
//   - What a login may not see is [ErrNotFound], alike whether it exists or not, and after the same work. What it may see but not do is
//     [ErrForbidden]. Its own account is there for every login.
//   - What was refused is written into the record beside the request that tried it ([Service.WriteAttempts]), equal attempts counted, and of
//     one account on another only so many a minute: nobody fills somebody else's record.
//   - A grant lets in its Requested By user and the account login of the requesting account, into that one company, and to the
//     account's details and users as their roles allow. Each such page that is read is recorded, or it is not shown.
//   - What is made under a grant, by an external user, or through a role that hangs on either, hangs on that: it counts only while that
//     does ([Bond]). A user and each of its roles name one grant, and have a bond to every external user behind them: those are copied from
//     the maker, so nothing is followed when it is read. Only the customer takes a user off them ([Service.ExtendUser]), and
//     never by what hangs itself: that extends nobody, lets nobody in again, makes no set-up link for a login that is there already,
//     and decides no requests.
//   - A role given under a grant reaches no further than the grant: its one company, what the grant gives, recorded under it.
//   - A role that hangs on something ends without ending its session, so each change asks in its transaction whether it is still there.
//   - Nobody gets a way to sign in as somebody of another account: set-up links are made by the account's own people.
//   - While an account is disabled nobody is in there: neither its own people nor anybody by a grant, which is as if it were not
//     there until the account is enabled. Nothing is asked of it, or granted.
//   - Nothing gets a name that looks like another one that is there, or like what the record calls who is no login ([Who]).
//   - A grant has an exact window. A length counts from the decision, which fixes it; until then all that looks at the window takes it as
//     if it was granted now ([Request.GrantedAt]), and Window.To is when the request lapses.
//   - A request keeps the names of when it was asked, and what was done to it or under it keeps who did it: person and login
//     ([Actor.Signature]). Nobody who asks for access says what they are called themselves.
//   - Nobody fills a customer's list: what waits is not asked for twice, and only so much waits in one person's name.
//   - Nothing is decided by the clock of a time zone that is not known ([KnownZone]). It is shown
//     in UTC, and never taken for UTC.
//   - Only decisions are stored. Everything else about a request follows from the clock, in [Request.State].
//   - Separation of duties: nobody of the requesting account, nor an external user owned by one of it, decides.
//   - Two who must say yes are two people: nobody could have signed in as both ([Service.GrantLess]). Who could decide is one statement.
//   - Nobody gives their own login another e-mail address without its current password, and every old address is told ([Service.UpdateUser]).
//   - Nobody external, and nobody by a grant, changes anything of a user that the user is not told: the entry of the record brings the mail with it.
//   - What people are told by mail is written in the transaction of the act, once for each address, and never to who acted. What the
//     clock brings about is told once, and only while it is true. Sending is nobody's act: it holds up and undoes nothing.
//   - A page that changes by itself is told only that something changed, and reads that by the rules of every other read.
//   - Reading needs no write, but where it is recorded who reads: then nothing is shown that is not
//     recorded.
//   - Where the disk failed, nobody is told that nothing was changed before that is known
//     ([ErrUnknown], [Service.ResolveDoubts]).
//   - No change without an entry in the record, in the same transaction. No entry is ever changed.
//   - What the tables hold is what the record says, as far as it tells: [Service.Check] compares
//     them, and so does every test of this package when it is over.
//   - The value of a secret setting, and what follows from it, stands nowhere but in the setting, and is shown only by [Service.ShowSecret].
//   - A head of the record is signed only where it is proven to extend the last one that was, and
//     the last that is kept elsewhere, but for those that the operator gave up when a backup was
//     restored ([Fork]). What is exported is what its reader reads on the page, and every byte of
//     it is under a signature.
//   - What was ended after a backup was made is ended again where that is restored; where nobody
//     knows what was, every external access is ([Service.Restore]).
//   - No more active users have a webapp than their account has seats for it: the database counts, and its check refuses.
//   - An invoice is never edited or deleted, and its number never leaves a gap: what was wrong is cancelled by a counter-entry.
//     Net and VAT are each rounded to the currency's minor unit, halves away from zero.
//   - Who was shown an invoice before it is issued issues that one and no other ([InvoicePreview]): also not a second one for the same days.
//   - What is sent with a one-time key is done once: the key is stored with its result in the transaction that makes it ([DoneBefore]).
//   - A form that was opened before somebody else changed what it shows undoes nothing unseen: [Stale], asked in the transaction.
//   - What was typed can be shown once more without being done: who rehearses changes and records nothing ([Actor.Rehearse]).
//   - Each operation reads the clock once, asks for permission before it looks at fields, and writes in one transaction.
//   - The secret address of a calendar works for as long as a session of its login would, by the same statement ([Service.Calendar]).
//   - What takes access away wins over whatever happens to it at the same instant. Only a yes loses to a change of the terms.
//   - Nobody waits for the passwords of strangers: what is signed in, or comes from a known browser, has a lane of its own, in each lane
//     the addresses take turns, and nothing is written for who waits.
//   - Wrong passwords are counted for each login, from whatever addresses, also for one that there is not. Many slow unknown browsers and are told
//     to the owner; they lock nobody out ([Service.WrongPasswords]).
//   - A session is looked up with its login at every request. It ends at once when the login is disabled, its password or
//     roles change (but by a grant, which signs nobody out), or its account is disabled: a disabled account keeps its users out as well, and external users elsewhere
//     whom they own.
//
// # Why this package is flat
//
// Its parts use each other both ways: an act on a request asks the rule, the rule asks who could
// decide, that asks roles and bonds, and each of them writes entries and notices. Folders could not
// import each other like that. To cut between them, tx, write and deny would have to be exported, by
// which any package could then write past the guard. What uses none of these has a package of its
// own: the record's log ([latchkey/record]), guess, lookalike, tz.
package access
