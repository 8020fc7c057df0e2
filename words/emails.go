package words

// Emails is how people confirm their e-mail addresses.
type Emails struct {
	// Heading is the section of the reader's own address.
	Heading string
	// Confirmed stands for an instant with a slot.
	Confirmed    func(when string) string
	NotConfirmed string
	// SentTo is for a link that is on its way; NeverSent for an address to which none went.
	SentTo    func(email, when string) string
	NeverSent func(email string) string
	// Outside is for an address that the account's own people do not know yet.
	Outside, Soon, Send string

	// The page of a link, and what it says afterwards. DoneAlready is for a form that was sent
	// again.
	Title                 string
	Sentence              func(email, login string) string
	Hint, Confirm         string
	DoneTitle             string
	Done                  func(email, login string) string
	DoneAlready, DoneHint string
	ToStart               string
}
