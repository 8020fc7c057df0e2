package access

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"latchkey/db"
)

// TestExplainIsActorReach compares, for any roles of any login, the explanation with the decisions.
func TestExplainIsActorReach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := LoginFacts{
			Kind:     rapid.SampledFrom([]Kind{KindAccount, KindUser}).Draw(t, "kind"),
			External: rapid.Bool().Draw(t, "external"), MaySignIn: rapid.Bool().Draw(t, "may sign in"),
			Assigned:  rapid.SliceOfDistinct(rapid.SampledFrom(slices.Concat(UserRoles, AccountRoles)), rapid.ID[Role]).Draw(t, "assigned"),
			Over:      rapid.SliceOfDistinct(rapid.SampledFrom(UserRoles), rapid.ID[Role]).Draw(t, "over"),
			LiveGrant: rapid.Bool().Draw(t, "live grant"), Named: rapid.Bool().Draw(t, "named"),
		}
		actor := Actor{Kind: l.Kind, AccountID: "acc_1", Roles: actingRoles(l.Kind, l.External, l.Assigned)}
		explained := Explain(l)
		equal(t, "functions", len(explained), len(Permissions))
		for i, e := range explained {
			equal(t, "function", e.Function, Permissions[i].Function)
			equal(t, string(e.Function)+" by roles", e.ByRoles, actor.Reach(e.Function))
			want := actor.Reach(e.Function)
			if !l.LiveGrant {
				want &^= Granted
			}
			if !l.MaySignIn || e.Function == CreateInvoices && !l.Named {
				want = 0
			}
			equal(t, string(e.Function)+" now", e.Reach, want)
			checkParts(t, e)
		}
	})
}

// checkParts checks that the parts of an explanation add up, and that the roles in them give what
// they say.
func checkParts(t *rapid.T, e Explained) {
	var counts Reach
	for _, p := range e.Parts {
		if p.Guard == nil {
			counts |= p.Member
		}
		for _, r := range p.Roles {
			equal(t, fmt.Sprint(r, " gives ", e.Function), ReachOf([]Role{r}, e.Function).Has(p.Member), true)
		}
		equal(t, string(e.Function)+": a part has roles", len(p.Roles) > 0, true)
	}
	equal(t, string(e.Function)+": parts that count", counts, e.Reach)
}

// TestMaySignInIsExplained compares the reasons with the rules of signing in and of sessions, case
// by case.
func TestMaySignInIsExplained(t *testing.T) {
	for name, c := range map[string]struct {
		login string
		spoil func(*world)
		want  string
	}{
		"all is well": {"sue @ Acme", func(*world) {}, "true "},
		"inactive":    {"sue @ Acme", func(w *world) { w.setActive("sue @ Acme", false) }, "false user_inactive"},
		"active again": {"ext @ Acme", func(w *world) {
			w.setActive("bea @ Borealis", false)
			w.setActive("bea @ Borealis", true)
		}, "true "},
		"account disabled":   {"sue @ Acme", func(w *world) { w.must(w.s.SetAccountLogin(w.Context(), w.as("Root"), "Acme", false)) }, "false users_account_disabled Account:Acme"},
		"the account itself": {"Acme", func(w *world) { w.must(w.s.SetAccountLogin(w.Context(), w.as("Root"), "Acme", false)) }, "false account_is_disabled"},
		"external":           {"ext @ Acme", func(*world) {}, "true "},
		"owner inactive":     {"ext @ Acme", func(w *world) { w.setActive("bea @ Borealis", false) }, "false owner_out Account:Borealis"},
		"owner's account": {"ext @ Acme", func(w *world) { w.must(w.s.SetAccountLogin(w.Context(), w.as("Root"), "Borealis", false)) },
			"false owner_out Account:Borealis"},
		"before its end": {"brief @ Acme", func(w *world) { w.clock = start.Add(time.Hour - time.Millisecond) }, "true "},
		"at its end":     {"brief @ Acme", func(w *world) { w.clock = start.Add(time.Hour) }, "false time_over"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.addUser(worldUser{login: "brief @ Acme", roles: []Role{ExternalUser}, owner: "bea @ Borealis"}, start.Add(time.Hour))
			token := w.session(c.login)
			c.spoil(w)
			why := w.why("Root", c.login)
			guards := each(why.Guards, func(g Guard) string { return reasonText(g.Why) })
			equal(t, "explained", fmt.Sprint(why.MaySignIn, " ", strings.Join(guards, " ")), c.want)
			_, err := w.s.Authenticate(w.Context(), token, "192.0.2.1")
			equal(t, "is in, with a session from before", outcome(err), map[bool]string{true: "done", false: "not found"}[why.MaySignIn])
			_, err = w.s.SignIn(w.Context(), Credentials{Kind: why.Kind, Account: why.Account.Name, User: why.User.Name, Password: password},
				func() (string, error) { return "token", nil })
			equal(t, "signs in", err == nil, why.MaySignIn)
			for _, e := range why.Functions {
				if !why.MaySignIn {
					equal(t, string(e.Function), e.Reach, Reach(0))
				}
			}
		})
	}
}

