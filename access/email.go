package access

import (
	"net/mail"
	"strings"

	"golang.org/x/net/idna"
)

// The longest address that every mail server must accept, and the longest part before its @, in
// octets (RFC 5321, 4.5.3.1).
const (
	maxEmail      = 254
	maxEmailLocal = 64
)

// emailDomain converts a domain to the form that mail servers use, and refuses what is not a
// domain.
var emailDomain = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.BidiRule(), idna.StrictDomainName(true), idna.CheckHyphens(true), idna.VerifyDNSLength(true))

// ParseEmail returns an e-mail address in the one form in which it is stored, compared and sent: an
// international domain becomes xn--…, and domains are in lower case. It refuses an address that
// cannot receive mail; whether mail arrives shows only when it is sent.
func ParseEmail(text string) (string, Reason) {
	text = strings.TrimSpace(text)
	at := strings.LastIndex(text, "@")
	if at < 1 || at == len(text)-1 {
		return "", NoEmail{}
	}
	local, domain := text[:at], text[at+1:]
	for _, r := range local {
		if r > '~' {
			return "", EmailNotPlain{}
		}
	}
	ascii, err := emailDomain.ToASCII(domain)
	if err != nil || allDigits(ascii[strings.LastIndex(ascii, ".")+1:]) {
		return "", EmailDomain{Domain: domain}
	}
	if email := local + "@" + ascii; len(local) > maxEmailLocal || len(email) > maxEmail {
		return "", EmailTooLong{Most: maxEmail, MostLocal: maxEmailLocal}
	} else if a, err := mail.ParseAddress(email); err == nil && a.Name == "" && a.Address == email && !strings.ContainsAny(local, "\"( ") {
		return email, nil
	}
	return "", NoEmail{}
}

func allDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// checkEmail checks an optional e-mail address. was is the stored one. That stays as it is, even if
// it is typed in another spelling, or is from before addresses were checked.
func checkEmail(invalid *Invalid, email, was string) string {
	email = strings.TrimSpace(email)
	if email == "" || email == was {
		return email
	}
	parsed, mistake := ParseEmail(email)
	switch {
	case mistake != nil:
		invalid.add("email", mistake)
		return email
	case parsed == asciiEmail(was):
		return was
	}
	return parsed
}

// asciiEmail is an address in the form of ParseEmail. An invalid one stays as it is: its mails fail
// and say why.
func asciiEmail(email string) string {
	if parsed, mistake := ParseEmail(email); mistake == nil {
		return parsed
	}
	return email
}

// emailKey folds an address for comparison.
func emailKey(email string) string { return NameKey(asciiEmail(email)) }
