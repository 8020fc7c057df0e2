package main

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"io"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"

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
	VendorLogo string `env:"LATCHKEY_VENDOR_LOGO" placeholder:"FILE" help:"Your own logo for the sign-in page: a PNG or SVG file of at most 128 KiB."`
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
		v.LogoType, err = logoType(v.Logo)
	}
	if err != nil {
		return v, fmt.Errorf("--vendor-logo: %w", err)
	}
	return v, nil
}

// logoType is the content type of a logo, by what is in it.
func logoType(logo []byte) (string, error) {
	if is, err := png.DecodeConfig(bytes.NewReader(logo)); err == nil {
		if is.Width > maxLogoSide || is.Height > maxLogoSide {
			return "", fmt.Errorf("it is larger than %d by %d pixels", maxLogoSide, maxLogoSide)
		}
		return "image/png", nil
	}
	text := bytes.TrimSpace(logo)
	if isSVG.Match(text) && utf8.Valid(text) && (bytes.HasSuffix(text, []byte("</svg>")) || bytes.HasSuffix(text, []byte("/>"))) {
		return "image/svg+xml", nil
	}
	return "", errors.New("it is neither a PNG nor an SVG file")
}

// isSVG is how an SVG file begins: with its own element, after a prologue and comments.
var isSVG = regexp.MustCompile(`(?s)^\x{FEFF}?(?:\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>))*\s*<svg[\s/>]`)