// why is a login's page as another login sees it.
func (w *world) why(reader, login string) Why {
	w.Helper()
	return must(w.tryWhy(reader, login))(w)
}

func (w *world) tryWhy(reader, login string) (Why, error) {
	w.Helper()
	if strings.Contains(login, " @ ") {
		return w.s.WhyUser(w.Context(), w.as(reader), accountID(accountOf(login)), userID(login))
	}
	return w.s.WhyAccount(w.Context(), w.as(reader), accountID(login))
}

func TestWhoMaySeeWhy(t *testing.T) {
	logins := []string{"Acme", "sue @ Acme", "paul @ Acme", "ext @ Acme", "vera @ Vendor", "Vendor", "nobody @ Acme"}
	for _, c := range []struct{ reader, want string }{
		{"Acme", "done, done, done, done, not found, not found, not found"},
		{"sue @ Acme", "done, done, done, done, not found, not found, not found"},
		{"paul @ Acme", "forbidden, forbidden, done, forbidden, not found, not found, forbidden"},
		{"ext @ Acme", "done, done, done, done, not found, not found, not found"},
		{"Root", "done, done, done, done, done, done, not found"},
		{"Borealis", "not found, not found, not found, not found, not found, not found, not found"},
		{"vera @ Vendor", "forbidden, done, done, done, done, forbidden, not found"},
		{"victor @ Vendor", "not found, not found, not found, not found, forbidden, forbidden, not found"},
		{"Vendor", "forbidden, done, done, done, done, done, not found"},
		{"Tills", "not found, not found, not found, not found, not found, not found, not found"},
	} {
		w := newWorld(t)
		w.granted(start, start.Add(time.Hour))
		got := each(logins, func(login string) string { return outcome(second(w.tryWhy(c.reader, login))) })
		equal(t, c.reader, strings.Join(got, ", "), c.want)
	}
}

func TestWhyUnderAGrantIsRecordedAndEndsWithIt(t *testing.T) {
	w := newWorld(t)
	w.granted(start, start.Add(time.Hour))
	vera := w.as("vera @ Vendor")
	read := func() error { return second(w.s.WhyUser(t.Context(), vera, accountID("Acme"), userID("sue @ Acme"))) }
	equal(t, "recorded", w.recorded(func() { w.must(read()) }), []string{"vera @ Vendor: why.read: sue"})
	w.clock = start.Add(time.Hour - time.Millisecond)
	equal(t, "just before the end", outcome(read()), "done")
	w.clock = start.Add(time.Hour)
	equal(t, "at the end", w.recorded(func() { equal(t, "answer", outcome(read()), "not found") }), []string{"vera @ Vendor: denied: sue"})
	equal(t, "of oneself nothing is recorded", w.recorded(func() { w.why("paul @ Acme", "paul @ Acme") }), []string{})
}

