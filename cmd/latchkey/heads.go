package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"latchkey/access"
)

// headsFlags say where the record's signed heads are kept besides the database.
type headsFlags struct {
	HeadsFile  string `env:"LATCHKEY_HEADS_FILE" placeholder:"FILE" help:"A file, best on another machine's disk, to which each signed head of the record is appended."`
	HeadsURL   string `name:"heads-url" env:"LATCHKEY_HEADS_URL" placeholder:"URL" help:"An address to which each signed head is posted as text: https, or http on this machine. Redirects are not followed."`
	HeadsEvery length `env:"LATCHKEY_HEADS_EVERY" default:"1h" help:"How often the record's head is signed and kept."`
}

func (f headsFlags) check() error {
	if time.Duration(f.HeadsEvery) < time.Second {
		return errors.New("--heads-every must be at least 1s")
	}
	if f.HeadsFile != "" {
		if err := appendTo(f.HeadsFile, ""); err != nil {
			return fmt.Errorf("--heads-file must be a file that can be written: %w", err)
		}
	}
	if f.HeadsURL == "" {
		return nil
	}
	u, err := url.Parse(f.HeadsURL)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return errors.New("--heads-url must be like https://heads.example.com/latchkey")
	}
	if u.Scheme == "http" && !isLoopback(u.Hostname()) {
		return errors.New("--heads-url must be https: without it, anybody on the way can swap a head. Plain http is only for this machine")
	}
	return nil
}

// headKeeper signs the record's head from time to time and keeps it elsewhere.
type headKeeper struct {
	headsFlags
	svc *access.Service
	log *slog.Logger
	// last is the checkpoint that was seen last: the record must extend it. written and posted are those that were kept last.
	last, written, posted string
}

// postTimeout is how long a receiver of heads may take.
const postTimeout = 10 * time.Second

// headsClient posts heads to the configured address and to no other: a redirect could lead a head, and with it this
// server, anywhere (OWASP ASVS 5.0, 15.3.2).
var headsClient = &http.Client{
	Timeout:       postTimeout,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// run works until ctx is done.
func (k *headKeeper) run(ctx context.Context) {
	if err := k.readLast(); err != nil {
		k.log.ErrorContext(ctx, "read the last head kept elsewhere", "error", err.Error())
	}
	ticker := time.NewTicker(time.Duration(k.HeadsEvery))
	defer ticker.Stop()
	for {
		k.keep(ctx)
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// readLast reads the last head in the file, from before this process.
func (k *headKeeper) readLast() error {
	if k.HeadsFile == "" {
		return nil
	}
	checkpoints, err := readCheckpoints(k.HeadsFile)
	if err != nil || len(checkpoints) == 0 {
		return err
	}
	k.last = checkpoints[len(checkpoints)-1]
	k.written = k.last
	return nil
}

// keep signs the head and sends it to where it is kept. What fails is tried again the next time.
func (k *headKeeper) keep(ctx context.Context) {
	head, err := k.svc.SignHead(ctx, k.last)
	var broken *access.VerifyError
	switch {
	case ctx.Err() != nil:
		return
	case errors.As(err, &broken):
		k.log.ErrorContext(ctx, "THE RECORD WAS REWRITTEN: it does not extend a head that was signed before; nothing is signed until this is settled", "error", broken.Error())
		return
	case err != nil:
		k.log.ErrorContext(ctx, "sign the record's head", "error", err.Error())
		return
	}
	k.last = head.Checkpoint
	if k.HeadsFile != "" && k.written != head.Checkpoint {
		if err := appendTo(k.HeadsFile, head.Checkpoint); err != nil {
			k.log.ErrorContext(ctx, "write the record's head", "file", k.HeadsFile, "error", err.Error())
		} else {
			k.written = head.Checkpoint
		}
	}
	if k.HeadsURL != "" && k.posted != head.Checkpoint {
		if err := postText(ctx, k.HeadsURL, head.Checkpoint); err != nil {
			k.log.ErrorContext(ctx, "post the record's head", "error", err.Error())
		} else {
			k.posted = head.Checkpoint
		}
	}
}

func appendTo(path, text string) error {
	f, err := os.OpenFile(filepath.Clean(path), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Sync(), f.Close())
}

func postText(ctx context.Context, address, text string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(text))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "text/plain; charset=utf-8")
	response, err := headsClient.Do(r)
	if err != nil {
		return errors.Unwrap(err) // without the address, which may hold a secret
	}
	defer response.Body.Close() //nolint:errcheck // nothing is read
	if response.StatusCode/100 == 3 {
		return fmt.Errorf("the receiver answered %s: redirects are not followed, so set --heads-url to the final address", response.Status)
	}
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("the receiver answered %s", response.Status)
	}
	return nil
}
