package static

import _ "embed"

// The fonts of documents to be printed: DejaVu Sans, which has the letters of most alphabets. Browsers do not fetch them.
var (
	//go:embed vendor/fonts/DejaVuSans.ttf
	Font []byte
	//go:embed vendor/fonts/DejaVuSans-Bold.ttf
	FontBold []byte
)
