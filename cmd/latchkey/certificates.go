package main

import (
	"crypto/x509"
	"log/slog"
	"strings"
)

// warnOfNoCertificates logs an error if Latchkey is to use TLS but the machine has no root
// certificates.
func warnOfNoCertificates(log *slog.Logger) {
	if pool, err := x509.SystemCertPool(); err != nil || pool.Equal(x509.NewCertPool()) {
		log.Error("this machine has no root certificates: e-mail and signed heads can't be sent over TLS. Install the package ca-certificates, or set SSL_CERT_FILE to a file that contains them")
	}
}

// headsNeedTLS reports whether heads go to a server over TLS.
func (f headsFlags) headsNeedTLS() bool {
	return strings.HasPrefix(strings.ToLower(f.HeadsURL), "https:")
}

// needsTLS reports whether mail goes to the server over TLS. s may be nil.
func (s *smtpServer) needsTLS() bool { return s != nil && (s.secure || !isLoopback(s.host)) }
