package handlers

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/words"
)

// evidenceFile is a file of an evidence pack. write returns how many rows it wrote; in are the
// reader's words.
type evidenceFile struct {
	name, about string
	write       func(ctx context.Context, w io.Writer, in *words.Words, e access.Evidence) (rows int, err error)
}

// evidenceFiles are the files of an evidence pack, except the two that describe the others:
// README.txt and SHA256SUMS.
var evidenceFiles = []evidenceFile{
	{name: "requests.csv", about: "every access request that was asked before the period's end and not over before its beginning: what was asked for, decided, given and used", write: writeRequests},
	{name: "decisions.csv", about: "every act on a request in the period: granted, approved, denied, withdrawn, shortened, revoked, handed back", write: writeDecisions},
	{name: "visits.csv", about: "every time somebody was in by a grant: who, from which address, from when to when", write: writeVisits},
	{name: "exceptions.csv", about: "denied attempts, freezes, rules and standing consents set and ended; and grants that were never used or against the account's own rule", write: writeExceptions},
	{name: "record.jsonl", about: "every entry of the account's record in the period, each with its proof: check it with latchkey audit verify record.jsonl --public-key KEY", write: writeRecord},
}

// writeRecord writes the export of the record. Its first and last line are not entries.
func writeRecord(ctx context.Context, w io.Writer, _ *words.Words, e access.Evidence) (rows int, err error) {
	lines := &lineCounter{w: w}
	err = e.ExportRecord(ctx, lines)
	return max(0, lines.n-2), err
}

// lineCounter counts the lines that are written to w.
type lineCounter struct {
	w io.Writer
	n int
}

func (l *lineCounter) Write(p []byte) (int, error) {
	l.n += bytes.Count(p, []byte("\n"))
	return l.w.Write(p)
}

// evidence streams an evidence pack. It is recorded before the first byte goes out.
func (s *Server) evidence(c echo.Context) error {
	q, err := readQuery(c, "from", "to")
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	e, err := s.svc.Evidence(ctx, actor(c), c.Param("account"), q["from"], q["to"])
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, "application/zip")
	h.Set(echo.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="latchkey-evidence-%s-%s.zip"`, e.Days.From, e.Days.To))
	return s.endStream(c, "write an evidence pack", writeEvidence(ctx, newDeadlineWriter(c), s.words(c), e))
}

// writeEvidence writes the ZIP: the files, their description, and their hashes.
func writeEvidence(ctx context.Context, w io.Writer, in *words.Words, e access.Evidence) error {
	pack := evidencePack{zip: zip.NewWriter(w), at: e.MadeAt}
	var readme strings.Builder
	for _, f := range evidenceFiles {
		rows := 0
		err := pack.add(f.name, func(w io.Writer) (err error) {
			rows, err = f.write(ctx, w, in, e)
			return err
		})
		if err != nil {
			return err
		}
		fmt.Fprintf(&readme, "%-15s %s. Rows: %d.\n", f.name, f.about, rows)
	}
	err := pack.add("README.txt", func(w io.Writer) error {
		_, err := io.WriteString(w, evidenceReadme(e, readme.String()))
		return err
	})
	if err == nil {
		sums := pack.sums.String()
		err = pack.add("SHA256SUMS", func(w io.Writer) error {
			_, err := io.WriteString(w, sums)
			return err
		})
	}
	if err != nil {
		return err
	}
	return pack.zip.Close()
}

// evidencePack is a ZIP that is being written, with the hashes of its files in the format of
// sha256sum.
type evidencePack struct {
	zip  *zip.Writer
	at   time.Time
	sums strings.Builder
}

func (p *evidencePack) add(name string, write func(io.Writer) error) error {
	file, err := p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: p.at})
	if err != nil {
		return err
	}
	hash := sha256.New()
	if err := write(io.MultiWriter(file, hash)); err != nil {
		return err
	}
	fmt.Fprintf(&p.sums, "%x  %s\n", hash.Sum(nil), name)
	return nil
}

// evidenceText is README.txt: the account, the period, who made it and when, and what the files
// are.
const evidenceText = `External access to %s: evidence of %s
Made by %s at %s.

%sSHA256SUMS      the SHA-256 of each of these files: sha256sum -c SHA256SUMS

Times in the files are UTC, and the tables are UTF-8. Names are those of then, of the company, the accounts and
the people, whatever they are called since; a person's login stands in brackets behind the name. A text that a
spreadsheet could take for a formula has an apostrophe before it. "entry" is the number of the entry of
Latchkey's record that a row is from. That this pack was made is an entry of the record as well.

The record is a Merkle tree over all its entries: nobody changes, removes or adds one unseen. Whoever hosts
Latchkey checks all of it with
    latchkey audit verify
which names the first entry that is not what it was, and prints the record's head. With a head that was kept
elsewhere
    latchkey audit verify --head SIZE:HASH
also proves that nothing older was rewritten since. record.jsonl is checked by anybody, on any machine, with the
public key of the record alone:
    latchkey audit verify record.jsonl --public-key %s
Ask the customer for the key that they kept: it stands on their Record tab.
`

func evidenceReadme(e access.Evidence, files string) string {
	text := fmt.Sprintf(evidenceText, e.Account.Name, e, e.MadeBy, e.MadeAt.UTC().Format(time.RFC3339), files, e.PublicKey())
	return strings.ReplaceAll(text, "\n", "\r\n")
}
