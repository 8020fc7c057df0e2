package access

import (
	"io"
	"strings"
	"testing"
	"time"

	"latchkey/access/passkeytest"
	"latchkey/db"
	"latchkey/record"
)

// freshAct is something to do in a world. before prepares it, without asking for a proof.
type freshAct struct {
	before func(*world)
	do     func(*world) error
}

func requested(w *world) { w.asked(w.clock, w.clock.Add(time.Hour)) }

func isGranted(w *world) { w.granted(w.clock, w.clock.Add(time.Hour)) }

// prepared is a world in which an act can be tried.
func (a freshAct) prepared(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.must(w.s.BeginKey(t.Context(), false))
	w.must(w.s.EnablePasskeys(passkeyPage))
	if a.before != nil {
		a.before(w)
	}
	return w
}

// helped is a world in which vera has made nia in Acme, under a grant.
func helped(w *world) {
	isGranted(w)
	w.must(w.make("vera @ Vendor", "nia @ Acme", Superuser))
}

// newEnd gives nia a new end.
func (w *world) newEnd(in time.Duration, keep ...Role) error {
	return w.s.ExtendUser(w.Context(), w.as("Acme"), "acc_Acme", w.idOf("nia @ Acme"), local(w.clock.Add(in)), keep)
}

// moveClock gives a company of Acme another time zone.
func (w *world) moveClock(zone string) error {
	c := must(w.s.CompanyToEdit(w.Context(), w.as("Acme"), "acc_Acme", "com_North"))(w)
	return w.s.UpdateCompany(w.Context(), w.as("Acme"), "acc_Acme", "com_North", NewCompany{Name: c.Name, TimeZone: zone, Type: c.Type})
}

// latest is the request that was made last.
func (w *world) latest() string {
	w.Helper()
	var id string
	for _, e := range w.entries(0) {
		if e.Action == string(RequestAsked) {
			id = e.RequestID
		}
	}
	return id
}

// appID is the only webapp.
func (w *world) appID() string {
	w.Helper()
	return must(w.store.Read.ListWebapps(w.Context(), db.ListWebappsParams{PageSize: 1}))(w)[0].ID
}

