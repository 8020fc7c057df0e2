package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"time"
)

// drawnPNG is a PNG file of one colour.
func drawnPNG(t *testing.T, width, height int, c color.Color) []byte {
	t.Helper()
	i := image.NewNRGBA(image.Rect(0, 0, width, height))
	for n := range width * height {
		i.Set(n%width, n/width, c)
	}
	var b bytes.Buffer
	must(t, png.Encode(&b, i))
	return b.Bytes()
}

// withHead is a document with a picture, or without one if it is nil.
func withHead(t *testing.T, i *Image) string {
	t.Helper()
	d := New("Title", "Author", time.Unix(1e9, 0))
	if i != nil {
		d.Head(i, "Büro & Söhne")
	}
	d.Text(Style{Size: 18}, Width, "Access report")
	file, err := d.Bytes()
	must(t, err)
	return string(file)
}

// A picture is in the upper right corner, in its colours and as opaque as it is, and fits into the
// letterhead. The same picture makes the same document.
func TestPictures(t *testing.T) {
	for what, c := range map[string]struct {
		width, height int
		colour        color.NRGBA
		images        string // how poppler lists them
		wide, high    string // in points
	}{
		"small":       {40, 20, color.NRGBA{0xC0, 0x20, 0x40, 0xFF}, "image rgb", "30.00", "15.00"},
		"wide":        {2000, 100, color.NRGBA{0xC0, 0x20, 0x40, 0xFF}, "image rgb", "113.39", "5.67"},
		"high":        {300, 600, color.NRGBA{0xC0, 0x20, 0x40, 0xFF}, "image rgb", "17.01", "34.02"},
		"transparent": {40, 20, color.NRGBA{0xC0, 0x20, 0x40, 0x80}, "image rgb smask gray", "30.00", "15.00"},
	} {
		i, err := NewImage(drawnPNG(t, c.width, c.height, c.colour))
		must(t, err)
		file := withHead(t, i)
		if withHead(t, i) != file {
			t.Errorf("%s: the same picture makes another document", what)
		}
		var kinds []string
		for _, line := range strings.Split(run(t, file, "pdfimages", "-list", "-"), "\n")[2:] {
			if f := strings.Fields(line); len(f) > 5 {
				kinds = append(kinds, f[2], f[5])
			}
		}
		if got := strings.Join(kinds, " "); got != c.images {
			t.Errorf("%s: the images are %q", what, got)
		}
		if text := run(t, file, "pdftotext", "-", "-"); !strings.Contains(text, "Access report") {
			t.Errorf("%s: the document says %q", what, text)
		}
		corner := picture(t, run(t, file, "pdftoppm", "-r", "72", "-png", "-"))
		want := c.colour
		if want.A < 0xFF {
			want = color.NRGBA{0xDF, 0x8F, 0x9F, 0xFF}
		}
		const right, top = 538, 28 // where the picture's corner is
		if far(corner.At(right-2, top+2), want) || far(corner.At(right+3, top+2), color.White) {
			t.Errorf("%s: the corner is %v, want %v", what, corner.At(right-2, top+2), want)
		}
		d := New("Title", "Author", time.Unix(1e9, 0))
		d.Head(i, "x")
		if page := d.pages[0].String(); !strings.Contains(page, " q "+c.wide+" 0 0 "+c.high+" ") {
			t.Errorf("%s: %s", what, page)
		}
	}
}

// picture is a page as poppler draws it.
func picture(t *testing.T, file string) image.Image {
	t.Helper()
	i, err := png.Decode(strings.NewReader(file))
	must(t, err)
	return i
}

// far says that two colours look different.
func far(a, b color.Color) bool {
	apart := func(x, y uint32) bool { return max(x, y)-min(x, y) > 3<<8 }
	r, g, blue, _ := a.RGBA()
	r2, g2, blue2, _ := b.RGBA()
	return apart(r, r2) || apart(g, g2) || apart(blue, blue2)
}

// Without a picture, nothing in a document says that there could be one.
func TestNoPicture(t *testing.T) {
	file := withHead(t, nil)
	for _, one := range []string{"XObject", "/Image", "/SMask"} {
		if strings.Contains(file, one) {
			t.Errorf("the document has %s", one)
		}
	}
	if list := run(t, file, "pdfimages", "-list", "-"); strings.Count(list, "\n") > 2 {
		t.Errorf("it has images:\n%s", list)
	}
	for what, broken := range map[string][]byte{"nothing": nil, "half": drawnPNG(t, 9, 9, color.Black)[:50]} {
		if _, err := NewImage(broken); err == nil {
			t.Errorf("%s is a picture", what)
		}
	}
}
