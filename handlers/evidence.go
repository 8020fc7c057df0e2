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

// evidenceFile is a file of an evidence pack, with its subject. write returns how many rows it
// wrote; in are the reader's words.
type evidenceFile struct {
	name  string
	about func(w *words.Evidence) string
	write func(ctx context.Context, w io.Writer, in *words.Words, e access.Evidence) (rows int, err error)
}

// evidenceFiles are the files of an evidence pack, except the two that describe the others:
// README.txt and SHA256SUMS.
var evidenceFiles = []evidenceFile{
	{"requests.csv", func(w *words.Evidence) string { return w.Requests }, writeRequests},
	{"decisions.csv", func(w *words.Evidence) string { return w.Decisions }, writeDecisions},
	{"visits.csv", func(w *words.Evidence) string { return w.Visits }, writeVisits},
	{"exceptions.csv", func(w *words.Evidence) string { return w.Exceptions }, writeExceptions},
	{"record.jsonl", func(w *words.Evidence) string { return w.Entries }, writeRecord},
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
	about, pack := &in.Record.Evidence, evidencePack{zip: zip.NewWriter(w), at: e.MadeAt}
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
		fmt.Fprintf(&readme, "%-15s %s %s\n", f.name, f.about(about), about.Rows(int64(rows)))
	}
	fmt.Fprintf(&readme, "%-15s %s\n", "SHA256SUMS", about.Sums)
	err := pack.add("README.txt", func(w io.Writer) error {
		_, err := io.WriteString(w, evidenceReadme(in, e, readme.String()))
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

func evidenceReadme(in *words.Words, e access.Evidence, files string) string {
	text := in.Record.Evidence.Readme(words.Readme{
		Account: e.Account.Name, From: string(e.Days.From), To: string(e.Days.To), Zone: e.Zone.String(),
		MadeBy: e.MadeBy, MadeAt: e.MadeAt.UTC().Format(time.RFC3339), Files: files, PublicKey: e.PublicKey(),
	})
	return strings.ReplaceAll(text, "\n", "\r\n")
}
