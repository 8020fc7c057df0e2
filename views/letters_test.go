package views

import (
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/words"
)

var berlin = must(time.LoadLocation("Europe/Berlin"))

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// northLetter is a letter about a request by Vera for North.
func northLetter(n access.Notice, language string, change func(*access.Letter)) access.Letter {
	at := time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC)
	r := access.Request{
		ID: "req_1", CompanyName: "North", AccountName: "Acme", RequestedByName: "Vera Lang (vera)", RequesterAccountName: "Vendor", CompanyZone: time.UTC,
		Description: "ticket 7\nhttps://evil.test/\u202eGRANT", Window: access.Window{From: at.Add(2 * time.Hour), To: at.Add(6 * time.Hour)},
	}
	r.Asked.Window = r.Window
	l := access.Letter{
		Notice: n, Language: language, Zone: berlin, At: at, By: access.Signatory{Kind: access.KindUser, Name: "Sue Gräf (sue) @ Acme"}, Account: "Acme",
		Link: "https://latchkey.test/access-requests/req_1", Choices: "https://latchkey.test/profile", Request: &r,
	}
	if change != nil {
		change(&l)
	}
	return l
}

func personsFactor(l *access.Letter) { l.Request.Factors = &access.GranteeFactors{Person: true} }

func TestALetterInWords(t *testing.T) {
	for language, want := range map[string]access.Written{
		"en": {Language: "en", Subject: "Vera Lang (vera) from Vendor requests access to North", Body: `Vera Lang (vera) from Vendor requests access to Acme's company North.

Company: North, Acme
Requested by: Vera Lang (vera), Vendor
When: 1 Jun 2026, 14:00 CEST – 1 Jun 2026, 18:00 CEST
Company time (UTC): 1 Jun 2026, 12:00 UTC – 1 Jun 2026, 16:00 UTC
Access: read and edit
Sign-in: Signs in with a second factor. The account login Vendor, which would get access too, signs in with a password only.
Description:
> ticket 7
> https://evil.test/GRANT

Anyone who decides for Acme can grant or deny it. If nobody does, the request lapses on 1 Jun 2026, 18:00 CEST.

https://latchkey.test/access-requests/req_1

Times are in Europe/Berlin. To change which notifications you get, and how, go to:
https://latchkey.test/profile
`},
		"de": {Language: "de", Subject: "Vera Lang (vera) von Vendor hat Zugriff auf North angefragt", Body: `Vera Lang (vera) von Vendor hat Zugriff auf das Unternehmen North des Accounts Acme angefragt.

Unternehmen: North, Acme
Angefragt von: Vera Lang (vera), Vendor
Zeitraum: 1. Juni 2026, 14:00 MESZ – 1. Juni 2026, 18:00 MESZ
Ortszeit des Unternehmens (UTC): 1. Juni 2026, 12:00 UTC – 1. Juni 2026, 16:00 UTC
Zugriff: lesen und bearbeiten
Anmeldung: Meldet sich mit einem zweiten Faktor an. Beim Account-Login Vendor, der ebenfalls Zugriff erhielte, genügt das Kennwort.
Beschreibung:
> ticket 7
> https://evil.test/GRANT

Wer für Acme entscheidet, kann den Zugriff gewähren oder die Anfrage ablehnen. Ohne Entscheidung verfällt die Anfrage am 1. Juni 2026, 18:00 MESZ.

https://latchkey.test/access-requests/req_1

Zeitangaben in der Zeitzone Europe/Berlin. Worüber und wie Sie informiert werden, wählen Sie hier:
https://latchkey.test/profile
`},
	} {
		if got := Letters("en")(northLetter(access.NoticeAsked, language, personsFactor)); got != want {
			t.Errorf("%s: got\n%s\n%s\nwant\n%s\n%s", language, got.Subject, got.Body, want.Subject, want.Body)
		}
	}
	if got := Letters("de")(northLetter(access.NoticeAsked, "", nil)).Language; got != "de" {
		t.Errorf("to a reader of no known language in %s", got)
	}
}

