package main

import (
	"crypto/x509"
	"log/slog"
	"strings"
)

// warnOfNoCertificates says, where servers are to be spoken to by TLS, that there is nothing to
// know them by.
func warnOfNoCertificates(log *slog.Logger) {
	if pool, err := x509.SystemCertPool(); err != nil || pool.Equal(x509.NewCertPool()) {
		log.Error("there are no root certificates: no mail and no signed head can be sent by TLS. Install the package ca-certificates, or set SSL_CERT_FILE to a file that has them")
	}
}

// headsNeedTLS says whether heads go to a server by TLS.
func (f headsFlags) headsNeedTLS() bool {
	return strings.HasPrefix(strings.ToLower(f.HeadsURL), "https:")
}

// needsTLS says whether mail goes to the server by TLS; there may be none.
func (s *smtpServer) needsTLS() bool { return s != nil && (s.secure || !isLoopback(s.host)) }
