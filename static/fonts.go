package static

import "embed"

// The fonts of documents to be printed; browsers do not fetch them. DejaVu Sans has the letters of
// most alphabets and is not compressed, so that it takes no memory of its own. The other scripts
// have fonts that are: vendor/fonts/README.md says where each comes from.
var (
	//go:embed vendor/fonts/DejaVuSans.ttf
	Font []byte
	//go:embed vendor/fonts/DejaVuSans-Bold.ttf
	FontBold []byte
	//go:embed vendor/fonts/*.ttf.gz
	fonts embed.FS
)

// CompressedFont is the file of a font by its name, compressed by gzip.
func CompressedFont(name string) ([]byte, error) {
	return fonts.ReadFile("vendor/fonts/" + name + ".ttf.gz")
}
