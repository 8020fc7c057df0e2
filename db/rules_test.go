package db

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// rule is a rule that sqlc cannot share between statements. words are the words that any statement
// about it uses. texts are its allowed texts, where # stands for the table. other lists, by
// statement, texts that use the words with another meaning; each occurs there once.
type rule struct {
	words string
	texts []string
	other map[string][]string
}

const (
	nowText     = "CAST(@now AS BIGINT)"
	windowText  = "#.valid_from <= " + nowText + " AND " + nowText + " < #.valid_to"
	waitsText   = "#.valid_to > " + nowText + " AND #.decision IS NULL"
	grantedText = "#.valid_to > " + nowText + " AND #.decision = 'GRANTED' AND #.ending IS NULL"
	openText    = "#.valid_to > " + nowText + " AND (#.decision IS NULL OR (#.decision = 'GRANTED' AND #.ending IS NULL))"
	liveText    = "FROM unended_grants # WHERE #.requester_account_id = CAST(@grantee_account AS TEXT) AND (#.requested_by = CAST(@grantee_user AS TEXT)" +
		" OR CAST(@grantee_user AS TEXT) = '') AND #.read_only <= CAST(@read_only AS INTEGER) AND " + windowText
)

// The scope of a login consists of these texts. scopeText begins the part for those who reach
// everything, limitedText the part for those who do not.
const (
	scopeText      = "(CAST(@scope_all AS INTEGER) = 1 OR "
	limitedText    = "CAST(@scope_all AS INTEGER) = 0 AND "
	ownText        = "#.account_id = CAST(@own_account AS TEXT)"
	ownCompanyText = "(" + ownText + " AND (CAST(@own_company AS TEXT) = '' OR #.id = CAST(@own_company AS TEXT)))"
	letText        = " OR #.account_id IN (SELECT l.account_id FROM live l)"
)

// grantText is liveText inside a statement.
var grantText = strings.ReplaceAll(liveText, "#", "g")

// Texts that are specific to one statement or to two parts of it.
const (
	enabledText = "(CAST(@login_enabled AS INTEGER) = -1 OR a.login_enabled = CAST(@login_enabled AS INTEGER))"
	afterText   = "AND w.valid_to > CAST(@after AS BIGINT) AND (w.decision IS NULL OR (w.decision = 'GRANTED' AND w.ending IS NULL))"
	betweenText = "AND w.decision = 'GRANTED' AND w.valid_from < CAST(@until AS BIGINT) AND w.decided_at < CAST(@until AS BIGINT)" +
		" AND CASE WHEN w.ended_at > w.valid_from THEN w.ended_at ELSE w.valid_to END > CAST(@since AS BIGINT)"
)

