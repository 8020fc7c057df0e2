package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/handlers"
	"latchkey/idp"
	"latchkey/views"
	"latchkey/words"
)

type serveCmd struct {
	database
	keyFile
	factorsKeyFile
	headsFlags
	Addr           string    `env:"LATCHKEY_ADDR" default:"127.0.0.1:8080" help:"The address to listen on. Port 0 picks a free port."`
	URL            string    `name:"url" env:"LATCHKEY_URL" placeholder:"URL" help:"The address that browsers use, like https://admin.example.com. Default: http at --addr if that is only this machine; otherwise https through a proxy in front."`
	TrustedProxies []network `env:"LATCHKEY_TRUSTED_PROXIES" placeholder:"NETWORK" help:"The proxies whose X-Forwarded-For header to trust, like 10.0.0.5/32. Name only the proxies themselves. By default, none."`
	MaxWindow      length    `env:"LATCHKEY_MAX_WINDOW" default:"720h" help:"The longest access that anyone can request."`
	SessionLength  length    `name:"session-length" env:"LATCHKEY_SESSION_LENGTH" default:"12h" help:"How long a session lasts at most. Then people sign in again."`
	Idle           length    `env:"LATCHKEY_IDLE" default:"30m" help:"After how long without use a session ends before that. 0 means never."`
	FreshFor       length    `env:"LATCHKEY_FRESH_FOR" default:"15m" help:"How long after proving who they are people can grant access, change roles or export without confirming again."`
	SecondFactor   bool      `name:"require-second-factor" env:"LATCHKEY_REQUIRE_SECOND_FACTOR" default:"true" negatable:"" help:"Everyone who acts by ADMINISTRATOR, SUPPORT, CONSULTANT or SALES must have a second factor, and adds one when they sign in."`
	AllowPrivate   bool      `name:"allow-private-identity-providers" env:"LATCHKEY_ALLOW_PRIVATE_IDENTITY_PROVIDERS" help:"Accounts may set identity providers inside this server's own network, and http on this machine. Without it, customers can't make the server call addresses that only it reaches."`
	TicketURL      ticketURL `name:"ticket-url" env:"LATCHKEY_TICKET_URL" placeholder:"URL" help:"Where a ticket is in your own system, like https://help.example.com/{ticket}. Tickets of access requests then lead there."`
	Reasons        []string  `name:"reason" env:"LATCHKEY_REASONS" sep:";" placeholder:"TEXT" help:"A reason for access that the form offers, like \"Month-end closing\". Repeat it for several, or separate them with semicolons."`
	Language       string    `env:"LATCHKEY_LANGUAGE" default:"en" placeholder:"TAG" help:"The language of e-mails to people who haven't chosen one or signed in with a browser that states one: en or de."`
	mailFlags
	vendorFlags
	backupFlags
	metricsFlags
	passwordsFlag
	LogLevel level `env:"LATCHKEY_LOG_LEVEL" default:"INFO" help:"DEBUG, INFO, WARN or ERROR."`
}

// Timeouts of the HTTP server.
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 15 * time.Second
	writeTimeout  = 30 * time.Second
	idleTimeout   = 2 * time.Minute
	maxHeader     = 64 << 10
)