var freshActs = map[string]freshAct{
	"an identity provider": {(*world).provide, func(w *world) error { return w.setProvider(nil) }},
	"another identity provider": {
		func(w *world) { w.provide(); w.must(w.setProvider(nil)) },
		func(w *world) error { return w.setProvider(func(f *IdentityProviderForm) { f.Name = "Other" }) },
	},
	"no identity provider": {
		func(w *world) { w.provide(); w.must(w.setProvider(nil)) },
		func(w *world) error { return w.s.RemoveIdentityProvider(w.Context(), w.as("Acme"), "acc_Acme") },
	},
	"a link to an identity provider": {
		func(w *world) { w.provide(); w.must(w.setProvider(nil)) },
		func(w *world) error { return w.linkTo("sue @ Acme", "1") },
	},
	"grant": {requested, func(w *world) error { return second(w.s.Grant(w.Context(), w.as("Acme"), w.latest())) }},
	"rule": {nil, func(w *world) error {
		return w.s.SetRule(w.Context(), w.as("Acme"), "acc_Acme", rule(func(*RuleForm) {}))
	}},
	"consent": {nil, func(w *world) error {
		return w.s.GiveConsent(w.Context(), w.as("Acme"), "acc_Acme", consent(func(*ConsentForm) {}))
	}},
	"freeze": {nil, func(w *world) error { return w.s.Freeze(w.Context(), w.as("Acme"), "acc_Acme", "because") }},
	"new account": {nil, func(w *world) error {
		return third(w.s.CreateAccount(w.Context(), w.as("Root"), NewAccount{Name: "New"}))
	}},
	"new user": {nil, func(w *world) error {
		return third(w.s.CreateUser(w.Context(), w.as("Acme"), "acc_Acme", NewUser{Name: "new"}))
	}},
	"set-up link": {nil, func(w *world) error {
		return third(w.s.MakeSetupLink(w.Context(), w.as("Acme"), "acc_Acme", "usr_paul"))
	}},
	"a link by mail": {(*world).enableMail, func(w *world) error { return second(w.s.SendAccountLink(w.Context(), w.as("Root"), "acc_Acme")) }},
	"roles":          {nil, func(w *world) error { return w.setRoles("Acme", "paul @ Acme", Superuser) }},
	"account roles": {nil, func(w *world) error {
		return w.s.SetAccountRoles(w.Context(), w.as("Root"), "acc_Vendor", []Role{Consultant})
	}},
	"the last rule": {
		func(w *world) { w.must(w.s.SetRule(w.Context(), w.as("Acme"), "acc_Acme", rule(func(*RuleForm) {}))) },
		func(w *world) error { return w.s.RemoveRule(w.Context(), w.as("Acme"), "acc_Acme", "") },
	},
	"unfreeze": {
		func(w *world) { w.must(w.s.Freeze(w.Context(), w.as("Acme"), "acc_Acme", "because")) },
		func(w *world) error { return w.s.Unfreeze(w.Context(), w.as("Acme"), "acc_Acme") },
	},
	"one of two": {
		func(w *world) {
			w.must(w.setRoles("Acme", "paul @ Acme", Superuser))
			w.must(w.s.SetRule(w.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.TwoApprovals = true })))
			requested(w)
		},
		func(w *world) error { return second(w.s.Grant(w.Context(), w.as("sue @ Acme"), w.latest())) },
	},
	"somebody's e-mail": {nil, func(w *world) error {
		return w.s.UpdateUser(w.Context(), w.as("Acme"), "acc_Acme", "usr_paul", UserData{Email: "paul@example.com"})
	}},
	"one's own e-mail": {nil, func(w *world) error {
		return w.s.UpdateAccount(w.Context(), w.as("Acme"), "acc_Acme", AccountDetails{Email: "acme@example.com"})
	}},
	"the begin of a passkey": {nil, func(w *world) error { return second(w.s.NewPasskeyOptions(w.Context(), w.as("Acme"))) }},
	"a passkey": {nil, func(w *world) error {
		// A proof that gets too old while the device makes the passkey.
		by := w.as("Acme")
		options := must(w.s.newPasskeyOptions(w.Context(), by.session, by.login()))(w)
		return second(w.s.AddPasskey(w.Context(), w.as("Acme"), newPasskey(passkeytest.New(passkeyPage).Register(options))))
	}},
	"no passkey": {func(w *world) { w.addPasskey("Acme") }, func(w *world) error {
		return w.s.RemovePasskey(w.Context(), w.as("Acme"), must(w.s.Passkeys(w.Context(), w.as("Acme")))(w)[0].ID)
	}},
	"the begin of codes": {nil, func(w *world) error { return w.s.BeginCode(w.Context(), w.as("Acme")) }},
	"codes": {
		func(w *world) { w.must(w.s.BeginCode(w.Context(), w.as("Acme"))) },
		func(w *world) error {
			secret := must(codeText.DecodeString(strings.Join(must(w.s.PendingCode(w.Context(), w.as("Acme")))(w).Groups, "")))(w)
			return second(w.s.ConfirmCode(w.Context(), w.as("Acme"), must(codeOf(secret, w.clock.Unix()/30))(w)))
		},
	},
	"no codes":       {func(w *world) { w.setUpCode("Acme") }, func(w *world) error { return w.s.RemoveCode(w.Context(), w.as("Acme")) }},
	"recovery codes": {func(w *world) { w.setUpCode("Acme") }, func(w *world) error { return second(w.s.NewRecoveryCodes(w.Context(), w.as("Acme"))) }},
	"sign-in rules": {nil, func(w *world) error {
		return w.s.SetSignInRules(w.Context(), w.as("Acme"), "acc_Acme", SignInRulesForm{SecondFactor: WishRecommended})
	}},
	"a reset": {func(w *world) { w.needsSecond("paul @ Acme") }, func(w *world) error {
		return w.s.AskReset(w.Context(), w.as("Acme"), "acc_Acme", "usr_paul")
	}},
	"an evidence pack": {nil, func(w *world) error { return second(w.s.Evidence(w.Context(), w.as("Acme"), "acc_Acme", "", "")) }},
	"the record": {nil, func(w *world) error {
		return w.s.ExportRecord(w.Context(), w.as("Acme"), "acc_Acme", "", "", "", record.JSONLines, func() io.Writer { return io.Discard })
	}},
	"a calendar address": {nil, func(w *world) error { return second(w.s.MakeCalendarFeed(w.Context(), w.as("Acme"))) }},
	"enable": {
		func(w *world) { w.must(w.s.SetAccountLogin(w.Context(), w.as("Root"), "Kite", false)) },
		func(w *world) error { return w.s.SetAccountLogin(w.Context(), w.as("Root"), "Kite", true) },
	},
	"activate": {
		func(w *world) {
			w.must(w.make("Acme", "new @ Acme"))
			w.must(w.s.SetUserActive(w.Context(), w.as("Acme"), "acc_Acme", w.idOf("new @ Acme"), false))
		},
		func(w *world) error {
			return w.s.SetUserActive(w.Context(), w.as("Acme"), "acc_Acme", w.idOf("new @ Acme"), true)
		},
	},
	"a later end":                 {helped, func(w *world) error { return w.newEnd(2 * time.Hour) }},
	"an earlier end, with a role": {helped, func(w *world) error { return w.newEnd(time.Minute, Superuser) }},
	"an earlier end of one who is out": {
		func(w *world) {
			helped(w)
			w.must(second(w.s.Revoke(w.Context(), w.as("Acme"), w.latest(), "")))
		},
		func(w *world) error { return w.newEnd(time.Minute) },
	},
	"a visit by standing consent": {
		func(w *world) {
			w.must(w.s.GiveConsent(w.Context(), w.as("Acme"), "acc_Acme", consent(func(*ConsentForm) {})))
		},
		func(w *world) error {
			return second(w.s.Ask(w.Context(), w.as("vera @ Vendor"), newRequest(w.clock, w.clock.Add(time.Hour))))
		},
	},
	"another clock for hours": {
		func(w *world) {
			w.must(w.s.SetRule(w.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.Hours.From, f.Hours.To = "08:00", "18:00" })))
		},
		func(w *world) error { return w.moveClock("Europe/Berlin") },
	},
	"how long passwords last": {nil, func(w *world) error { return w.s.SetPasswordDays(w.Context(), w.as("Acme"), "acc_Acme", "90") }},
	"how a webapp signs people in": {func(w *world) { w.listed("app") }, func(w *world) error {
		return second(w.s.SetWebappClient(w.Context(), w.as("Root"), w.appID(), callback()))
	}},
	"a webapp's secret": {func(w *world) { w.signingIn() }, func(w *world) error {
		return second(w.s.MakeWebappSecret(w.Context(), w.as("Root"), w.appID(), 0))
	}},
	"a webapp for visitors": {func(w *world) { w.signingIn() }, func(w *world) error {
		return w.s.SetVisitorWebapps(w.Context(), w.as("Acme"), "acc_Acme", []string{w.appID()})
	}},
	"a list": {nil, func(w *world) error {
		return w.s.EachUser(w.Context(), w.as("Acme"), "acc_Acme", UserFilter{}, func() error { return nil }, func(UserRow) error { return nil })
	}},
}
