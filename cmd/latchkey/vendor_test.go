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
		"half a PNG":       {"Northwind", picture(300)[:60], "", "damaged"},
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
		if printed := v.Printed != nil; printed != (c.is == "image/png") || printed && (v.Printed.Width != 8 || v.LogoWidth != 8 || v.LogoHeight != 1) {
			t.Errorf("%s: printed %t, %g by %g", what, printed, v.LogoWidth, v.LogoHeight)
		}
	}
	if _, err := (vendorFlags{VendorName: "Northwind", VendorLogo: filepath.Join(t.TempDir(), "none")}).vendor(); err == nil {
		t.Error("a file that is not there was read")
	}
}

// TestSizeOfSVG: the page leaves room for a logo before it is there.
func TestSizeOfSVG(t *testing.T) {
	for attributes, want := range map[string][2]float64{
		`width="120" height="30"`:                         {120, 30},
		`width="120px" height="30px" viewBox="0 0 12 6"`:  {120, 30},
		`width="100%" height="100%" viewBox="0 0 24 6.5"`: {24, 6.5},
		`viewBox="-1, -1, 48, 12"`:                        {48, 12},
		`width="0" height="30"`:                           {300, 150},
		`width="-3" height="NaN" viewBox="0 0 1e300 Inf"`: {300, 150},
		`viewBox="0 0 12"`:                                {300, 150},
		``:                                                {300, 150},
		`width="120" height="30"><style>&nothing;</style`: {120, 30},
	} {
		width, height := sizeOfSVG([]byte(`<?xml version="1.0"?><!-- <svg width="9"> --><svg xmlns="http://www.w3.org/2000/svg" ` + attributes + `></svg>`))
		if got := [2]float64{width, height}; got != want {
			t.Errorf("%s: %v, want %v", attributes, got, want)
		}
	}
}
