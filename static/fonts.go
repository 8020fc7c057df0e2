package static

import "embed"

// The fonts of PDF documents; browsers do not fetch them. DejaVu Sans has the letters of most
// alphabets. It is not compressed, so that it needs no extra memory. The fonts of other scripts are
// compressed. vendor/fonts/README.md says where each comes from.
var (
	//go:embed vendor/fonts/DejaVuSans.ttf
	Font []byte
	//go:embed vendor/fonts/DejaVuSans-Bold.ttf
	FontBold []byte
	//go:embed vendor/fonts/*.ttf.gz
	fonts embed.FS
)

// CompressedFont returns the file of a font by its name, compressed with gzip.
func CompressedFont(name string) ([]byte, error) {
	return fonts.ReadFile("vendor/fonts/" + name + ".ttf.gz")
}