var rules = map[string]rule{
	"the grants that let a login in": {`@grantee_`, []string{liveText}, nil},
	"a grant that lets somebody in": {`unended_grants`, []string{liveText}, map[string][]string{
		// now or later
		"GetFactorWish": {"SELECT 1 FROM unended_grants g JOIN access_requests w ON w.id = g.id JOIN access_rules r ON r.id = w.rule_id " +
			"WHERE g.requester_account_id = CAST(@account_id AS TEXT) AND (g.requested_by = CAST(@user_id AS TEXT) OR CAST(@user_id AS TEXT) = '') " +
			"AND g.valid_to > " + nowText + " AND r.second_factor = 1"},
		"ListGrantsNow":     {"SELECT g.id FROM unended_grants g WHERE g.account_id = CAST(@target_account AS TEXT) AND " + windowIn("g")},
		"GetLiveGrant":      {"g.id FROM unended_grants g WHERE g.id = @id AND " + windowIn("g")},
		"GetFigures":        {"(SELECT COUNT(*) FROM unended_grants g WHERE " + windowIn("g") + ") AS live_grants"},
		"GetUser":           {"CAST(u.grant_id IS NULL OR EXISTS ( SELECT 1 FROM unended_grants g WHERE g.id = u.grant_id AND " + windowIn("g") + ") AS INTEGER) AS grant_live"},
		"ListExternalUsers": {"CAST(page.grant_id IS NULL OR EXISTS ( SELECT 1 FROM unended_grants g WHERE g.id = page.grant_id AND " + windowIn("g") + ") AS INTEGER) AS grant_live"},
	}},
	"the grant that let a login in": {`\blive l WHERE`, []string{
		"COALESCE((SELECT #.id FROM live # WHERE #.account_id = COLUMN ORDER BY #.read_only, #.valid_to DESC, #.id DESC LIMIT 1), '')",
		"COALESCE((SELECT #.id FROM live # WHERE #.company_id = COLUMN ORDER BY #.read_only, #.valid_to DESC, #.id DESC LIMIT 1), '')",
	}, map[string][]string{
		"GetUser": {"CAST(COALESCE((SELECT MIN(l.read_only) FROM live l WHERE l.account_id = u.account_id), 0) AS INTEGER) AS by_grant_read_only"},
	}},
	"what a login reaches": {`@scope_all|\b1 = 1\b|\bfew AS`, []string{
		scopeText + ownText + ")",
		scopeText + ownText + letText + ")",
		scopeText + ownText + " OR #.account_id IN ( SELECT g.account_id " + grantText + "))",
		scopeText + ownText + " OR #.id = CAST(@self_user AS TEXT)" + letText + ")",
		scopeText + ownText + " OR #.requester_account_id = CAST(@asking_account AS TEXT))",
		scopeText + "#.id = CAST(@own_account AS TEXT) OR #.id IN (SELECT l.account_id FROM live l))",
		scopeText + ownCompanyText + " OR #.id IN (SELECT l.company_id FROM live l))",
		scopeText + ownCompanyText + " OR #.id IN ( SELECT g.company_id " + grantText + "))",
		"few AS ( SELECT CAST(@own_account AS TEXT) AS id UNION SELECT l.account_id FROM live l )",
		"FROM few JOIN accounts a ON a.id = few.id WHERE " + limitedText,
		"FROM (SELECT DISTINCT l.company_id FROM live l) AS let JOIN companies c ON c.id = let.company_id WHERE " + limitedText,
		"WHERE " + limitedText + ownText,
		"WHERE " + limitedText + "#.requester_account_id = CAST(@asking_account AS TEXT)",
		"WHERE " + limitedText + "#.id = CAST(@self_user AS TEXT)",
		"WHERE CAST(@scope_all AS INTEGER) = 1 AND ", "WHERE CAST(@scope_all AS INTEGER) = 1 ORDER BY", " AND CAST(@scope_all AS INTEGER) = 1 ORDER BY",
	}, nil},
	"who could decide": {`<> 'USER'|AND (\w+\.)?grant_id IS NULL`, nil, map[string][]string{
		"ListDeciders":     {"AND r.role <> 'USER' AND r.grant_id IS NULL AND NOT r.hangs AND u.password_hash <> '' AND w.valid_from"},
		"GetFirstFacts":    {"AND r.role = 'SUPERUSER' AND r.role <> 'USER' AND r.grant_id IS NULL) AS INTEGER) AS superuser"},
		"ListUsers":        {"AND f.role <> 'USER' AND f.role = CAST(@role AS TEXT)"},
		"ListUsersByLogin": {"AND f.role <> 'USER' AND f.role = CAST(@role AS TEXT)"},
	}},
	"the companies of the own account": {`@own_company`, []string{ownCompanyText}, map[string][]string{
		"FindVisibleCompanies": {"AND (CAST(@own_company AS TEXT) = '' OR c.id = CAST(@own_company AS TEXT)) AND c.deleted_at IS NULL"},
	}},
	"what waits, lets in, or will": {`\b(decision|ending) (= '|IS NULL)|\b[^rs]\.ended_at`, []string{waitsText, grantedText, openText}, map[string][]string{
		// these grants will never let anyone in again
		"DeleteOverSubscriptions": {"g.id = user_subscriptions.grant_id AND g.ending IS NULL AND g.valid_to > " + nowText},
		"GetUser":                 {"q.id = u.grant_id AND q.ending IS NULL AND q.valid_to > " + nowText + ") AS INTEGER) AS grant_over"},
		// what a freeze has ended
		"IsOutByFreeze": {"AND r.decision = 'GRANTED'"},
		// whether access was ever granted
		"ExistsVisitByConsent": {"v.consent_id IS NOT NULL AND v.decision = 'GRANTED' AND v.valid_from < CAST(@span_to AS BIGINT) AND COALESCE(v.ended_at, v.valid_to) >"},
		"ListGrantsBetween":    {betweenText, betweenText},
		// a time other than now
		"GetNextBoundary": {afterText, afterText},
		// the reader chooses one of the two
		"ListVisibleRequests": {"CAST(@only AS TEXT) = 'WAITING' AND w.decision IS NULL OR CAST(@only AS TEXT) = 'OPEN' AND w.decision = 'GRANTED' AND w.ending IS NULL)"},
		// includes what is over
		"ListTimelyRequests": {
			"WHEN q.decision IS NULL THEN ' REMINDER '", "AND (q.decision IS NULL OR (q.decision = 'GRANTED' AND q.ending IS NULL)) AND (q.valid_to <=",
			"((q.decision IS NULL AND " + nowText + " >= q.created_at", "AND (timely.decision IS NULL OR NOT EXISTS",
			"g.requested_by = timely.requested_by AND g.decision = 'GRANTED' AND g.ending IS NULL)",
		},
		// before the decision that it is part of
		"SetConsent": {"WHERE id = @id AND decision IS NULL"},
	}},
	"now in a window": {`valid_(from|to) [<>]|[<>]=? (\w+\.)?valid_(from|to)`, []string{windowText, "#.valid_to > " + nowText}, map[string][]string{
		// two ends
		"CapUserValidTo": {"(valid_to IS NULL OR valid_to > @valid_to)"},
		"ShortenGrant":   {"valid_to > CAST(@valid_to AS BIGINT) AND valid_from < CAST(@valid_to AS BIGINT)"},
		// an end that exists
		"ListUserRoles": {"b.role = r.role AND b.valid_to < 253402300799999)"},
		// what is over
		"EndOverConsents": {"AND ended_at IS NULL AND valid_to <= " + nowText},
		// a span
		"ExistsVisitByConsent": {"AND v.valid_from < CAST(@span_to AS BIGINT) AND COALESCE"},
		"ListGrantsBetween":    {betweenText, betweenText},
		"FilterRequests":       {"AND w.valid_to > CAST(@valid_after AS BIGINT) AND w.valid_from < CAST(@valid_before AS BIGINT)"},
		"ListEvidenceRequests": {"r.created_at < CAST(@until AS BIGINT) AND r.valid_to > CAST(@since AS BIGINT)"},
		// a time other than now
		"GetNextBoundary": {"MIN(CASE WHEN o.valid_from > CAST(@after AS BIGINT) THEN", afterText, afterText},
		// what is over soon
		"ListTimelyRequests": {
			"CASE WHEN q.valid_to <= " + nowText + " THEN ' OVER '", "WHERE q.valid_to > CAST(@stale AS BIGINT) AND q.valid_to <= " + nowText + " + CAST(@reminder AS BIGINT)",
			"AND (q.valid_to <= " + nowText + " OR (EXISTS", "OR (q.valid_to <= " + nowText + " + CAST(@ending AS BIGINT) AND q.valid_from <= " + nowText + " AND " + nowText + " >= q.valid_from + (",
			"g.valid_to > timely.valid_to AND g.valid_from <= timely.valid_to",
		},
	}},
	"acts of a request": {`'access |'request\.`, []string{"(SUBSTR(#.action, 1, 7) = 'access ' OR SUBSTR(#.action, 1, 8) = 'request.')"}, map[string][]string{
		"ListEvidenceActs": {"AND e.action NOT IN ('access requested', 'request.asked')"},
	}},
	"pages read": {` page read'|\.read'|'secret`, []string{
		"(#.action LIKE '% page read' OR #.action LIKE '%.read')", "REPLACE(REPLACE(#.action, ' page read', '.read'), 'secret ', '')",
	}, nil},
	"the record's keys":  {`'record key|'key\.`, []string{"action IN ('record key begun', 'key.begun')"}, nil},
	"the record's forks": {`'record fork|'restored|'fork\.|'backup\.`, []string{"action IN ('record fork accepted', 'restored from a backup', 'fork.accepted', 'backup.restored')"}, nil},
	"changes of settings": {`'setting`, []string{
		"action IN ('setting changed', 'setting added', 'setting removed', 'setting.changed', 'setting.added', 'setting.removed')",
	}, nil},
	"who could sign in": {`(WHERE|AND|OR|NOT|CAST\(|\() ?(\w+\.)?(login_enabled|frozen_at)|bond_windows|own_windows|\bowners\b`, nil, map[string][]string{
		// the account login
		"ListDeciders":          {"AND a.login_enabled AND a.deleted_at IS NULL AND a.password_hash <> ''"},
		"GetSessionActor":       {"CAST(COALESCE(a.frozen_at, 0) AS BIGINT) AS frozen_at", "AND a.login_enabled AND a.deleted_at IS NULL AND ((s.user_id IS NULL AND s.epoch = a.epoch)"},
		"GetProviderOffer":      {"AND a.login_enabled AND a.deleted_at IS NULL"},
		"GetAccountLogin":       {"CAST(login_enabled AS INTEGER) AS enabled"},
		"ExistsAccountWithRole": {"a.deleted_at IS NULL AND a.login_enabled AND a.password_status = 'SET'"},
		// who is out by a freeze
		"IsOutByFreeze": {"AND a.frozen_at IS NOT NULL AND (r.ended_at IS NULL OR r.ended_at >= a.frozen_at)"},
		// who could sign in when they asked
		"ListAskers": {
			"q.asked_by_user_id IS NULL AND a.login_enabled AND a.deleted_at IS NULL",
			"u.active AND u.deleted_at IS NULL AND a.login_enabled AND a.deleted_at IS NULL",
		},
		// users without a password yet
		"GetSetupLink": {"AND a.login_enabled AND a.deleted_at IS NULL AND (u.id IS NULL OR (u.active AND u.deleted_at IS NULL))"},
		// who was told before
		"ListDueHeldMails": {"a.deleted_at IS NULL AND a.login_enabled AND (u.id IS NULL OR (u.active AND u.deleted_at IS NULL))"},
		// a filter
		"ListAccounts":       {enabledText},
		"ListNewestAccounts": {enabledText},
		// changes the value
		"UpdateAccountLoginEnabled": {"WHERE id = @id AND login_enabled <> @login_enabled"},
		// an account that lets nobody in
		"DecideRequest":      {"a.id = access_requests.account_id AND a.login_enabled AND a.frozen_at IS NULL)"},
		"ListTimelyRequests": {"c.id = q.company_id AND c.deleted_at IS NULL AND a.login_enabled)"},
		// each part by itself
		"GetUser": {
			"CAST(u.owner_id IS NOT NULL AND a.frozen_at IS NOT NULL AS INTEGER) AS frozen", makersInText("u"), makersToText("u"),
			"CAST(EXISTS (SELECT 1 FROM owners i WHERE i.id = u.owner_id) AS INTEGER) AS owner_in",
		},
		"ListExternalUsers": {makersInText("page"), makersToText("page"), "CAST(EXISTS (SELECT 1 FROM owners i WHERE i.id = page.owner_id) AS INTEGER) AS owner_in"},
		// who is out first, and when
		"GetExternalBehind": {"FROM bond_windows b JOIN users x ON x.id = b.guest_id WHERE b.user_id = @user_id AND b.role = @role ORDER BY b.valid_to, x.id LIMIT 1"},
		"ListUserRoles":     {"SELECT MIN(b.valid_to) FROM bond_windows b WHERE b.user_id = r.user_id AND b.role = r.role AND b.valid_to < 253402300799999)"},
	}},
}

