package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"latchkey/access"
	"latchkey/newfile"
	"latchkey/record"
)

// headsFlags say where the record's signed heads are kept, besides the database.
type headsFlags struct {
	HeadsFile  string `env:"LATCHKEY_HEADS_FILE" placeholder:"FILE" help:"A file, preferably on another machine's disk, to which each signed head of the record is appended."`
	HeadsURL   string `name:"heads-url" env:"LATCHKEY_HEADS_URL" placeholder:"URL" help:"An address to which each signed head is posted as text. Must be https, or http on this machine. Redirects aren't followed."`
	HeadsEvery length `env:"LATCHKEY_HEADS_EVERY" default:"1h" help:"How often to sign the record's head and store it."`
}

func (f headsFlags) check() error {
	if time.Duration(f.HeadsEvery) < time.Second {
		return errors.New("--heads-every must be at least 1s")
	}
	if f.HeadsFile != "" {
		file, err := openHeads(f.HeadsFile)
		if err != nil {
			return fmt.Errorf("--heads-file must be a file that this user can read and write: %w", err)
		}
		if err := file.Close(); err != nil {
			return err
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
		return errors.New("--heads-url must be https: otherwise, anyone on the way can replace a head. Plain http works only for this machine")
	}
	return nil
}

// headKeeper signs the record's head regularly and keeps it elsewhere.
type headKeeper struct {
	headsFlags
	svc *access.Service
	log *slog.Logger
	// written and posted are the last checkpoints that were kept.
	written, posted string
}

// headTail is how many bytes at the end of a file of heads are enough to contain the last head.
const headTail = 1024

// postTimeout limits how long a receiver of heads may take.
const postTimeout = 10 * time.Second

// headsClient posts heads only to the configured URL: a redirect could lead a head, and with it
// this server, anywhere (OWASP ASVS 5.0, 15.3.2).
var headsClient = &http.Client{
	Timeout:       postTimeout,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// run works until ctx is done.
func (k *headKeeper) run(ctx context.Context) {
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

// begin compares the record with the heads in the file, from before this process. Call it before
// the server answers its first request.
func (k *headKeeper) begin(ctx context.Context) error {
	if k.HeadsFile == "" {
		return nil
	}
	checkpoints, torn, err := readCheckpoints(k.HeadsFile)
	var unreadable *headsError
	switch {
	case errors.As(err, &unreadable):
		k.log.ErrorContext(ctx, "THE HEADS KEPT ELSEWHERE CAN'T BE READ: nothing is signed or exported until this is fixed. Restore the file's content, or keep the file and name another one with --heads-file",
			"error", unreadable.Error())
		k.svc.RefuseKeptHeads(unreadable.Error())
		return nil
	case err != nil:
		return err
	case torn > 0:
		k.log.WarnContext(ctx, "the last head in the file was written only in part, because of a crash or a full disk: it is removed and written again", "file", k.HeadsFile)
	}
	if len(checkpoints) > 0 {
		k.written = checkpoints[len(checkpoints)-1]
	}
	return k.svc.SetKeptHeads(ctx, checkpoints)
}

// keep signs the head and sends it to where it is kept. If that fails, it tries again the next
// time.
func (k *headKeeper) keep(ctx context.Context) {
	head, err := k.svc.SignHead(ctx)
	var broken *record.VerifyError
	switch {
	case ctx.Err() != nil:
		return
	case errors.As(err, &broken):
		k.log.ErrorContext(ctx, "THE RECORD WAS REWRITTEN: it doesn't extend a head that was signed earlier; nothing is signed or exported until this is fixed. If you restored a backup by hand, stop the server and run `latchkey audit accept-fork`",
			"error", broken.Error())
		return
	case err != nil:
		k.log.ErrorContext(ctx, "sign the record's head", "error", err.Error())
		return
	}
	if k.HeadsFile != "" && k.written != head.Checkpoint {
		if err := appendHead(k.HeadsFile, head.Checkpoint); err != nil {
			k.log.ErrorContext(ctx, "write the record's head", "file", k.HeadsFile, "error", err.Error())
		} else {
			k.written = head.Checkpoint
		}
	}
	if k.HeadsURL != "" && k.posted != head.Checkpoint {
		if err := postText(ctx, k.HeadsURL, head.Checkpoint); err != nil {
			if ctx.Err() != nil {
				k.log.InfoContext(ctx, "the record's head wasn't posted before the server stopped: the next start posts it")
				return
			}
			k.log.ErrorContext(ctx, "post the record's head", "error", err.Error())
		} else {
			k.posted = head.Checkpoint
		}
	}
}

// headsError means that a file of heads contains something else.
type headsError struct {
	path string
	what error
}

func (e *headsError) Error() string { return e.path + ": " + e.what.Error() }

// readCheckpoints reads a file of checkpoints. torn is as in SplitHeads. Errors: *headsError.
func readCheckpoints(path string) (checkpoints []string, torn int, err error) {
	content, err := os.ReadFile(filepath.Clean(path))
	if err != nil {
		return nil, 0, err
	}
	checkpoints, torn, err = record.SplitHeads(string(content))
	if err != nil {
		err = &headsError{path, err}
	}
	return checkpoints, torn, err
}

// appendHead appends a checkpoint to a file, either completely or not at all: it removes anything
// that was only partly written, by this call or an earlier process. If even that fails, readers
// skip the part.
func appendHead(path, checkpoint string) error {
	f, err := openHeads(path)
	if err != nil {
		return err
	}
	end, err := wholeUntil(f)
	if err == nil {
		if _, err = f.WriteAt([]byte(checkpoint), end); err == nil {
			err = f.Sync()
		}
		if err != nil {
			err = errors.Join(err, f.Truncate(end))
		}
	}
	return errors.Join(err, f.Close())
}

// openHeads opens a file of heads. If it creates the file, the file survives a power failure.
func openHeads(path string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Clean(path), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && info.Size() == 0 {
		path, err = filepath.EvalSymlinks(path)
		if err == nil {
			err = newfile.SyncFolder(filepath.Dir(path))
		}
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// wholeUntil returns where a file of heads ends without the part of a head in its last bytes.
func wholeUntil(f *os.File) (end int64, err error) {
	end, err = f.Seek(0, io.SeekEnd)
	if err != nil {
		return 0, err
	}
	begin := max(0, end-headTail)
	tail := make([]byte, end-begin)
	if _, err := f.ReadAt(tail, begin); err != nil {
		return 0, err
	}
	torn := record.TornAtEnd(string(tail))
	if torn == 0 {
		return end, nil
	}
	if err := f.Truncate(end - int64(torn)); err != nil {
		return end, nil //nolint:nilerr // readers skip it
	}
	return end - int64(torn), nil
}

func postText(ctx context.Context, address, text string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(text))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "text/plain; charset=utf-8")
	response, err := headsClient.Do(r)
	if err != nil {
		return errors.Unwrap(err) // without the URL, which may contain a secret
	}
	defer response.Body.Close() //nolint:errcheck // nothing is read
	if response.StatusCode/100 == 3 {
		return fmt.Errorf("the receiver answered %s: redirects aren't followed, so set --heads-url to the final address", response.Status)
	}
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("the receiver answered %s", response.Status)
	}
	return nil
}
