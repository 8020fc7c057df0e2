package words

import "latchkey/access"

// Detail says what a value in an entry of the record is. An unknown detail, for example from a
// later version, is shown as it is.
func (w *Words) Detail(d access.Detail) string {
	if text, ok := w.Details[d]; ok {
		return text
	}
	return string(d)
}
