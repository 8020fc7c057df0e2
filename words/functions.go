package words

import "latchkey/access"

// Function is what someone may do. It continues a sentence after "may".
func (w *Words) Function(f access.Function) string {
	if text, ok := w.Functions[f]; ok {
		return text
	}
	return string(f)
}
