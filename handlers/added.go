package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

// Only one answer ever has the recovery codes that come with the first second factor, and a browser
// drops it when the form is sent a second time. So the second answer says what has happened, and
// how to get recovery codes.

// addedBefore answers someone signed in who adds a second factor that is there already.
func (s *Server) addedBefore(c echo.Context) error {
	w := &s.words(c).Security
	return s.sayAdded(c, s.page(c, w.AddedTitle, ""), w.AddedBefore, s.securityLink(c))
}

// addedOnTheWay answers someone who adds a second factor to a sign-in that has gone on, or is over.
// Whether they have just added one is not known then.
func (s *Server) addedOnTheWay(c echo.Context, h access.Half, next string) error {
	w := s.words(c)
	if h.Step != "" {
		return s.sayAdded(c, s.publicPage(c, w.Security.AddedTitle), w.Security.AddedBefore, views.Link{Text: w.Security.GoOn, URL: views.SignInStepURL(h.Step, localPath(next))})
	}
	signIn := views.Link{Text: w.Login.SignIn, URL: views.LoginAfterURL("", localPath(next))}
	return s.sayAdded(c, s.publicPage(c, w.Security.OverTitle), w.Security.Over, signIn, s.securityLink(c))
}

func (s *Server) securityLink(c echo.Context) views.Link {
	return views.Link{Text: s.words(c).Security.Title, URL: views.SecurityURL}
}

func (s *Server) sayAdded(c echo.Context, p views.Page, sentence string, links ...views.Link) error {
	return render(c, http.StatusConflict, views.ProblemPage(views.Problem{Page: p, Heading: p.Title, Sentence: sentence, Links: links}))
}
