package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/views"
)

// logoCSP lets an SVG have styles, and nothing else: no scripts, also if someone opens it by
// itself.
const logoCSP = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"

// routeLogo registers the logo's address, if there is a logo.
func (s *Server) routeLogo() {
	if s.config.Vendor.LogoType != "" {
		s.echo.GET(views.LogoURL, s.logo)
		s.echo.HEAD(views.LogoURL, s.logo)
	}
}

// logo is the vendor's logo.
func (s *Server) logo(c echo.Context) error {
	h := c.Response().Header()
	h.Set("Content-Security-Policy", logoCSP)
	h.Set("Cache-Control", "public, max-age=3600")
	return c.Blob(http.StatusOK, s.config.Vendor.LogoType, s.config.Vendor.Logo)
}
