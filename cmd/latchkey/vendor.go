package main

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"latchkey/pdf"
	"latchkey/views"
)

// The bounds of the vendor's name, and of its logo in bytes and pixels.
const (
	maxVendorName = 60
	maxLogo       = 128 << 10
	maxLogoSide   = 2048
)

// vendorFlags say whose Latchkey it is.
type vendorFlags struct {
	VendorName string `env:"LATCHKEY_VENDOR_NAME" placeholder:"NAME" help:"Your own name, for the sign-in page, e-mails and PDF documents."`
	VendorLogo string `env:"LATCHKEY_VENDOR_LOGO" placeholder:"FILE" help:"Your own logo: a PNG or SVG file of at most 128 KiB. A PNG is also in PDF documents, which an SVG can't be."`
}

// vendor reads the logo. An error says what to do.
func (f vendorFlags) vendor() (v views.Vendor, err error) {
	v.Name = strings.TrimSpace(f.VendorName)
	if utf8.RuneCountInString(v.Name) > maxVendorName || strings.ContainsFunc(v.Name, func(r rune) bool { return r < ' ' }) {
		return v, fmt.Errorf("--vendor-name must be one line of at most %d characters", maxVendorName)
	}
	if f.VendorLogo == "" {
		return v, nil
	}
	if v.Name == "" {
		return v, errors.New("--vendor-logo needs --vendor-name, for those who can't see the logo")
	}
	file, err := os.Open(f.VendorLogo)
	if err != nil {
		return v, fmt.Errorf("--vendor-logo: %w", err)
	}
	defer file.Close() //nolint:errcheck // it was only read
	v.Logo, err = io.ReadAll(io.LimitReader(file, maxLogo+1))
	if err == nil && len(v.Logo) > maxLogo {
		err = fmt.Errorf("%s is larger than %d KiB", f.VendorLogo, maxLogo>>10)
	}
	if err == nil {
		err = readLogo(&v)
	}
	if err != nil {
		return v, fmt.Errorf("--vendor-logo: %w", err)
	}
	return v, nil
}

// readLogo finds what a logo is by what is in it.
func readLogo(v *views.Vendor) (err error) {
	if is, err := png.DecodeConfig(bytes.NewReader(v.Logo)); err == nil {
		if is.Width > maxLogoSide || is.Height > maxLogoSide {
			return fmt.Errorf("it is larger than %d by %d pixels", maxLogoSide, maxLogoSide)
		}
		if v.Printed, err = pdf.NewImage(v.Logo); err != nil {
			return fmt.Errorf("the PNG file is damaged: %w", err)
		}
		v.LogoType, v.LogoWidth, v.LogoHeight = "image/png", float64(is.Width), float64(is.Height)
		return nil
	}
	text := bytes.TrimSpace(v.Logo)
	if isSVG.Match(text) && utf8.Valid(text) && (bytes.HasSuffix(text, []byte("</svg>")) || bytes.HasSuffix(text, []byte("/>"))) {
		v.LogoType = "image/svg+xml"
		v.LogoWidth, v.LogoHeight = sizeOfSVG(text)
		return nil
	}
	return errors.New("it is neither a PNG nor an SVG file")
}

// isSVG is how an SVG file begins: with its own element, after a prologue and comments.
var isSVG = regexp.MustCompile(`(?s)^\x{FEFF}?(?:\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>))*\s*<svg[\s/>]`)

// ofSVG is an attribute that says how large an SVG is.
var ofSVG = regexp.MustCompile(`\s(width|height|viewBox)\s*=\s*(?:"([^"]*)"|'([^']*)')`)

// sizeOfSVG is how large an SVG says that it is or, without that, what browsers take.
func sizeOfSVG(text []byte) (width, height float64) {
	root, _, _ := bytes.Cut(text[isSVG.FindIndex(text)[1]-1:], []byte(">"))
	said := map[string]string{}
	for _, a := range ofSVG.FindAllSubmatch(root, -1) {
		said[string(a[1])] = string(a[2]) + string(a[3])
	}
	length := func(text string) float64 {
		n, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(text), "px"), 64)
		if err != nil || !(n > 0 && n < 1e6) {
			return 0
		}
		return n
	}
	box := strings.Fields(strings.ReplaceAll(said["viewBox"], ",", " "))
	if width, height = length(said["width"]), length(said["height"]); width*height == 0 && len(box) == 4 {
		width, height = length(box[2]), length(box[3])
	}
	if width*height == 0 {
		return 300, 150
	}
	return width, height
}
