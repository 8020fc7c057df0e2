package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"latchkey/access"
	"latchkey/db"
	"latchkey/handlers"
)

// metricsFlags say where a server offers its metrics.
type metricsFlags struct {
	MetricsAddr string `env:"LATCHKEY_METRICS_ADDR" placeholder:"ADDRESS" help:"The address that serves /metrics for Prometheus, like 127.0.0.1:9464. It's separate from --addr and has no sign-in. Without it, there are no metrics."`
}

const (
	// slowStatement is how long a statement may take before the log has a warning.
	slowStatement = 250 * time.Millisecond
	// figuresFor is how long the figures from the database are reused. figuresWithin limits how
	// long reading them takes.
	figuresFor, figuresWithin = 5 * time.Second, 2 * time.Second
)

// metricsObserver passes to Prometheus what a server does. Each label has only a few values, and
// none comes from a request.
type metricsObserver struct {
	log                 *slog.Logger
	server              *http.Server
	requests            *prometheus.CounterVec
	seconds             *prometheus.HistogramVec
	inFlight            prometheus.Gauge
	statements, sqlTime *prometheus.CounterVec
	turns               prometheus.Histogram
	signIns             *prometheus.CounterVec
	registry            *prometheus.Registry
}

// watch begins to observe a server, and listens on the address of the flag.
func (f metricsFlags) watch(ctx context.Context, log *slog.Logger, store *db.Store, svc *access.Service) (*metricsObserver, error) {
	w := newMetricsObserver(log)
	store.Observe(w)
	w.registry.MustRegister(
		w.requests, w.seconds, w.inFlight, w.statements, w.sqlTime, w.turns, w.signIns, newFigures(store, svc),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	if f.MetricsAddr == "" {
		return w, nil
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", f.MetricsAddr)
	if err != nil {
		return nil, errors.New(strings.ReplaceAll(listenError(f.MetricsAddr, err).Error(), "--addr", "--metrics-addr"))
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(w.registry, promhttp.HandlerOpts{
		MaxRequestsInFlight: 2, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn), ErrorHandling: promhttp.ContinueOnError,
	}))
	w.server = &http.Server{
		Handler: mux, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	log.Info("metrics", "listen", l.Addr().String())
	go func() {
		if err := w.server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			log.Error("metrics", "error", err.Error())
		}
	}()
	return w, nil
}

func newMetricsObserver(log *slog.Logger) *metricsObserver {
	opts := func(name, help string) prometheus.CounterOpts {
		return prometheus.CounterOpts{Name: "latchkey_" + name, Help: help}
	}
	w := &metricsObserver{
		log: log, registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(opts("http_requests_total", "Requests answered."), []string{"method", "route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "latchkey_http_request_seconds", Help: "How long requests took, but for streams of events.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"route"}),
		inFlight:   prometheus.NewGauge(prometheus.GaugeOpts{Name: "latchkey_http_requests_in_flight", Help: "Requests being answered, streams of events included."}),
		statements: prometheus.NewCounterVec(opts("sql_statements_total", "SQL statements executed."), []string{"statement"}),
		sqlTime:    prometheus.NewCounterVec(opts("sql_seconds_total", "How long SQLite worked on statements; commits wait for the disk."), []string{"statement"}),
		turns: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "latchkey_write_wait_seconds", Help: "How long writes waited for their turn.", Buckets: []float64{.001, .005, .01, .05, .1, .5, 1, 2.5, 5, 10},
		}),
		signIns: prometheus.NewCounterVec(opts("sign_ins_total", "Tries to sign in, by how they ended."), []string{"result"}),
	}
	for _, result := range handlers.SignInResults {
		w.signIns.WithLabelValues(result)
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "latchkey_build_info", Help: "The version that runs; always 1.", ConstLabels: prometheus.Labels{"version": version(), "go": runtime.Version()},
	})
	build.Set(1)
	w.registry.MustRegister(build)
	return w
}

// close stops the metrics server immediately.
func (w *metricsObserver) close() {
	if w.server != nil {
		_ = w.server.Close() // Prometheus will ask again
	}
}

// RequestBegan implements handlers.Metrics.
func (w *metricsObserver) RequestBegan() { w.inFlight.Inc() }

// RequestEnded implements handlers.Metrics.
func (w *metricsObserver) RequestEnded(method, route string, status int, took time.Duration) {
	w.inFlight.Dec()
	w.requests.WithLabelValues(method, route, strconv.Itoa(status)).Inc()
	if !handlers.IsStream(route) {
		w.seconds.WithLabelValues(route).Observe(took.Seconds())
	}
}

// SignedIn implements handlers.Metrics.
func (w *metricsObserver) SignedIn(result string) { w.signIns.WithLabelValues(result).Inc() }