// TestEveryLetterHasWords: each kind has its own subject and sentence in each language, and says
// everything that it must.
func TestEveryLetterHasWords(t *testing.T) {
	const reason = "Not in June.\nBcc: all@acme"
	invoice := access.Invoice{Number: "2026-000001", Issuer: access.Party{Name: "Counter", Email: "ada@counter.example"}, Account: access.Party{Name: "Acme"}, VATRate: "19.00", Note: "Pay here:\nhttps://evil.test/\u202e"}
	login := func(of access.LoginLetter) func(*access.Letter) {
		return func(l *access.Letter) { l.Request, l.Login = nil, &of }
	}
	changed := func(what access.LoginChange) func(*access.Letter) {
		return login(access.LoginLetter{Name: "pia @ Acme", Changed: []access.LoginChange{what}, Under: northLetter("", "", nil).Request, Moved: true})
	}
	security := func(of access.SecurityNews) func(*access.Letter) {
		of.Address, of.Browser = "203.0.113.9", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
		return login(access.LoginLetter{Name: "pia @ Acme", Security: &of})
	}
	extension := func(l *access.Letter) { l.Request.Extends, l.Reason = "req_0", reason }
	seen := map[string]string{}
	for _, c := range []struct {
		of     access.Notice
		change func(*access.Letter)
		says   []string
	}{
		{access.NoticeAsked, nil, []string{"Vera Lang (vera)", "North"}},
		{access.NoticeExtensionAsked, nil, []string{"Vera Lang (vera)", "North"}},
		{access.NoticeReminder, nil, []string{"Vera Lang (vera)", "North"}},
		{access.NoticeEntered, nil, []string{"Sue Gräf (sue) @ Acme", "12:00 CEST"}},
		{access.NoticeVisit, nil, []string{"Vera Lang (vera)", "North"}},
		{access.NoticeUserMade, func(l *access.Letter) { l.Request, l.UserMade = nil, "helper" }, []string{"helper", "Acme"}},
		{access.NoticeGranted, nil, []string{"Sue Gräf (sue) @ Acme"}},
		{access.NoticeGrantedLess, func(l *access.Letter) { l.Request.ReadOnly = true }, []string{"Sue Gräf (sue) @ Acme", "18:00 CEST, "}},
		{access.NoticeDenied, func(l *access.Letter) { l.Reason = reason }, []string{"\n> Not in June.\n> Bcc: all@acme\n"}},
		{access.NoticeNobodyDecides, nil, []string{"North", "18:00 CEST"}},
		{access.NoticeShortened, nil, []string{"Sue Gräf (sue) @ Acme", "18:00 CEST"}},
		{access.NoticeEnding, nil, []string{"18:00 CEST"}},
		{access.NoticeRevoked, func(l *access.Letter) { l.Reason = reason }, []string{"Sue Gräf (sue) @ Acme", "> Not in June.\n"}},
		{access.NoticeFrozen, func(l *access.Letter) { l.Reason = reason }, []string{"Sue Gräf (sue) @ Acme", "> Not in June.\n"}},
		{access.NoticeHandedBack, nil, []string{"Sue Gräf (sue) @ Acme"}},
		{access.NoticeWithdrawn, nil, []string{"Sue Gräf (sue) @ Acme"}},
		{access.NoticeExpired, nil, []string{"18:00 CEST"}},
		{access.NoticeLapsed, nil, []string{"North"}},
		{access.NoticeGranted, extension, []string{"Sue Gräf (sue) @ Acme", "18:00 CEST."}},
		{access.NoticeGrantedLess, extension, []string{"Sue Gräf (sue) @ Acme", "18:00 CEST."}},
		{access.NoticeDenied, extension, []string{"Sue Gräf (sue) @ Acme", "> Not in June.\n"}},
		{access.NoticeSetupLinkMade, login(access.LoginLetter{Name: "pia @ Acme"}), []string{"Sue Gräf (sue) @ Acme", "pia @ Acme", "12:00 CEST"}},
		{access.NoticePasswordSet, login(access.LoginLetter{Name: "pia @ Acme"}), []string{"Sue Gräf (sue) @ Acme", "pia @ Acme"}},
		{access.NoticeWrongFactors, login(access.LoginLetter{Name: "pia @ Acme", Times: 63}), []string{"63 ", "pia @ Acme", "12:00 CEST"}},
		{access.NoticeWrongPasswords, login(access.LoginLetter{Name: "pia @ Acme", Times: 63}), []string{"63 ", "pia @ Acme", "12:00 CEST"}},
		{access.NoticeEmailChanged, login(access.LoginLetter{Name: "pia @ Acme"}), []string{"Sue Gräf (sue) @ Acme", "pia @ Acme"}},
		{access.NoticeLoginChanged, changed("roles"), []string{"pia @ Acme", "North", "Vera Lang (vera)", "req_1", "14:00 CEST"}},
		{access.NoticeLoginChanged, changed(access.LoginActivated), []string{"pia @ Acme"}},
		{access.NoticeLoginChanged, changed(access.LoginDeactivated), []string{"pia @ Acme"}},
		{access.NoticeLoginChanged, changed(access.LoginDeleted), []string{"pia @ Acme"}},
		{access.NoticeInvoiceIssued, func(l *access.Letter) { l.Request, l.Invoice = nil, &invoice }, []string{"2026-000001", "Counter, ada@counter.example", "> https://evil.test/\n"}},
		{access.NoticeInvoiceCancelled, func(l *access.Letter) { l.Request, l.Invoice, l.Counter = nil, &invoice, "2026-000002" }, []string{"2026-000001", "2026-000002"}},
		{access.NoticeDigest, func(l *access.Letter) {
			l.Request, l.Gathered = nil, []access.Gathered{{At: l.At, Subject: "A subject", Link: "https://latchkey.test/1", State: access.Active}}
		}, []string{"1 ", "2026, 12:00 CEST: A subject. ", "\nhttps://latchkey.test/1\n"}},
		{access.Notice(access.SecuritySignedIn), security(access.SecurityNews{Event: access.SecuritySignedIn}), []string{"pia @ Acme", "12:00 CEST", "Browser: Firefox ", " Linux\n", ": 203.0.113.9\n"}},
		{access.Notice(access.SecurityPasskeyAdded), security(access.SecurityNews{Event: access.SecurityPasskeyAdded, Name: "Anna's phone"}), []string{"Anna's phone", "12:00 CEST"}},
		{access.Notice(access.SecurityPasskeyRefused), security(access.SecurityNews{Event: access.SecurityPasskeyRefused, Name: "Anna's phone"}), []string{"Anna's phone"}},
		{access.Notice(access.SecurityPasskeyRemoved), security(access.SecurityNews{Event: access.SecurityPasskeyRemoved, Name: "Anna's phone"}), []string{"Anna's phone"}},
		{access.Notice(access.SecurityNewEmail), security(access.SecurityNews{Event: access.SecurityNewEmail}), []string{"Sue Gräf (sue) @ Acme", "12:00 CEST"}},
		{access.Notice(access.SecuritySignedOutByOthers), security(access.SecurityNews{Event: access.SecuritySignedOutByOthers}), []string{"Sue Gräf (sue) @ Acme"}},
		{access.Notice(access.SecurityResetStopped), security(access.SecurityNews{Event: access.SecurityResetStopped}), []string{"Sue Gräf (sue) @ Acme"}},
		{access.Notice(access.SecurityRecoveryUsed), security(access.SecurityNews{Event: access.SecurityRecoveryUsed, Left: 9}), []string{" 9 "}},
		{access.Notice(access.SecurityOthersResetAsked), security(access.SecurityNews{Event: access.SecurityOthersResetAsked, Name: "pia @ Acme", Effective: time.Date(2026, 6, 2, 10, 30, 0, 0, time.UTC)}), []string{"Sue Gräf (sue) @ Acme", "2026, 12:30 CEST"}},
		{access.Notice(access.SecurityOthersResetStopped), security(access.SecurityNews{Event: access.SecurityOthersResetStopped, Name: "pia @ Acme"}), []string{"Sue Gräf (sue) @ Acme"}},
		{access.Notice(access.SecurityOthersFactorsReset), security(access.SecurityNews{Event: access.SecurityOthersFactorsReset, Name: "pia @ Acme"}), []string{"12:00 CEST"}},
		{access.Notice(access.SecurityResetAsked), security(access.SecurityNews{Event: access.SecurityResetAsked, Effective: time.Date(2026, 6, 2, 10, 30, 0, 0, time.UTC)}), []string{"Sue Gräf (sue) @ Acme", "2026, 12:30 CEST"}},
	} {
		for _, w := range words.All {
			l := northLetter(c.of, w.Tag, c.change)
			got := Letters("en")(l)
			whole := got.Subject + "\n" + got.Body
			first, _, _ := strings.Cut(got.Body, "\n")
			for _, text := range []string{got.Subject, first} {
				if other, again := seen[w.Tag+text]; again || text == "" {
					t.Errorf("%s in %s begins %q as %s does", c.of, w.Tag, text, other)
				}
				seen[w.Tag+text] = string(c.of)
			}
			for _, says := range append(c.says, l.Zone.String()) {
				says = strings.ReplaceAll(says, "CEST", w.Format.Zone(l.At.In(l.Zone)))
				if !strings.Contains(whole, says) && (l.Invoice == nil || says != l.Zone.String()) {
					t.Errorf("%s in %s does not say %q:\n%s", c.of, w.Tag, says, whole)
				}
			}
			if l.Login == nil && !strings.HasSuffix(got.Body, "\nhttps://latchkey.test/profile\n") || strings.Contains(whole, "\u202e") || strings.Contains(whole, "\nBcc") || strings.Contains(whole, "\n\n\n") {
				t.Errorf("%s in %s:\n%s", c.of, w.Tag, whole)
			}
		}
	}
}

