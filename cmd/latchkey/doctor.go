package main

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/record"
)

// doctorCmd takes the flags of serve, so that it examines the same installation.
type doctorCmd struct {
	serveCmd
	To string `placeholder:"ADDRESS" help:"Send a test e-mail to this address."`
	// roots are the trusted certificate authorities, or nil for the machine's own.
	roots *x509.CertPool
}

// errNotWell ends an examination that found a problem, which was printed before.
var errNotWell = errors.New("problems found: see the lines above that begin with WRONG")

// examination prints a line for each part that doctor examines.
type examination struct {
	*doctorCmd
	ctx   context.Context //nolint:containedctx // it lives as long as the command
	out   io.Writer
	wrong int
	// signer is the key in the key file, or nil if it is unreadable.
	signer *record.Signer
	// factors are the factors keys, or nil if they are unreadable. noFactors says that there is no
	// file, and factors is a new key.
	factors   access.FactorKeys
	noFactors bool
	// served says that a server answers here.
	served bool
}

func (e *examination) ok(part, format string, args ...any) {
	_, _ = fmt.Fprintf(e.out, "ok: %s: %s\n", part, fmt.Sprintf(format, args...))
}

// skip prints that a part was not examined, and why.
func (e *examination) skip(part, format string, args ...any) {
	_, _ = fmt.Fprintf(e.out, "not checked: %s: %s\n", part, fmt.Sprintf(format, args...))
}

// bad prints what is wrong with a part, and what to do.
func (e *examination) bad(part, what, do string) {
	e.wrong++
	line := strings.TrimSuffix(strings.ReplaceAll(what, "\n", "; "), ".") + "."
	if do != "" {
		line += " " + do
	}
	_, _ = fmt.Fprintf(e.out, "WRONG: %s: %s\n", part, line)
}

// Run changes nothing.
func (c *doctorCmd) Run(g *globals) error {
	e := &examination{doctorCmd: c, ctx: g.ctx, out: g.stdout}
	for _, look := range []func(){e.files, e.disk, e.server, e.data, e.passwords, e.backups, e.front, e.mail} {
		if g.ctx.Err() != nil {
			return g.ctx.Err()
		}
		look()
	}
	if e.wrong > 0 {
		return errNotWell
	}
	return nil
}

// data examines the database: its version, damage, clock, time zones and signed heads.
func (e *examination) data() {
	store, svc, err := open(e.ctx, e.DB, db.Shared, access.Config{})
	if err != nil {
		part := "database"
		if errors.Is(err, db.ErrOlder) {
			part = "migrations"
		}
		e.bad(part, err.Error(), "")
		return
	}
	defer store.Close() //nolint:errcheck // nothing was written
	version, err := store.SchemaVersion(e.ctx)
	found, checkErr := svc.Check(e.ctx, false)
	err = errors.Join(err, checkErr)
	if err != nil {
		e.bad("database", err.Error(), "")
		return
	}
	for _, f := range found {
		e.bad("database", f.What, f.Do)
	}
	if len(found) == 0 {
		e.ok("database", "%s is at schema version %d, no migration is pending, and the quick check found nothing", e.DB, version)
	}
	v, err := svc.Vitals(e.ctx)
	if err != nil {
		e.bad("database", err.Error(), "")
		return
	}
	e.sealed(svc)
	e.clock(v)
	e.zones(svc)
	e.heads(svc, v)
}

// sealed examines whether the factors key file opens everything that is encrypted with it.
func (e *examination) sealed(svc *access.Service) {
	if e.factors == nil {
		return
	}
	path := e.factorsPath(e.DB)
	if err := opensAll(e.ctx, svc, e.factors, path, e.noFactors); err != nil {
		e.bad("factors key", err.Error(), "")
		return
	}
	if e.noFactors {
		e.ok("factors key", "nothing is encrypted, and %s doesn't exist yet: serve creates it", path)
		return
	}
	e.ok("factors key", "%s opens everything that is encrypted", path)
}

// ahead is how far two clocks may differ.
const ahead = time.Minute

func (e *examination) clock(v access.Vitals) {
	if v.Behind > ahead {
		e.bad("clock", fmt.Sprintf("this machine's clock is %s behind the latest time in the database", v.Behind.Round(time.Second)),
			"Correct the clock (NTP). If it's right now, stop the server and run `latchkey clock accept`.")
		return
	}
	e.ok("clock", "%s; no later time in the database", time.Now().UTC().Format(time.RFC3339))
}

func (e *examination) zones(svc *access.Service) {
	found, err := svc.UnknownZones(e.ctx)
	if err != nil {
		e.bad("time zones", err.Error(), "")
		return
	}
	for _, f := range found {
		e.bad("time zones", f.What, f.Do)
	}
	if len(found) == 0 {
		e.ok("time zones", "this machine knows all time zones in use")
	}
}

// heads examines the key and the age of the last signed head, and compares the record with the
// heads in the file.
func (e *examination) heads(svc *access.Service, v access.Vitals) {
	part, every := "signed heads", time.Duration(e.HeadsEvery)
	switch late := time.Since(v.SignedAt) - every - ahead; {
	case v.Key == "":
		e.bad(part, "the record has no key yet", "Start `latchkey serve`: it creates one.")
		return
	case e.signer != nil && e.signer.PublicKey() != v.Key:
		e.bad(part, "the key file "+e.path(e.DB)+" doesn't hold the key that the record is signed with now, "+v.Key, "Restore the right file, or start a new key with `latchkey audit new-key`.")
		return
	case v.SignedAt.IsZero() && e.served:
		e.bad(part, "no head has been signed yet", "The server signs one when it starts. Check its log.")
		return
	case v.Signed < v.Entries && late > 0 && e.served:
		e.bad(part, fmt.Sprintf("the last one is %s old and covers %d of %d entries, but one should be signed every %s", time.Since(v.SignedAt).Round(time.Second), v.Signed, v.Entries, every),
			"Check the server's log for the reason.")
		return
	}
	if e.HeadsFile == "" {
		e.ok(part, "the last one covers %d of %d entries. None are kept outside the database; --heads-file or --heads-url would do that", v.Signed, v.Entries)
		return
	}
	checkpoints, torn, err := readCheckpoints(e.HeadsFile)
	switch {
	case err != nil:
		e.bad(part, err.Error(), "")
		return
	case len(checkpoints) == 0:
		e.bad(part, e.HeadsFile+" contains no head", "The server writes the first one when it starts. Check its log.")
		return
	case torn > 0:
		e.bad(part, "the last head in "+e.HeadsFile+" was written only in part", "Free space on its disk, then restart the server: it repairs the file.")
		return
	}
	_, err = svc.VerifyAgainst(e.ctx, record.Kept{Checkpoints: checkpoints})
	if err != nil {
		e.bad(part, fmt.Sprintf("the record doesn't begin with the entries that the heads in %s cover: %v", e.HeadsFile, err),
			"If you restored a backup by hand, stop the server and run `latchkey audit accept-fork`. Otherwise, someone has changed the record.")
		return
	}
	e.ok(part, "the last one covers %d of %d entries, and the record extends all %d in %s", v.Signed, v.Entries, len(checkpoints), e.HeadsFile)
}