// windowIn is the text of a window for a table.
func windowIn(table string) string { return strings.ReplaceAll(windowText, "#", table) }

func makersInText(table string) string {
	return "NOT EXISTS ( SELECT 1 FROM bond_windows b WHERE b.user_id = " + table + ".id AND b.role = '' AND NOT (" + windowIn("b") + ")) AS INTEGER) AS makers_in"
}

func makersToText(table string) string {
	return "(SELECT MIN(b.valid_to) FROM bond_windows b WHERE b.user_id = " + table + ".id AND b.role = ''), 253402300799999) AS BIGINT) AS makers_to"
}

var (
	named     = regexp.MustCompile(`(?s)-- name: (\w+) :\w+\n(.*?);\s*\n`)
	remark    = regexp.MustCompile(`(?m)^--.*$`)
	spaces    = regexp.MustCompile(`\s+`)
	tableName = regexp.MustCompile(`\b(\w+)\.`)
)

// TestEachRuleHasOneText: if several statements contain a rule, it has the same text in all of
// them, and nothing else refers to it, except known texts.
func TestEachRuleHasOneText(t *testing.T) {
	files, err := filepath.Glob("../queries/*.sql")
	must(t, err)
	used, words := map[string]bool{}, map[string]*regexp.Regexp{}
	for what, r := range rules {
		words[what] = regexp.MustCompile(r.words)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		must(t, err)
		for _, q := range named.FindAllStringSubmatch(string(source)+"\n", -1) {
			name, text := q[1], spaces.ReplaceAllString(remark.ReplaceAllString(q[2], ""), " ")
			for what, r := range rules {
				rest := text
				for _, one := range r.texts {
					rest = without(rest, one)
				}
				for _, one := range r.other[name] {
					if !strings.Contains(rest, one) {
						t.Errorf("%s does not say %q, which is no case of: %s", name, one, what)
					}
					rest = strings.Replace(rest, one, "", 1)
				}
				if found := words[what].FindString(rest); found != "" {
					t.Errorf("%s says in words of its own %s: %q is left of it:\n%s", name, what, found, rest)
				}
				if r.other[name] != nil {
					used[what+name] = true
				}
			}
		}
	}
	for what, r := range rules {
		for name := range r.other {
			if !used[what+name] {
				t.Errorf("there is no %s, which says something of: %s", name, what)
			}
		}
	}
}

// without removes a rule's text from a statement, whatever the statement calls the table.
func without(statement, text string) string {
	names := tableName.FindAllStringSubmatch(statement, -1)
	statement = strings.ReplaceAll(statement, strings.ReplaceAll(text, "#.", ""), "")
	for _, name := range names {
		said := strings.ReplaceAll(text, "#", name[1])
		before, after, ofColumn := strings.Cut(said, "COLUMN")
		if !ofColumn {
			statement = strings.ReplaceAll(statement, said, "")
		} else if strings.Contains(statement, before) {
			statement = regexp.MustCompile(regexp.QuoteMeta(before)+`\w+\.\w+`+regexp.QuoteMeta(after)).ReplaceAllString(statement, "")
		}
	}
	return statement
}
