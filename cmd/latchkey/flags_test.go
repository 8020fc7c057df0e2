package main

import (
	"path/filepath"
	"strings"
	"testing"

	"latchkey/words"
)

// TestMistypedFlags: a message says what is wrong with a command line, and what to write instead.
func TestMistypedFlags(t *testing.T) {
	db := filepath.Join(t.TempDir(), "latchkey.db")
	for _, c := range []struct{ args, want string }{
		{"serve --mail-from x@example.com", "latchkey: --mail-from needs --smtp, the mail server to send with\n"},
		{"serve --smtp-hello mx.example.com", "latchkey: --smtp-hello needs --smtp, the mail server to say it to\n"},
		{"serve --language tlh", "latchkey: --language must be one of " + strings.Join(words.Tags(), ", ") + ", not \"tlh\"\n"},
		{"serve --trusted-proxies foo", "latchkey: --trusted-proxies: \"foo\" isn't a network: use one like 10.0.0.5/32, and separate several with commas; run `latchkey serve --help` for usage\n"},
		{"serve --log-level LOUD", "latchkey: --log-level: \"LOUD\" isn't a log level: use DEBUG, INFO, WARN or ERROR; run `latchkey serve --help` for usage\n"},
		{"serve --max-window many", "latchkey: --max-window: \"many\" isn't a duration: use one like 90m or 720h; run `latchkey serve --help` for usage\n"},
		{"serve --heads-every 1d", "latchkey: --heads-every: \"1d\" isn't a duration: use one like 90m or 720h; run `latchkey serve --help` for usage\n"},
		{"serve --addr foo", "latchkey: --addr must be like 127.0.0.1:8080, not \"foo\"\n"},
		{"serve --addr 127.0.0.1:99999", "latchkey: --addr must be like 127.0.0.1:8080, not \"127.0.0.1:99999\"\n"},
		{"serve --addr 203.0.113.9:8080", "latchkey: this machine doesn't have the address 203.0.113.9: use --addr with one that it has, or 0.0.0.0 for all of them\n"},
		{"serve --url https://example.com/latchkey", "latchkey: --url has the path /latchkey, but Latchkey can't run under a path: give it its own host, like https://latchkey.example.com, and use https://example.com\n"},
		{"serve --url https://example.com/?a=b", "latchkey: --url must end with the host, without ? or #. Use https://example.com\n"},
		{"serve --url https://example.com#top", "latchkey: --url must end with the host, without ? or #. Use https://example.com\n"},
		{"serve --url https://joe:secret@example.com", "latchkey: --url must not contain a user or a password, because every link would show them. Use https://example.com\n"},
		{"serve --url http://example.com", "latchkey: --url must be https: over plain http, anyone on the way could read passwords and sign in with them\n"},
		{"serve --url example.com", "latchkey: --url must be like https://admin.example.com, not \"example.com\"\n"},
		{"serve --url https://:443", "latchkey: --url must be like https://admin.example.com, not \"https://:443\"\n"},
		{"serve --nope", "latchkey: unknown flag --nope; run `latchkey serve --help` for usage\n"},
		{"account role add", "run `latchkey account role add --help` for usage\n"},
		{"bogus", "latchkey: unexpected argument bogus; run `latchkey --help` for usage\n"},
	} {
		t.Setenv("LATCHKEY_DB", db)
		if _, said, code := says(t, strings.Fields(c.args)...); code != 1 || !strings.HasSuffix(said, c.want) || strings.Count(said, "\n") != 1 {
			t.Errorf("%s: exit %d\n got %swant %s", c.args, code, said, c.want)
		}
	}
}

// TestNetworks: a single address is a network, too.
func TestNetworks(t *testing.T) {
	for _, c := range []struct{ text, want string }{{"10.0.0.5", "10.0.0.5/32"}, {" 10.0.0.0/8", "10.0.0.0/8"}, {"::1", "::1/128"}, {"::ffff:10.0.0.5", "10.0.0.5/32"}} {
		var n network
		if err := n.UnmarshalText([]byte(c.text)); err != nil || prefixes([]network{n})[0].String() != c.want {
			t.Errorf("%q is %v, want %s (%v)", c.text, prefixes([]network{n}), c.want, err)
		}
	}
}

// TestTicketURLs: the place of the ticket is in the path or the query, once.
func TestTicketURLs(t *testing.T) {
	for text, ok := range map[string]bool{
		"https://help.example.com/{ticket}": true, "https://help.example.com/find?id={ticket}&x=1": true, "http://localhost/{ticket}": true,
		"https://help.example.com/": false, "https://{ticket}.example.com/": false, "https://help.example.com/{ticket}/{ticket}": false,
		"help.example.com/{ticket}": false, "javascript:alert({ticket})": false, "https://me@help.example.com/{ticket}": false, "": false,
	} {
		var is ticketURL
		if err := is.UnmarshalText([]byte(text)); (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestPublicURL: --url is normalized to the form in which browsers send their Host.
func TestPublicURL(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"https://Admin.Example.com/", "https://admin.example.com"},
		{"https://admin.example.com:8443", "https://admin.example.com:8443"},
		{"https://zugänge.example", "https://xn--zugnge-dua.example"},
		{"http://[::1]:8080", "http://[::1]:8080"},
		{"http://localhost:8080", "http://localhost:8080"},
	} {
		if u, err := publicURL(c.text); err != nil || u.String() != c.want {
			t.Errorf("%s is %v, want %s (%v)", c.text, u, c.want, err)
		}
	}
}
