package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"latchkey/access"
	"latchkey/record"
	"latchkey/words"
)

// maxPrinted is how many lost entries are printed. The file has all of them.
const maxPrinted = 200

// write writes what has changed, with at most most of the lost entries.
func (r *restoring) write(w io.Writer, most int) {
	say := func(format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) }
	at := func(t time.Time) string { return t.UTC().Format(time.RFC3339) }
	p := r.report
	say("Restored %s to %s on %s. The backup is from %s; its record has %d entries.\n", r.File, r.DB, at(p.At), at(p.BackupOf), p.Head.Size)
	if r.kept != "" {
		say("The replaced database is kept in %s.\n", r.kept)
	}
	for _, note := range r.notes {
		say("%s\n", note)
	}
	say("\nLost\n\n")
	switch {
	case p.Known && len(p.Lost) == 0:
		say("Nothing: the replaced database had no further entries.\n")
	case p.Known:
		say("All %d entries that are in the replaced database but not in this one:\n\n", len(p.Lost))
	case p.Before != nil:
		say("The replaced database doesn't continue from this backup: they share the first %d entries. Its entries after those:\n\n", p.Common)
	case len(p.Lost) > 0:
		say("What was done after the backup is lost. Only part of it is known, because %s. Entries in the exports:\n\n", r.why)
	default:
		say("What was done after the backup is lost and isn't known, because %s.\n", r.why)
	}
	writeLost(say, p.Lost, most)
	list := func(heading, what string, lines []string) {
		if len(lines) == 0 {
			return
		}
		say("\n%s\n\n%s\n\n", heading, what)
		for _, line := range lines {
			say("  %s\n", line)
		}
	}
	list("Access", accessSentence(r.KeepAccess, p.Trusted), linesOf(p.Access, revivedLine))
	list("Second factors", factorsSentence(r.KeepAccess), linesOf(p.Factors, revivedLine))
	list("Second factors to check", "It isn't known whether these logins lost a second factor after the backup, which works again. Ask them. If so, remove all second factors of the login with `latchkey account reset-factors`:", p.Unchecked)
	list("Identity providers to check", "It isn't known whether these accounts changed or removed their identity provider after the backup. Users sign in by it again. Ask the accounts. They change or remove it under Details › Identity provider:", p.UncheckedProviders)
	list("Users of identity providers to check", "It isn't known whether these were unlinked after the backup. They sign in by their identity provider again. Ask their accounts. They unlink a user on the user's page:", p.UncheckedLinks)
	list("Logins without a second factor", "These had one in the backup or after it, but don't have one now, so their password alone lets them in. Have them add one:", p.Bare)
	list("E-mail addresses", emailsSentence(r.KeepAccess), linesOf(p.Emails, revivedLine))
	list("Passwords", "These were changed after the backup. The old passwords work again: have them changed.", p.Passwords)
	list("E-mails", "These were waiting to be sent when the backup was created. They won't be sent.", linesOf(p.Mails, func(m access.UnsentMail) string {
		return fmt.Sprintf("%s to %s: %s", utc(m.At), m.To, m.Subject)
	}))
	list("Invoices", r.invoiceSentence(), linesOf(p.Numbers, numberLine))
	list("Signed heads", "The record no longer extends these. The record and every Record tab show this.", linesOf(p.Heads, record.Head.String))
	say("\nEveryone is signed out. Set-up links, links for forgotten passwords and set-up addresses no longer work: create new ones. One-time codes work again after a minute. Nobody was notified by e-mail.\n")
	if !p.KeyKept {
		say("The record is now signed with a new key, in %s. The Record tab shows its public key for everyone who verifies the record.\n", r.key)
	}
}

func writeLost(say func(string, ...any), lost []access.Record, most int) {
	if len(lost) > most {
		say("  The first %d of them are only in the file.\n", len(lost)-most)
		lost = lost[len(lost)-most:]
	}
	for _, e := range lost {
		about := e.ObjectName
		if e.RequestID != "" {
			about = strings.TrimSpace(about + " (" + e.RequestID + ")")
		}
		say("  %d  %s  %s  %s  %s\n", e.Seq, e.At.UTC().Format(time.RFC3339), words.English().Action(e.Action), words.English().Parts.Who(e.Who()), about)
	}
}

func accessSentence(keep, known bool) string {
	switch {
	case keep && known:
		return "This access is back, because of --keep-access. It was ended after the backup:"
	case keep:
		return "This access is active, because of --keep-access. It isn't known whether it was ended after the backup:"
	case known:
		return "This access was ended again, because it had been ended after the backup:"
	}
	return "This access was ended, because it isn't known what was ended after the backup. Anyone who still needs it must request it again:"
}

