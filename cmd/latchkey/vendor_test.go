package main

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestVendor: the logo is what it says, and small.
func TestVendor(t *testing.T) {
	picture := func(side int) string {
		var b bytes.Buffer
		must(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, side, 1))))
		return b.String()
	}
	const svg = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`
	for what, c := range map[string]struct{ name, logo, is, wrong string }{
		"nothing":          {},
		"a name":           {name: " Northwind "},
		"a PNG":            {"Northwind", picture(8), "image/png", ""},
		"an SVG":           {"Northwind", svg, "image/svg+xml", ""},
		"a large PNG":      {"Northwind", picture(maxLogoSide + 1), "", "pixels"},
		"a large file":     {"Northwind", svg + strings.Repeat(" ", maxLogo), "", "larger than 128 KiB"},
		"a page":           {"Northwind", "<html></html>", "", "neither a PNG nor an SVG"},
		"half an SVG":      {"Northwind", "<svg>", "", "neither a PNG nor an SVG"},
		"a logo, no name":  {"", svg, "", "needs --vendor-name"},
		"two lines":        {"North\nwind", "", "", "one line"},
		"a very long name": {strings.Repeat("N", maxVendorName+1), "", "", "at most 60"},
	} {
		f := vendorFlags{VendorName: c.name}
		if c.logo != "" {
			f.VendorLogo = filepath.Join(t.TempDir(), "logo")
			must(t, os.WriteFile(f.VendorLogo, []byte(c.logo), 0o600))
		}
		v, err := f.vendor()
		if c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)) || c.wrong == "" && (err != nil || v.LogoType != c.is || v.Name != strings.TrimSpace(c.name)) {
			t.Errorf("%s: %q, %v", what, v.LogoType, err)
		}
	}
	if _, err := (vendorFlags{VendorName: "Northwind", VendorLogo: filepath.Join(t.TempDir(), "none")}).vendor(); err == nil {
		t.Error("a file that is not there was read")
	}
}
