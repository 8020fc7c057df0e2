package words

import (
	"time"

	"latchkey/access"
)

// WebappSignIn is how a webapp signs people in through Latchkey.
type WebappSignIn struct {
	// The tabs of a webapp's pages.
	Tabs, Details, SignIn, SignOuts string
	Sentence                        func(webapp string) string
	// Told goes with Sentence if the webapp has a logout address.
	Told                        string
	NotSetUp, NoAddressOfServer string
	ClientID, Kind              string
	Confidential, IsPublic      string

	Addresses                            string
	RedirectURIs, RedirectURIsHint       string
	AfterLogoutURIs, AfterLogoutURIsHint string
	LogoutURI, LogoutURIHint             string
	Public, PublicHint                   string
	SetUp, Save, Saved                   string
	// SavedPublic is Saved if secrets ended, because the client is public now.
	SavedPublic func(secrets int) string

	Secrets, NoSecret         string
	Hint, Since, Until, NoEnd string
	Act                       string
	NewSecret, MakeSecret     string
	NewSecretWhat, Overlap    string
	// NewSecretEnds says of which secret the new one takes the place, if two count already.
	NewSecretEnds func(hint string) string
	// Overlaps are how long the old secret counts.
	Overlaps                        map[time.Duration]string
	EndNow, EndWhat                 string
	About, EndTitle                 func(hint string) string
	SecretEnded                     func(hint string) string
	SecretOf                        func(webapp string) string
	Secret, SecretOnce, SecretGoOn  string
	SentTwiceSecret                 string
	Configuration, ConfigurationFor string
	Discovery, Other                string
	// Placeholders stand in examples for what the reader has to fill in.
	PutSecret, PutRandom string
	// NotRegistered is for a program that answers at an address that is not registered.
	NotRegistered func(uri string) string

	StopHeading, Stop      string
	StopTitle, StopConfirm func(webapp string) string
	Stopped                func(webapp string) string

	// What was told when access ended.
	SignOutsOf, NoneEnded func(webapp string) string
	NoLogoutURI           func(webapp string) string
	Person, Ended, Why    string
	State, TryAgain       string
	AboutSignOut          func(person string) string
	TriesAgain            string
	Ends                  map[access.WebappEnd]string
	States                map[access.LogoutState]string
	// ToldAt, GivenUpAt and NextTry have a slot for the instant.
	ToldAt      func(at string) string
	GivenUpAt   func(tries int64, at string) string
	NextTry     func(tries int64, at string) string
	FirstTry    string
	Problems    map[access.LogoutProblem]string
	Answered    func(status string) string
	Undelivered string
}

// Visitors is which webapps an account's visitors may open.
type Visitors struct {
	Title             func(account string) string
	Heading, Sentence string
	MayOpen           string
	MayOpenNone       string
	Change            string
	Webapps           string
	NoneSignsIn       func(account string) string
	EndedOn, BeginsOn func(at string) string
	Save, Saved       string
}

// WebappRefusal says why someone cannot open a webapp, and whom to ask.
type WebappRefusal struct {
	Title                     func(webapp string) string
	AccountLogin              func(account, webapp string) string
	Role                      func(webapp string) string
	NoSubscription            func(account, webapp string) string
	NoGrant                   func(webapp string) string
	AskCustomer               string
	NotBegun, Over            func(account, webapp, at string) string
	NoSeat                    func(webapp string) string
	Visitors, Frozen          func(webapp string) string
	AskAdministrator          func(account string) string
	AskVendor                 func(account string) string
	AskVisited, AskVisitedBan string
	SignInAsUser              string
	AssignYourself            string
	Back                      func(webapp string) string
}