func TestWhoALetterIsFrom(t *testing.T) {
	for _, c := range []struct {
		by     access.Signatory
		en, de string
	}{
		{access.Signatory{Kind: access.KindOperator, Name: "operator"}, "The operator of Latchkey", "Der Betreiber von Latchkey"},
		{access.Signatory{Kind: access.KindUser, Name: "spy @ Acme", Owner: "Vendor"}, "spy @ Acme (external, from Vendor)", "spy @ Acme (extern, aus Vendor)"},
	} {
		for tag, want := range map[string]string{"en": c.en, "de": c.de} {
			l := northLetter(access.NoticeRevoked, tag, func(l *access.Letter) { l.By, l.StandsIn = c.by, "Max" })
			got := Letters("en")(l)
			if !strings.HasPrefix(got.Subject, want+" ") || !strings.Contains(got.Body, " Max") {
				t.Errorf("%s in %s: %+v", c.by, tag, got)
			}
		}
	}
}

// TestASecurityLetter: it names no browser that the program does not know, because whoever signs in
// chooses what a browser sends.
func TestASecurityLetter(t *testing.T) {
	l := northLetter("", "en", func(l *access.Letter) {
		l.Request, l.Link = nil, "https://latchkey.test/profile/security"
		l.Login = &access.LoginLetter{Name: "pia @ Acme", Security: &access.SecurityNews{
			Event: access.SecurityPasskeyRemoved, Name: "Anna's phone", Ended: 2, Address: "203.0.113.9", Browser: "Call +1 555 0100 now",
		}}
	})
	want := access.Written{Language: "en", Subject: "A passkey was removed from your login pia @ Acme", Body: `The passkey “Anna's phone” was removed from your login pia @ Acme on 1 Jun 2026, 12:00 CEST. It no longer signs anyone in. This signed the login out everywhere else.

Browser: unknown
IP address: 203.0.113.9

If you don't recognise this, someone else may be able to sign in as you. Open “Sign-in and security”: change your password, remove passkeys that aren't yours, and sign out everywhere else. Then tell the administrators of Acme.

https://latchkey.test/profile/security

Times are in Europe/Berlin.
`}
	if got := Letters("en")(l); got != want {
		t.Errorf("got\n%s\n%s\nwant\n%s\n%s", got.Subject, got.Body, want.Subject, want.Body)
	}
}