// Statement implements db.Observer. It logs a warning for a slow statement, without its values.
func (w *metricsObserver) Statement(name string, took time.Duration) {
	w.statements.WithLabelValues(name).Inc()
	w.sqlTime.WithLabelValues(name).Add(took.Seconds())
	if took > slowStatement {
		w.log.Warn("slow statement", "statement", name, "ms", took.Milliseconds())
	}
}

// Turn implements db.Observer.
func (w *metricsObserver) Turn(waited time.Duration) { w.turns.Observe(waited.Seconds()) }

// figures are read on request, but from the database at most every few seconds.
type figures struct {
	store *db.Store
	svc   *access.Service
	descs map[string]*prometheus.Desc

	mu   sync.Mutex
	read time.Time
	last access.Figures
	err  error
}

// figureNames has the name of each figure and its description.
var figureNames = map[string]string{
	"database_up":                         "Whether these figures could be read from the database within 2 seconds.",
	"database_bytes":                      "The size of the database file.",
	"wal_bytes":                           "The size of its write-ahead log.",
	"disk_bytes":                          "The size of the disk that the database is on.",
	"disk_free_bytes":                     "What is free on that disk.",
	"writes_waiting":                      "Writes that wait for their turn.",
	"writes_oldest_wait_seconds":          "For how long the first of them does.",
	"access_requests_waiting":             "Access requests that wait for a decision.",
	"access_requests_oldest_wait_seconds": "For how long the oldest of them does; 0 where there is none.",
	"grants_live":                         "Grants that let somebody in now.",
	"mails_waiting":                       "Mails to be sent.",
	"mails_oldest_wait_seconds":           "For how long the oldest of them is due; 0 where there is none.",
	"mails_failed":                        "Mails of the last 30 days that were given up.",
	"logouts_waiting":                     "Sign-ins that are over and of which webapps are still to be told.",
	"logouts_oldest_wait_seconds":         "For how long the oldest of them has been over; 0 where there is none.",
	"logouts_given_up":                    "Sign-ins of the last 30 days that are over and of which webapps were never told.",
	"head_signed_timestamp_seconds":       "When the record's head was signed last; 0 for never.",
	"backup_timestamp_seconds":            "When the last backup was made; 0 for never.",
}

func newFigures(store *db.Store, svc *access.Service) *figures {
	f := &figures{store: store, svc: svc, descs: map[string]*prometheus.Desc{}}
	for name, help := range figureNames {
		f.descs[name] = prometheus.NewDesc("latchkey_"+name, help, nil, nil)
	}
	return f
}

// Describe implements prometheus.Collector.
func (f *figures) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range f.descs {
		ch <- d
	}
}

// Collect implements prometheus.Collector.
func (f *figures) Collect(ch chan<- prometheus.Metric) {
	tell := func(name string, value float64) {
		ch <- prometheus.MustNewConstMetric(f.descs[name], prometheus.GaugeValue, value)
	}
	if z, err := f.store.Sizes(); err == nil {
		tell("database_bytes", float64(z.Database))
		tell("wal_bytes", float64(z.WAL))
		tell("disk_bytes", float64(z.Disk))
		tell("disk_free_bytes", float64(z.Free))
	}
	n, oldest := f.store.Waiting()
	tell("writes_waiting", float64(n))
	tell("writes_oldest_wait_seconds", oldest.Seconds())
	now, err := f.recent()
	if err != nil {
		tell("database_up", 0)
		return
	}
	tell("database_up", 1)
	tell("access_requests_waiting", float64(now.RequestsWaiting))
	tell("access_requests_oldest_wait_seconds", elapsed(now.At, now.OldestRequest))
	tell("grants_live", float64(now.LiveGrants))
	tell("mails_waiting", float64(now.MailsWaiting))
	tell("mails_oldest_wait_seconds", elapsed(now.At, now.OldestMail))
	tell("mails_failed", float64(now.MailsFailed))
	tell("logouts_waiting", float64(now.LogoutsWaiting))
	tell("logouts_oldest_wait_seconds", elapsed(now.At, now.OldestLogout))
	tell("logouts_given_up", float64(now.LogoutsGivenUp))
	tell("head_signed_timestamp_seconds", stamp(now.Head))
	tell("backup_timestamp_seconds", stamp(now.Backup))
}

// recent returns the figures from the database, which may be a few seconds old.
func (f *figures) recent() (access.Figures, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.read.IsZero() || time.Since(f.read) >= figuresFor {
		ctx, cancel := context.WithTimeout(context.Background(), figuresWithin)
		defer cancel()
		f.last, f.err = f.svc.Figures(ctx)
		f.read = time.Now()
	}
	return f.last, f.err
}

// elapsed returns the time since since in seconds, or 0 if since is zero.
func elapsed(now, since time.Time) float64 {
	if since.IsZero() {
		return 0
	}
	return max(0, now.Sub(since).Seconds())
}

// stamp returns an instant in Prometheus's format, or 0 for none.
func stamp(at time.Time) float64 {
	if at.IsZero() {
		return 0
	}
	return float64(at.UnixMilli()) / 1000
}
