package words

// Script is what a page's scripts say by themselves. The page passes it to them as JSON. A script
// replaces {} by a value.
type Script struct {
	JustNow string `json:"justNow"`
	Over    string `json:"over"`
	Left    string `json:"left"`
	Copied  string `json:"copied"`
	Copy    string `json:"copy"`
	Dark    string `json:"dark"`
	Light   string `json:"light"`
	// Required follows the label of a required field in a form that also has optional fields.
	Required string `json:"required"`
}
