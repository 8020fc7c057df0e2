package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"latchkey/cmd/latchkey/smtptest"
	"latchkey/words"
)

// installation is a running server, an HTTPS proxy in front of it, and a mail server.
type installation struct {
	*testing.T
	dir, path, addr string
	proxy           *httptest.Server
	smtp            *smtptest.Server
	// bend changes what the proxy passes on, and delay makes it hold back answers. trusted is
	// --trusted-proxies of serve.
	bend    func(*httputil.ProxyRequest)
	delay   bool
	trusted string
	left    time.Duration
	names   []string
	doctor  doctorCmd
	stop    func()
}

func newInstallation(t *testing.T) *installation {
	t.Helper()
	i := &installation{T: t, dir: t.TempDir(), trusted: "127.0.0.1/32", left: 90 * 24 * time.Hour, names: []string{"127.0.0.1"}, smtp: smtptest.Start(t)}
	must(t, os.Chmod(i.dir, 0o700))
	i.path = filepath.Join(i.dir, "latchkey.db")
	return i
}

// certificate makes a certificate, and the new authority that signed it.
func (i *installation) certificate() (tls.Certificate, *x509.CertPool) {
	i.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(i, err)
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(i.left), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	for _, name := range i.names {
		if ip := net.ParseIP(name); ip != nil {
			c.IPAddresses = append(c.IPAddresses, ip)
		} else {
			c.DNSNames = append(c.DNSNames, name)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	must(i, err)
	if c, err = x509.ParseCertificate(der); err != nil {
		i.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(c)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

// start starts the proxy and the server, and fills in the flags of both commands.
func (i *installation) start() {
	i.Helper()
	// Other tests' servers and clients get ports of 127.0.0.1, so none of them takes this one.
	l, err := (&net.ListenConfig{}).Listen(i.Context(), "tcp", "127.0.13.8:0")
	must(i, err)
	i.addr = l.Addr().String()
	must(i, l.Close())
	proxy := &httputil.ReverseProxy{FlushInterval: -1, ErrorLog: quiet, Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(&url.URL{Scheme: "http", Host: i.addr})
		r.Out.Host = r.In.Host
		r.Out.Header["X-Forwarded-For"] = r.In.Header["X-Forwarded-For"]
		r.SetXForwarded()
		if i.bend != nil {
			i.bend(r)
		}
	}}
	if i.delay {
		proxy.ModifyResponse = func(r *http.Response) error {
			whole, err := io.ReadAll(r.Body)
			r.Body = io.NopCloser(bytes.NewReader(whole))
			return err
		}
	}
	certificate, pool := i.certificate()
	i.proxy = httptest.NewUnstartedServer(proxy)
	i.proxy.Config.ErrorLog = quiet
	i.proxy.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	i.proxy.StartTLS()
	i.Cleanup(i.proxy.Close)
	i.doctor.roots = pool
	i.doctor.DB, i.doctor.Addr, i.doctor.URL = i.path, i.addr, i.proxy.URL
	i.doctor.SMTP, i.doctor.MailFrom = i.smtp.URL(), fromLatchkey
	i.doctor.SessionLength, i.doctor.FreshFor = length(time.Hour), length(time.Hour)
	i.doctor.HeadsFile, i.doctor.HeadsEvery, i.doctor.MaxWindow = filepath.Join(i.dir, "heads"), length(time.Hour), length(time.Hour)
	i.doctor.BackupDir, i.doctor.BackupEvery, i.doctor.BackupKeep = i.TempDir(), length(6*time.Hour), 2
	i.serve()
}

// serve runs the real command until the end of the test, or until stop is called.
func (i *installation) serve() {
	i.Helper()
	ctx, cancel := context.WithCancel(i.Context())
	c := i.doctor.serveCmd
	c.Language = words.English().Tag
	if i.trusted != "" {
		c.TrustedProxies = []network{network(netip.MustParsePrefix(i.trusted))}
	}
	var log bytes.Buffer
	var running sync.WaitGroup
	running.Go(func() {
		if err := c.Run(&globals{ctx: ctx, stdin: strings.NewReader(""), stdout: io.Discard, stderr: &log}); err != nil {
			i.Errorf("serve: %v", err)
		}
	})
	i.stop = sync.OnceFunc(func() {
		cancel()
		running.Wait()
	})
	i.Cleanup(i.stop)
	for range 600 {
		_, err := readiness(ctx, i.addr, answerTimeout)
		content, readErr := os.ReadFile(i.doctor.HeadsFile)
		made, _, backupErr := backupsIn(i.doctor.BackupDir)
		if err == nil && readErr == nil && len(content) > 0 && backupErr == nil && len(made) > 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	i.stop()
	i.Fatalf("it does not serve: %s", log.String())
}

// examined returns what doctor says.
func (i *installation) examined() (said string, err error) {
	var out bytes.Buffer
	err = i.doctor.Run(&globals{ctx: i.Context(), stdout: &out, stderr: io.Discard})
	return out.String(), err
}

func TestDoctorFindsNothingInASoundInstallation(t *testing.T) {
	i := newInstallation(t)
	i.Setenv("TMPDIR", "")
	i.start()
	i.doctor.To = "operator@example.com"
	said, err := i.examined()
	if err != nil || strings.Contains(said, "WRONG") || strings.Contains(said, "not checked") {
		t.Errorf("%v\n%s", err, said)
	}
	for _, part := range []string{"files", "disk", "server", "database", "clock", "time zones", "signed heads", "passwords", "backups", "certificate", "address", "events", "mail"} {
		if !regexp.MustCompile(`(?m)^ok: ` + part + `: `).MatchString(said) {
			t.Errorf("nothing is said of %s:\n%s", part, said)
		}
	}
	factors := i.path + ".factors.key"
	hasAll(t, "it said", said, "ok: factors key: "+factors+" opens everything that is encrypted\n")
	hasNone(t, "it looks at no folder that nothing uses: it said", said, " free in "+os.TempDir()+"\n")
	if mails := i.smtp.Received(); len(mails) != 1 || mails[0].To != "operator@example.com" || strings.Contains(said, "secret") {
		t.Errorf("%+v", mails)
	}
	response, err := i.proxy.Client().Get(i.proxy.URL + "/doctor")
	must(t, err)
	defer response.Body.Close() //nolint:errcheck // a test
	if body := firstLine(response.Body); response.StatusCode != http.StatusNotFound || body != "not found" {
		t.Errorf("a stranger is told %d %q", response.StatusCode, body)
	}
	must(t, os.Remove(factors))
	said, _ = i.examined()
	hasAll(t, "without a factors key it said", said, "WRONG: factors key: the factors key file "+factors+" is missing, and with it the key of the signing keys for webapps: ")
}