func (c *serveCmd) Run(g *globals) error {
	g.surviveOutput()
	if err := c.checkFlags(); err != nil {
		return err // before a database is created
	}
	list, err := c.openList(g.ctx, checkedAtOnce)
	if err != nil {
		return err
	}
	defer list.Close() //nolint:errcheck // it was only read
	key := c.path(c.DB)
	if err := placeKey(g.ctx, c.DB, key); err != nil {
		return err
	}
	signer, isNew, err := readKey(key)
	if err != nil {
		return err
	}
	if !isNew {
		if err := notEmpty(c.DB, key); err != nil {
			return err
		}
	}
	factors, newFactors, err := readFactorsKey(c.factorsPath(c.DB))
	if err != nil {
		return err
	}
	log := newLog(g.stderr, slog.Level(c.LogLevel))
	store, svc, err := openIn(g.ctx, c.DB, c.BackupDir, access.Config{
		MailWaits: func(err error) {
			log.Warn("the result of sending an e-mail can't be saved yet: retrying every second", "error", err.Error())
		},
		MaxWindow: time.Duration(c.MaxWindow), SessionLifetime: time.Duration(c.SessionLength), Idle: time.Duration(c.Idle), RequireSecondFactor: c.SecondFactor, Signer: signer, Backups: &access.BackupPlan{Every: c.every()},
		KnownPassword: c.knows(list, log), FreshFor: time.Duration(c.FreshFor), FactorKeys: factors,
	})
	if err != nil {
		return err
	}
	end := newStopping(g.ctx)
	defer end.over()
	check := func(ctx context.Context) error { return quickCheck(ctx, log, c.DB, store, svc) }
	err = serveChecked(end, log, c.DB, check, func() error {
		if err := useKey(g.ctx, svc, signer, key, c.DB, isNew); err != nil {
			return err
		}
		if err := useFactorsKey(g.ctx, svc, factors, c.factorsPath(c.DB), c.DB, newFactors); err != nil {
			return err
		}
		return c.listen(g, end, log, store, svc)
	})
	return errors.Join(err, end.within("closing the database", store.Close))
}

// checkFlags checks what needs no file.
func (c *serveCmd) checkFlags() error {
	if time.Duration(c.MaxWindow) < time.Minute {
		return errors.New("--max-window must be at least 1m")
	}
	if time.Duration(c.SessionLength) < time.Minute {
		return errors.New("--session-length must be at least 1m")
	}
	if idle := time.Duration(c.Idle); idle != 0 && idle < time.Second {
		return errors.New("--idle must be at least 1s, or 0 for never")
	}
	if time.Duration(c.FreshFor) < time.Second {
		return errors.New("--fresh-for must be at least 1s")
	}
	if err := checkReasons(c.Reasons); err != nil {
		return err
	}
	if c.MailFrom != "" && c.SMTP == "" {
		return errors.New("--mail-from needs --smtp, the mail server to send with")
	}
	if c.Hello != "" && c.SMTP == "" {
		return errors.New("--smtp-hello needs --smtp, the mail server to say it to")
	}
	if !slices.Contains(words.Tags(), c.Language) {
		return fmt.Errorf("--language must be one of %s, not %q", strings.Join(words.Tags(), ", "), c.Language)
	}
	if c.URL != "" {
		if _, err := publicURL(c.URL); err != nil {
			return err
		}
	}
	_, err := c.vendor()
	return errors.Join(err, c.check(), c.checkBackups())
}

func (c *serveCmd) listen(g *globals, end stopping, log *slog.Logger, store *db.Store, svc *access.Service) (err error) {
	l, err := listen(g.ctx, c.Addr, c.URL)
	if err != nil {
		return err
	}
	defer l.Close() //nolint:errcheck // the server has closed it
	var beside sync.WaitGroup
	defer func() { end.begin(); err = errors.Join(err, end.wait("what runs beside the server", &beside)) }()
	vendor, err := c.vendor()
	if err != nil {
		return err
	}
	vendor.TicketURL, vendor.Reasons = string(c.TicketURL), trimmed(c.Reasons)
	by, err := c.server(c.URL, !l.secure)
	if err != nil {
		return err
	}
	if by != nil {
		by.from.Name = cmp.Or(by.from.Name, vendor.Name)
		svc.EnableMail(links(l.address), vendor.Signed(views.Letters(c.Language)))
		beside.Go(func() { sendMails(end, log, svc, by.send) })
		beside.Go(func() { answerForgotten(end.running, log, svc) })
	}
	token, err := svc.OfferSetup(g.ctx)
	if err != nil {
		return err
	}
	if token != "" {
		_, err = fmt.Fprintf(g.stdout, "There is no ADMINISTRATOR yet. Create the first one here. The address works once, for 24 hours:\n\n    %s%s\n\n", l.address, views.SetupURL(token))
		if err != nil {
			return err
		}
	}
	keeper := &headKeeper{headsFlags: c.headsFlags, svc: svc, log: log}
	if err := keeper.begin(g.ctx); err != nil {
		return err
	}
	beside.Go(func() { keeper.run(end.running) })
	backing := &backupKeeper{backupFlags: c.backupFlags, backups: backups{store: store, svc: svc}, key: c.path(c.DB), factorsKey: c.factorsPath(c.DB), log: log}
	beside.Go(func() { backing.run(end.running) })
	watching, err := c.watch(g.ctx, log, store, svc)
	if err != nil {
		return err
	}
	defer watching.close()
	config := handlers.Config{Log: log, SecureCookies: l.secure, URL: l.address, TrustedProxies: prefixes(c.TrustedProxies), Metrics: watching,
		Vendor: vendor}
	warnOfNoProxies(log, config)
	if c.headsNeedTLS() || by.needsTLS() {
		warnOfNoCertificates(log)
	}
	return serve(end, log, l, l.address, store, svc, config, c.AllowPrivate)
}

