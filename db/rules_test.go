package db

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// rule is one that sqlc cannot share between statements: words are what speaks of it, texts how it is written, # being what a table is
// called there, and other the statements that mean something else by the words, and what.
type rule struct {
	words string
	texts []string
	other map[string]string
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

var rules = map[string]rule{
	"the grants that let a login in": {`@grantee_|unended_grants`, []string{liveText}, map[string]string{
		"GetLiveGrant":      "a grant, whoever it lets in",
		"GetFigures":        "every grant",
		"GetUser":           "the grant that a user was made under",
		"ListExternalUsers": "the grant that a user was made under",
	}},
	"the grant that let a login in": {`\blive l WHERE`, []string{
		"COALESCE((SELECT #.id FROM live # WHERE #.account_id = COLUMN ORDER BY #.read_only, #.valid_to DESC, #.id DESC LIMIT 1), '')",
		"COALESCE((SELECT #.id FROM live # WHERE #.company_id = COLUMN ORDER BY #.read_only, #.valid_to DESC, #.id DESC LIMIT 1), '')",
	}, map[string]string{"GetUser": "whether all of them are read-only"}},
	"the companies of the own account": {`@own_company`, []string{
		"(#.account_id = CAST(@own_account AS TEXT) AND (CAST(@own_company AS TEXT) = '' OR #.id = CAST(@own_company AS TEXT)))",
	}, map[string]string{"FindVisibleCompanies": "a part of the statement for these alone"}},
	"what waits, lets in, or will": {`\b(decision|ending) (= '|IS NULL)|\b[^rs]\.ended_at`, []string{waitsText, grantedText, openText}, map[string]string{
		"DeleteOverSubscriptions": "a grant that lets nobody in again", "GetUser": "a grant that lets nobody in again",
		"ExistsVisitByConsent": "whether access was granted once", "ListGrantsBetween": "whether access was granted once",
		"GetNextBoundary": "when, after another instant than now", "ListVisibleRequests": "one of the two, as the reader chose",
		"ListTimelyRequests": "what is over as well", "SetConsent": "before the decision, which asks",
	}},
	"now in a window": {`valid_(from|to) [<>]|[<>]=? (\w+\.)?valid_(from|to)`, []string{windowText, "#.valid_to > " + nowText}, map[string]string{
		"CapUserValidTo": "two ends", "ShortenGrant": "two ends", "ListUserRoles": "an end that there is",
		"EndOverConsents": "what is over", "ExistsVisitByConsent": "a span", "ListGrantsBetween": "a span", "ListEvidenceRequests": "a span",
		"GetNextBoundary": "when, after another instant than now", "ListTimelyRequests": "what soon is over",
	}},
	"who could sign in": {`(WHERE|AND|OR|NOT|CAST\(|\() ?(\w+\.)?(login_enabled|frozen_at)|bond_windows|own_windows|\bowners\b`, nil, map[string]string{
		"ListDeciders": "the account login", "GetSessionActor": "the account login", "GetAccountLogin": "the account login", "ExistsAccountWithRole": "the account login",
		"ListAskers": "who was in when asking", "GetSetupLink": "who has no password yet", "ListDueHeldMails": "who was told before",
		"ListAccounts": "a filter", "ListNewestAccounts": "a filter", "UpdateAccountLoginEnabled": "a change of it",
		"DecideRequest": "an account that lets nobody in", "ListTimelyRequests": "an account that lets nobody in",
		"GetUser": "each part of it", "ListExternalUsers": "each part of it", "GetExternalBehind": "who is out first", "ListUserRoles": "when the first is out",
	}},
}

var (
	named     = regexp.MustCompile(`(?s)-- name: (\w+) :\w+\n(.*?);\s*\n`)
	remark    = regexp.MustCompile(`(?m)^--.*$`)
	spaces    = regexp.MustCompile(`\s+`)
	tableName = regexp.MustCompile(`\b(\w+)\.`)
)

// TestEachRuleHasOneText: where a rule stands in several statements, it has the same text in all of them, and no other statement
// speaks of it unknown.
func TestEachRuleHasOneText(t *testing.T) {
	files, err := filepath.Glob("../queries/*.sql")
	must(t, err)
	used := map[string]bool{}
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
				found := regexp.MustCompile(r.words).FindString(rest)
				used[what+name] = found != ""
				if found != "" && r.other[name] == "" {
					t.Errorf("%s says in words of its own %s: %q is left of it:\n%s", name, what, found, rest)
				}
			}
		}
	}
	for what, r := range rules {
		for name := range r.other {
			if !used[what+name] {
				t.Errorf("%s is no other use of: %s", name, what)
			}
		}
	}
}

// without is a statement without a text of a rule, whatever the table is called in it.
func without(statement, text string) string {
	names := map[string]bool{}
	for _, m := range tableName.FindAllStringSubmatch(statement, -1) {
		names[m[1]] = true
	}
	statement = strings.ReplaceAll(statement, strings.ReplaceAll(text, "#.", ""), "")
	for name := range names {
		pattern := regexp.QuoteMeta(strings.ReplaceAll(text, "#", name))
		statement = regexp.MustCompile(strings.ReplaceAll(pattern, "COLUMN", `\w+\.\w+`)).ReplaceAllString(statement, "")
	}
	return statement
}