// line is a function of an explanation in words.
func (w Why) line(f Function) string {
	for _, e := range w.Functions {
		if e.Function != f {
			continue
		}
		words := []string{"[" + e.Reach.String() + "]"}
		for _, p := range e.Parts {
			words = append(words, strings.TrimSpace(fmt.Sprint(p.Member, " ", p.Roles, " ", reasonText(p.Guard))))
		}
		return strings.Join(append(words, each(e.Limits, reasonText)...), "; ")
	}
	return "no such function"
}

func TestWhatDecided(t *testing.T) {
	w := newWorld(t)
	w.addUser(worldUser{login: "odd @ Acme", roles: []Role{ExternalUser, ExternalSuperuser}}, time.Time{})
	w.granted(start, start.Add(time.Hour))
	for _, c := range []struct {
		login    string
		function Function
		want     string
	}{
		{"sue @ Acme", DecideRequests, "[own]; own [SUPERUSER]"},
		{"sue @ Acme", UpdateUsers, "[self, own]; self [USER SUPERUSER]; own [SUPERUSER]"},
		{"paul @ Acme", ReadAccount, "[]; own [CUSTOMER] role_of_account_login"},
		{"vera @ Vendor", ReadCompanySettings, "[granted]; granted [SUPPORT]"},
		{"victor @ Vendor", ReadCompanySettings, "[]; granted [SUPPORT] no_live_grant"},
		{"Vendor", ReadCompanySettings, "[own, granted]; own [ACCOUNT_LOGIN]; granted [SUPPORT]"},
		{"Kite", RequestAccess, "[all]; all [CONSULTANT]; never_own_account"},
		{"idle @ Vendor", RequestAccess, "[]; all [SUPPORT] cannot_sign_in"},
		{"Tills", CreateInvoices, "[]; all [SALES] not_named_account"},
		{"Tills", ReadInvoices, "[own, all]; own [ACCOUNT_LOGIN]; all [SALES]"},
		{"spy @ Acme", DecideRequests, "[own]; own [EXTERNAL_SUPERUSER]; never_of_owner Account:Vendor"},
		{"odd @ Acme", AssignExternalUser, "[]; own [EXTERNAL_SUPERUSER] role_of_externals"},
		{"Root", ReadCompanySettings, "[own]; own [ACCOUNT_LOGIN]"},
		{"Root", ReadAccount, "[own, all]; own [ACCOUNT_LOGIN CUSTOMER]; all [ADMINISTRATOR]"},
	} {
		got := w.why("Root", c.login).line(c.function)
		// The order of roles comes from the database.
		equal(t, c.login+": "+string(c.function), sorted(got), sorted(c.want))
	}
}

func sorted(line string) string {
	words := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" []", r) })
	slices.Sort(words)
	return strings.Join(words, " ")
}

func TestARoleDiesWithItsGrantInTheExplanationToo(t *testing.T) {
	w := newWorld(t)
	r := w.granted(start, start.Add(time.Hour))
	w.write(func(q *db.Queries) error {
		return second(q.InsertUserRole(t.Context(), db.InsertUserRoleParams{UserID: userID("paul @ Acme"), Role: string(Superuser), GrantID: db.NullText(r.ID)}))
	})
	w.clock = start.Add(time.Hour - time.Millisecond)
	why := w.why("Acme", "paul @ Acme")
	equal(t, "in time", why.line(UpdateCompanySettings), "[own]; own [SUPERUSER]; only_under_grant")
	equal(t, "what the grant does not give", why.line(DecideRequests), "[]; own [SUPERUSER] not_by_what_it_hangs_on")
	equal(t, "its end", why.Roles[slices.IndexFunc(why.Roles, func(s RoleState) bool { return s.Role == Superuser })].Until, start.Add(time.Hour))
	w.clock = start.Add(time.Hour)
	equal(t, "over", w.why("Acme", "paul @ Acme").line(DecideRequests), "[]; own [SUPERUSER] role_over")
	equal(t, "and really", w.as("paul @ Acme").Reach(DecideRequests), Reach(0))
}

