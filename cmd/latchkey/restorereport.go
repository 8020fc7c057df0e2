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
	say("Restored %s to %s, on %s: the state of %s, with a record of %d entries.\n", r.File, r.DB, at(p.At), at(p.BackupOf), p.Head.Size)
	if r.kept != "" {
		say("The database of before is kept in %s.\n", r.kept)
	}
	for _, note := range r.notes {
		say("%s\n", note)
	}
	say("\nLost\n\n")
	switch {
	case p.Known && len(p.Lost) == 0:
		say("Nothing: the database of before had no entry more.\n")
	case p.Known:
		say("All %d entries that the database of before has and this one has not:\n\n", len(p.Lost))
	case p.Before != nil:
		say("The database of before does not go on from this backup: they have the first %d entries in common. Its entries after them:\n\n", p.Common)
	case len(p.Lost) > 0:
		say("What was done after the backup is lost. It is known only in part, because %s. Entries of the exports:\n\n", r.why)
	default:
		say("What was done after the backup is lost. It is not known, because %s.\n", r.why)
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
	list("Passwords", "These were changed after the backup, and the ones of before count again: have them changed.", p.Passwords)
	list("Mails", "These waited to be sent when the backup was made, and are not sent any more.", linesOf(p.Mails, func(m access.UnsentMail) string {
		return fmt.Sprintf("%s to %s: %s", utc(m.At), m.To, m.Subject)
	}))
	list("Invoices", r.invoiceSentence(), linesOf(p.Numbers, numberLine))
	list("Signed heads", "The record does not extend these any more. It says so itself, and so does every Record tab.", linesOf(p.Heads, record.Head.String))
	say("\nEverybody is signed out. Set-up links and addresses are over: make new ones. Nobody was told by mail.\n")
	if !p.KeyKept {
		say("The record is signed with a new key, in %s. The Record tab shows its public key, for whoever checks.\n", r.key)
	}
}

func writeLost(say func(string, ...any), lost []access.Record, most int) {
	if len(lost) > most {
		say("  The first %d of them stand in the file only.\n", len(lost)-most)
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
		return "This comes back to life, because of --keep-access. It was ended after the backup:"
	case keep:
		return "This is alive, because of --keep-access. Whether it was ended after the backup is not known:"
	case known:
		return "This was ended again, because it was ended after the backup:"
	}
	return "This was ended, because nobody knows what was ended after the backup. Who is to get in asks again:"
}

func (r *restoring) invoiceSentence() string {
	if r.report.Known || r.LastInvoice != "" {
		return "No number is given twice:"
	}
	return "If invoices were issued after the backup, their numbers would be given again: then restore once more with --last-invoice NUMBER, before the server starts."
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
	what := r.Name
	switch r.Action {
	case access.GrantRevoked, access.GrantShortened:
		what = fmt.Sprintf("%s of %s, granted to %s of %s until %s", r.Name, r.Account, r.Person, r.Asker, utc(r.Until))
	case access.RequestDenied:
		what = fmt.Sprintf("%s of %s, asked for by %s of %s", r.Name, r.Account, r.Person, r.Asker)
	case access.ConsentEnded:
		what = fmt.Sprintf("Standing consent of %s to %s for %s", r.Account, r.Asker, r.Name)
	case access.CalendarRemoved:
		what = "The calendar address of " + r.Name
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
	default: // UserDeactivated, UserExtended
		what = "The user " + r.Name
	}
	line := what + ": " + fateText(r.Fate)
	if r.LastAdministrator {
		line += ". It is the last ADMINISTRATOR, and so it was NOT ended: make another one, and end it"
	}
	return line
}

func fateText(f access.Fate) string {
	text := words.English().Causes.Ends[f.End]
	switch {
	case f.End == access.EndNotKnown:
		return "whether it was ended after that is not known"
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
	line := fmt.Sprintf("The next invoice of %d gets the number %s.", n.Year, n.Next)
	switch {
	case n.First == "":
	case n.First == n.Last:
		line += fmt.Sprintf(" The number %s was given after the backup, and is left out.", n.Last)
	default:
		line += fmt.Sprintf(" The numbers from %s to %s were given after the backup, and are left out.", n.First, n.Last)
	}
	return line
}
