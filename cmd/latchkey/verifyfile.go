package main

// `latchkey audit verify FILE` consists of this file and package record, without a database.
// Whoever doubts the server can read all of it.

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode"

	"latchkey/record"
)

// verifyFile verifies an export.
func (c *auditVerifyCmd) verifyFile(g *globals) error {
	if c.Heads != "" {
		return errors.New("leave out --heads: it's for the database, not for a FILE")
	}
	if len(c.PublicKey) == 0 {
		return errors.New("set --public-key to the public key that the Record tab shows")
	}
	kept, err := parseHead(c.Head)
	if err != nil {
		return err
	}
	if c.Earlier != "" {
		earlier, err := verifyExport(c.Earlier, c.PublicKey, nil)
		if err != nil {
			return err
		}
		kept = &earlier.Head
	}
	x, err := verifyExport(c.File, c.PublicKey, nil)
	if err != nil {
		return err
	}
	if kept != nil {
		err = x.Extends(*kept)
		if errors.Is(err, record.ErrUnproven) {
			return fmt.Errorf("%s doesn't show whether it extends the head %s: %w", c.File, *kept, err)
		}
		if err != nil {
			return fmt.Errorf("%s does NOT extend the head %s: %w", c.File, *kept, err)
		}
	}
	_, err = fmt.Fprintf(g.stdout, "%s is intact: %s%s. Each one is proven to be in the record of %s signed with %s:\n%s\n",
		c.File, entries(x.Entries), exportSummary(x), entries(x.Head.Size), x.Key, x.Head)
	if err == nil && x.Hidden > 0 {
		_, err = fmt.Fprintf(g.stdout, "Entries with hidden parts: %d. They are proven by their hash, and the parts that are shown by the seal of the file.\n", x.Hidden)
	}
	if err == nil {
		err = printDecisions(g, x.Decisions)
	}
	if err == nil && kept != nil {
		_, err = fmt.Fprintf(g.stdout, "Its record extends the saved head of %s: nothing in it was changed or removed since.\n", entries(kept.Size))
	}
	return err
}

// printDecisions says which decisions are signed with passkeys, and what exactly each of them gives
// to whom. Each signature was verified.
func printDecisions(g *globals, d record.Decisions) error {
	if d.Signed+d.Unsigned == 0 {
		return nil
	}
	signed := "None of them is signed with a passkey."
	if d.Signed > 0 {
		signed = fmt.Sprintf("Signed with a passkey: %d, and each signature is right.", d.Signed)
	}
	_, err := fmt.Fprintf(g.stdout, "Decisions by which people gave access: %d. %s\n", d.Signed+d.Unsigned, signed)
	if err == nil && len(d.Waived) > 0 {
		_, err = fmt.Fprintf(g.stdout, "NOT signed, although the login had a passkey: entries %s. Ask whoever decided: scripts and \"Grant without signing\" do that, but only a signature shows that it was them.\n", numbers(d.Waived))
	}
	for _, one := range d.Each {
		if err == nil {
			_, err = fmt.Fprintf(g.stdout, "Entry %d is signed by %s with the passkey %q, %s: %s.\n  It grants %s.\n  %s.\n", one.Seq, signer(one), one.Passkey, one.Fingerprint, registered(one), granted(one), asked(one))
		}
	}
	return err
}

// entries is a number of entries, in words.
func entries[N int | int64](n N) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}

// numbers are the numbers of entries.
func numbers(seqs []int64) string {
	var texts []string
	for _, seq := range seqs {
		texts = append(texts, strconv.FormatInt(seq, 10))
	}
	return strings.Join(texts, ", ")
}

// signer is who signed.
func signer(d record.SignedDecision) string {
	if d.Person == "" {
		return plain(d.Decision.Decider)
	}
	return plain(d.Decision.Decider) + " (" + plain(d.Person) + ")"
}

// granted is what was signed: who gets access, to what, and how long.
func granted(one record.SignedDecision) string {
	d := one.Decision
	text := fmt.Sprintf("%s of %s access to %s of %s (%s)", plain(d.RequestedByName), plain(d.RequestingAccountName), plain(d.CompanyName), plain(d.AccountName), plain(d.Access))
	if one.Ends.IsZero() { // the second person decides when it begins
		text += fmt.Sprintf(" for %s, not before %s", d.Length, instant(d.NotBefore))
	} else {
		text += fmt.Sprintf(" from %s until %s", instant(one.Begins), instant(one.Ends))
	}
	if d.People > 1 {
		text += fmt.Sprintf(", if %d people approve", d.People)
	}
	return text
}

// asked says what was asked for, and who else approved it, as far as that is in the file.
func asked(one record.SignedDecision) string {
	text := "This is the request " + plain(one.Decision.Request)
	if one.Decision.Extends != "" {
		text += ", which extends " + plain(one.Decision.Extends)
	}
	if one.Asked == nil {
		text += "; the entry that asks for it is not in this file"
	} else {
		text += fmt.Sprintf(", as asked for in entry %d", *one.Asked)
	}
	if one.Approved != nil {
		text += fmt.Sprintf(", and another login approved it in entry %d", *one.Approved)
	}
	return text
}

// plain is a text from a file. It is quoted if it could be mistaken for more than one line.
func plain(text string) string {
	if strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(text)
	}
	return text
}

func instant(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// registered says where a key was registered.
func registered(d record.SignedDecision) string {
	if d.Registered == nil {
		return "no entry that is here names this key; compare it with the record or with \"Sign-in and security\""
	}
	return fmt.Sprintf("this key was registered in entry %d", *d.Registered)
}

// verifyExport is record.VerifyExport for a file.
func verifyExport(path string, publicKeys []string, each func(record.Entry)) (x record.Export, err error) {
	f, err := os.Open(filepath.Clean(path))
	if err != nil {
		return x, err
	}
	defer f.Close() //nolint:errcheck // it was read only
	x, err = record.VerifyExport(f, publicKeys, each)
	var broken *record.ExportError
	if errors.As(err, &broken) {
		err = fmt.Errorf("%s is NOT intact: %w", path, broken)
	}
	return x, err
}

// exportSummary says what an export covers.
func exportSummary(x record.Export) string {
	text := " of " + x.Account
	if x.RequestID != "" {
		text += " about the request " + x.RequestID
	}
	if x.From != "" {
		text += " from " + x.From
	}
	if x.To != "" {
		text += " to " + x.To
	}
	if x.Zone != "" {
		text += " in the time of " + x.Zone
	}
	return text
}

// parseHead parses a head as it was printed. "" is none.
func parseHead(text string) (*record.Head, error) {
	if text == "" {
		return nil, nil //nolint:nilnil // no head is not an error
	}
	h, err := record.ParseHead(text)
	if err != nil {
		return nil, fmt.Errorf("--head must be SIZE:HASH as `latchkey audit verify` printed it: %w", err)
	}
	return &h, nil
}