// TestWhyShowsOnlyGrantsThatTheReaderSees: someone who sees a vendor's users by a grant does not
// learn about the vendor's other customers.
func TestWhyShowsOnlyGrantsThatTheReaderSees(t *testing.T) {
	w := newWorld(t)
	w.granted(start, start.Add(time.Hour))
	asked := must(w.s.Ask(t.Context(), w.as("kim @ Kite"), NewRequest{
		AccountID: accountID("Vendor"), CompanyID: companyID("Dock"), ValidFrom: local(start), ValidTo: local(start.Add(time.Hour)),
	}))(w)
	w.must(second(w.s.Grant(t.Context(), w.as("Vendor"), asked.ID)))
	for reader, want := range map[string]string{
		"vera @ Vendor": "1 false", "Vendor": "1 false", "boss @ Vendor": "1 false", "Root": "1 false", "kim @ Kite": "0 true",
	} {
		why := w.why(reader, "vera @ Vendor")
		equal(t, reader, fmt.Sprint(len(why.Grants), " ", why.OtherGrants), want)
		equal(t, reader+": the reach is told alike", why.line(ReadCompanySettings), "[granted]; granted [SUPPORT]")
	}
}

// TestGivesIsWhatAGrantGives compares what is promised before GRANT with the grantees' reach after
// it.
func TestGivesIsWhatAGrantGives(t *testing.T) {
	for _, c := range []struct {
		asker string
		want  []Function
	}{
		{"vera @ Vendor", []Function{
			ReadAccount, ReadCompanies, ReadCompanySettings, UpdateCompanySettings, ReadUsers, UpdateUsers, CreateUsers,
			AssignSuperuser, AssignExternalSuperuser, AssignExternalUser, AssignSubscriptions,
		}},
		{"kim @ Kite", []Function{ReadAccount, ReadCompanies, ReadCompanySettings, UpdateCompanySettings, ReadUsers}},
	} {
		w := newWorld(t)
		asked := must(w.s.Ask(t.Context(), w.as(c.asker), newRequest(start, start.Add(time.Hour))))(w)
		r := must(w.s.Request(t.Context(), w.as("Acme"), asked.ID))(w)
		equal(t, c.asker+" is promised", r.Gives(), c.want)
		tab := must(w.s.ExternalAccess(t.Context(), w.as("sue @ Acme"), accountID("Acme"), ""))(w)
		equal(t, "in the tab", tab.Waiting[0].Gives(), c.want)
		own := must(w.s.ExternalAccess(t.Context(), w.as(c.asker), accountID(accountOf(c.asker)), ""))(w)
		equal(t, "in the asker's tab", own.Waiting[0].Gives(), c.want)
		for _, grantee := range []string{c.asker, accountOf(c.asker)} {
			for _, p := range Permissions {
				equal(t, grantee+": "+string(p.Function), w.as(grantee).May(p.Function, accountID("Acme")) && p.Function != RequestAccess, slices.Contains(c.want, p.Function))
			}
		}
		r = must(w.s.Grant(t.Context(), w.as("Acme"), asked.ID))(w)
		equal(t, "once decided nothing is promised", len(r.RequesterRoles), 0)
	}
}

func TestReferenceIsPermissions(t *testing.T) {
	rows := Reference(AllRoles)
	equal(t, "roles", len(rows), len(AllRoles))
	for i, row := range rows {
		equal(t, "role", row.Role, AllRoles[i])
		equal(t, string(row.Role)+" is assigned, or automatic", (len(row.AssignedBy) > 0) != row.Automatic, true)
		for _, by := range row.AssignedBy {
			equal(t, fmt.Sprint(by.Role, " assigns ", row.Role), ReachToAssign([]Role{by.Role}, row.Role), by.Reach)
		}
		n := 0
		for _, p := range Permissions {
			if p.Reach[row.Role] != 0 {
				equal(t, fmt.Sprint(row.Role, ", function ", n), row.Functions[n], FunctionReach{p.Function, p.Reach[row.Role]})
				n++
			}
		}
		equal(t, string(row.Role)+": functions", len(row.Functions), n)
	}
}
