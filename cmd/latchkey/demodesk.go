package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"latchkey/access"
	"latchkey/orderdesk"
)

// demoDeskKey is the key of Order Desk in the catalogue.
const demoDeskKey = "order-desk"

// demoDeskAt says where Order Desk is.
func demoDeskAt(address string) access.NewWebappClient {
	return access.NewWebappClient{
		RedirectURIs: address + orderdesk.PathCallback, AfterLogoutURIs: address + orderdesk.PathSignedOut, LogoutURI: address + orderdesk.PathLogout,
	}
}

// letVisitorsIn makes Order Desk sign people in. One of its customers lets visitors open it, and
// the other does not.
func (d *demo) letVisitorsIn(now time.Time, webappID, address string) error {
	d.clock.set(now.Add(-20 * day).Add(time.Hour))
	if _, err := d.svc.SetWebappClient(d.ctx, d.actors[demoVendor], webappID, demoDeskAt(address)); err != nil {
		return err
	}
	anna := d.actors[demoCustomer+"/anna"]
	return d.svc.SetVisitorWebapps(d.ctx, anna, anna.AccountID, []string{webappID})
}

// listenForDesk listens beside the demo, on another port.
func listenForDesk(ctx context.Context, beside net.Listener) (net.Listener, error) {
	host, _, err := net.SplitHostPort(beside.Addr().String())
	if err != nil {
		return nil, err
	}
	return (&net.ListenConfig{}).Listen(ctx, "tcp", net.JoinHostPort(host, "0"))
}

// newDesk makes Order Desk for a demo at issuer. The catalogue is told where it is this time, and
// it gets a new secret, so that none is stored.
func newDesk(ctx context.Context, log *slog.Logger, svc *access.Service, cast demoCast, issuer, address string) (*orderdesk.Desk, error) {
	by, err := cast.vendor()
	if err != nil {
		return nil, err
	}
	w, err := putDesk(ctx, svc, by, address)
	if err != nil {
		return nil, err
	}
	if _, err := svc.SetWebappClient(ctx, by, w.ID, demoDeskAt(address)); err != nil {
		return nil, err
	}
	_, client, err := svc.WebappClient(ctx, by, w.ID)
	if err != nil {
		return nil, err
	}
	secret, err := svc.MakeWebappSecret(ctx, by, w.ID, 0)
	if err != nil {
		return nil, err
	}
	c := orderdesk.Config{Issuer: issuer, Address: address, ClientID: client.ClientID, Secret: secret, Log: log}
	for _, a := range cast.Accounts {
		for _, company := range a.Companies {
			c.Companies = append(c.Companies, orderdesk.Company{AccountID: a.ID, ID: company.ID, Name: company.Name})
		}
	}
	return orderdesk.New(c), nil
}

// vendor is the ADMINISTRATOR of the demo, whatever password it has by now.
func (c demoCast) vendor() (access.Actor, error) {
	for _, a := range c.Accounts {
		if a.Name == demoVendor {
			return access.Actor{
				Kind: access.KindAccount, AccountID: a.ID, AccountName: a.Name, Roles: []access.Role{access.Customer, access.Administrator}, Zone: time.UTC, Address: "127.0.0.1",
			}, nil
		}
	}
	return access.Actor{}, errors.New("the demo's file names no vendor")
}

// putDesk gives Order Desk its address in the catalogue. Demos of older versions have no Order
// Desk.
func putDesk(ctx context.Context, svc *access.Service, by access.Actor, address string) (access.Webapp, error) {
	n := access.NewWebapp{Key: demoDeskKey, Name: "Order Desk", Address: address + "/", Description: "Orders, approvals and deliveries."}
	for after := ""; ; {
		webapps, next, err := svc.Webapps(ctx, by, after)
		if err != nil {
			return access.Webapp{}, err
		}
		for _, w := range webapps {
			if w.Key == demoDeskKey {
				n.Name, n.Description = w.Name, w.Description
				return svc.ChangeWebapp(ctx, by, w.ID, n)
			}
		}
		if next == "" {
			return svc.CreateWebapp(ctx, by, n)
		}
		after = next
	}
}

// serveDesk answers Order Desk's requests until the stop begins, then finishes the running ones.
func serveDesk(end stopping, log *slog.Logger, l net.Listener, d *orderdesk.Desk) {
	server := &http.Server{
		Handler: d, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	server.RegisterOnShutdown(d.Close)
	go func() {
		<-end.running.Done()
		if server.Shutdown(end.finish) != nil {
			_ = server.Close() // it has waited long enough
		}
	}()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		log.Error("Order Desk has ended", "error", err.Error())
	}
}

// startDesk starts Order Desk beside a demo at issuer, and returns its address.
func startDesk(end stopping, log *slog.Logger, beside net.Listener, svc *access.Service, cast demoCast, issuer string) (address string, wait func(), err error) {
	l, err := listenForDesk(end.running, beside)
	if err != nil {
		return "", nil, err
	}
	address = "http://" + l.Addr().String()
	d, err := newDesk(end.running, log, svc, cast, issuer, address)
	if err != nil {
		return "", nil, errors.Join(fmt.Errorf("register Order Desk: %w", err), l.Close())
	}
	done := make(chan struct{})
	go func() { defer close(done); serveDesk(end, log, l, d) }()
	return address, func() { end.begin(); <-done }, nil
}
