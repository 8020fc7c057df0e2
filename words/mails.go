package words

// Mails is the mails.
type Mails struct{}

var enMails = Mails{}

var deMails = Mails{}