// listener is where a server listens, and the URL that browsers use. secure says that the URL is
// https.
type listener struct {
	net.Listener
	address string
	secure  bool
}

// listen listens at addr. public is --url, or "".
func listen(ctx context.Context, addr, public string) (l listener, err error) {
	if public != "" {
		u, err := publicURL(public)
		if err != nil {
			return l, err
		}
		l.address, l.secure = u.String(), u.Scheme == "https"
	}
	l.Listener, err = (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return l, listenError(addr, err)
	}
	if public != "" {
		return l, nil
	}
	l.address, l.secure = handlers.UnknownURL, true
	if local, ok := l.Addr().(*net.TCPAddr); ok && local.IP.IsLoopback() {
		l.address, l.secure = "http://"+l.Addr().String(), false
	}
	return l, nil
}

// listenError says what to do if a server cannot listen at addr.
func listenError(addr string, err error) error {
	host, port, splitErr := net.SplitHostPort(addr)
	number, numberErr := strconv.Atoi(port)
	var unknown *net.DNSError
	switch {
	case splitErr != nil || numberErr != nil || number < 0 || number > 65535:
		return fmt.Errorf("--addr must be like 127.0.0.1:8080, not %q", addr)
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("%s is in use by another program: stop it, or listen elsewhere with --addr", addr)
	case errors.Is(err, syscall.EADDRNOTAVAIL), errors.As(err, &unknown):
		return fmt.Errorf("this machine doesn't have the address %s: use --addr with one that it has, or 0.0.0.0 for all of them", host)
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("this user isn't allowed to listen on port %s: choose a port above 1023 with --addr, and put a proxy in front", port)
	default:
		return err
	}
}

// serve answers requests until the stop begins, then finishes the running ones. The error says what
// was lost. private allows identity providers inside this server's network.
func serve(end stopping, log *slog.Logger, l net.Listener, address string, store *db.Store, svc *access.Service, c handlers.Config, private bool) (err error) {
	if address != handlers.UnknownURL {
		if err := svc.EnablePasskeys(address); err != nil {
			return err
		}
		svc.EnableProviders(idp.Options{AllowPrivate: private})
	}
	h, err := handlers.New(svc, db.NewSessionStore(store, svc.Now), c)
	if err != nil {
		return err
	}
	slog.SetDefault(log) // libraries log to the same place
	idle := &newConnections{}
	server := &http.Server{
		Handler: h, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		ConnState: idle.track,
	}
	ctx := end.running
	var beside sync.WaitGroup
	defer func() {
		end.begin()
		err = errors.Join(err, finishAttempts(end.last, log, svc), end.wait("keeping the time", &beside))
	}()
	beside.Go(func() { giveMemoryBack(ctx) })
	beside.Go(func() { markTime(end, log, svc) })
	beside.Go(func() { writeAttempts(ctx, log, svc) })
	beside.Go(func() { endWebapps(ctx, log, svc) })
	if address != handlers.UnknownURL {
		beside.Go(func() { newLogoutSender(log, svc, address).run(end) })
	}
	beside.Go(func() { watchFile(ctx, log, store, watchEvery, checkpointEvery) })
	server.RegisterOnShutdown(h.CloseStreams)
	server.RegisterOnShutdown(idle.close)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	log.Info("serving", "address", address, "listen", l.Addr().String(), "version", version())
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Info("stopping")
	if err := server.Shutdown(end.finish); end.finish.Err() != nil {
		log.Warn("requests were cut off, because they hadn't finished when the server had to stop", "waited", finishWithin.String())
		return server.Close()
	} else if err != nil {
		return err
	}
	return nil
}