func factorsSentence(keep bool) string {
	if keep {
		return "These work again, because of --keep-access. They were removed, used or replaced after the backup:"
	}
	return "These don't work, because they were removed, used or replaced after the backup:"
}

func emailsSentence(keep bool) string {
	if keep {
		return "These addresses are back. Set-up and password links are sent to them, because of --keep-access. They were changed after the backup:"
	}
	return "These addresses are back, but were changed after the backup. No set-up or password links are sent to them until the login or its account changes or confirms them:"
}

func (r *restoring) invoiceSentence() string {
	if r.report.Known || r.LastInvoice != "" {
		return "No number is used twice:"
	}
	return "If invoices were issued after the backup, their numbers would be used again. In that case, restore once more with --last-invoice NUMBER before you start the server."
}

func linesOf[T any](list []T, line func(T) string) []string {
	lines := make([]string, len(list))
	for i, one := range list {
		lines[i] = line(one)
	}
	return lines
}

func utc(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// revivedLine says of something that comes back to life what it is, and what had become of it.
func revivedLine(r access.Revived) string {
	taken := strings.Join(r.Taken, " ")
	var what string
	switch r.Action {
	case access.GrantRevoked, access.GrantShortened:
		what = fmt.Sprintf("%s of %s, granted to %s of %s until %s", r.Name, r.Account, r.Person, r.Asker, utc(r.Until))
	case access.RequestDenied:
		what = fmt.Sprintf("%s of %s, requested by %s of %s", r.Name, r.Account, r.Person, r.Asker)
	case access.ConsentEnded:
		what = fmt.Sprintf("Standing consent of %s to %s for %s", r.Account, r.Asker, r.Name)
	case access.CalendarRemoved:
		what = "The calendar address of " + r.Name
	case access.PasskeyRemoved:
		what = "The passkey " + taken + " of " + r.Name
	case access.CodeRemoved:
		what = "The one-time codes of " + r.Name
	case access.RecoveryCodesRemoved:
		what = "Recovery codes of " + r.Name + " (" + taken + ")"
	case access.AccountUpdated, access.UserChanged:
		what = taken + " of " + r.Name
	case access.AccessFrozen:
		what = "External access to " + r.Name
	case access.AccountDisabled:
		what = "The account " + r.Name + " and its users"
	case access.AccountRoleRemoved:
		what = "The role " + taken + " of the account " + r.Name
	case access.UserRolesChanged:
		what = "The role " + taken + " of " + r.Name
	case access.WebappTakenAway:
		what = "The webapp " + taken + " of " + r.Name
	case access.WebappClientRemoved:
		what = "The sign-in of the webapp " + r.Name
	case access.WebappClientSet:
		what = "In the sign-in of the webapp " + r.Name + ": " + strings.Join(r.Taken, ", ")
	case access.WebappSecretEnded:
		what = "The secret " + taken + "… of the webapp " + r.Name
	case access.VisitorsSet:
		what = strings.Join(r.Taken, ", ") + " for visitors of " + r.Name
	default: // UserDeactivated, UserExtended
		what = "The user " + r.Name
	}
	line := what + ": " + fateText(r.Fate)
	if r.LastAdministrator {
		line += ". It's the last account with the role ADMINISTRATOR, so it was NOT ended: give another account the role, then end this one"
	}
	return line
}

func fateText(f access.Fate) string {
	text := words.English().Causes.Ends[f.End]
	switch {
	case f.End == access.EndNotKnown:
		return "not known whether it was ended after the backup"
	case f.End == access.EndShortened:
		return text + " to " + utc(f.At)
	case !f.At.IsZero():
		text += " on " + utc(f.At)
	}
	if f.By != "" {
		text += " by " + f.By
	}
	if f.Reason != "" {
		text += " (" + f.Reason + ")"
	}
	return text
}

// numberLine says of a year how its invoice numbers go on.
func numberLine(n access.NextNumber) string {
	line := fmt.Sprintf("The next invoice in %d gets the number %s.", n.Year, n.Next)
	switch n.First {
	case "":
	case n.Last:
		line += fmt.Sprintf(" Number %s was used after the backup and is skipped.", n.Last)
	default:
		line += fmt.Sprintf(" Numbers %s to %s were used after the backup and are skipped.", n.First, n.Last)
	}
	return line
}
