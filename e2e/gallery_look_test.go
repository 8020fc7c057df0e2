package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// laterPage is how many bytes a page may take over the wire for a browser that has been here
// before.
const laterPage = 20_000

// screen is a size and colour scheme for looking at pages.
type screen struct {
	width int64
	dark  bool
}

func (s screen) String() string { return fmt.Sprintf("%d-%s", s.width, s.scheme()) }

func (s screen) scheme() string {
	if s.dark {
		return "dark"
	}
	return "light"
}

// screens are in an order in which little changes from one to the next, and from one page to the
// next.
var screens = []screen{{375, false}, {375, true}, {1440, true}, {1440, false}}

// narrow is the narrowest screen on which nothing may scroll sideways.
var narrow = screen{320, false}

// unfold opens everything that is folded on a page. The menu behind the login's name is the same on
// every page, and examined once.
const unfold = `document.querySelectorAll("main details:not([open])").forEach(d => d.open = true)`

// tour is a visitor's way through sights, with a browser.
type tour struct {
	*browser
	t       *testing.T
	gallery *gallery
	visitor *visitor
	// language is the tag of the browser's language.
	language string
	// findings are the problems, with where they were found.
	findings map[string][]string
	// document is the request of the page. wire is how many bytes have come over the wire since
	// then.
	document network.RequestID
	wire     int64
	// opened says that the dialogs of every page were examined.
	opened bool
}

// tour looks at sights, one after the other.
func (v *visitor) tour(t *testing.T, g *gallery, sights []sight, language string) {
	t.Helper()
	tr := &tour{browser: openBrowser(t, v.base, true), t: t, gallery: g, visitor: v, language: language, findings: map[string][]string{}}
	name, value, _ := strings.Cut(v.cookie, "=")
	tr.prefers(language)
	tr.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := cdp.Call(ctx, target, audits.Enable, cdp.Empty{}); err != nil || name == "" {
			return err
		}
		_, err := cdp.Call(ctx, target, network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: v.base})
		return err
	}))
	must(t, chromedp.Listen(tr.ctx, tr.hear))
	tr.open("/roles") // so that the cache is filled
	for _, s := range sights {
		tr.visit(s)
	}
	for _, finding := range slices.Sorted(maps.Keys(tr.findings)) {
		where := tr.findings[finding]
		more := ""
		if len(where) > 4 {
			more = fmt.Sprintf(" and %d more", len(where)-4)
		}
		t.Errorf("%s%s: %s", strings.Join(where[:min(4, len(where))], ", "), more, finding)
	}
}

// hear counts what the page loads over the wire, and notes what it loads from elsewhere. Whoever
// signs in at a provider goes elsewhere, which loads nothing.
func (tr *tour) hear(event any) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if e.Type != network.ResourceTypeDocument && elsewhere(tr.browser, e.Request.URL) {
			tr.problems = append(tr.problems, "it asked for "+e.Request.URL)
		}
	case *network.EventResponseReceived:
		if e.Type == network.ResourceTypeDocument && e.Response.MimeType == "text/html" { // no download
			tr.document = e.RequestID
		}
	case *network.EventLoadingFinished:
		tr.wire += int64(e.EncodedDataLength)
	case *audits.EventIssueAdded:
		// Generic issues are advice about names of fields and about going back.
		if details, err := json.Marshal(e.Issue.Details); err != nil || e.Issue.Code != audits.InspectorIssueCodeGenericIssue {
			tr.problems = append(tr.problems, fmt.Sprint(e.Issue.Code, " ", string(details), err))
		}
	}
}

func (tr *tour) find(s sight, where, what string) {
	// Ids differ each time, and rows are alike.
	what = regexp.MustCompile(`_[0-9A-Z]{26}`).ReplaceAllString(what, "_…")
	what = regexp.MustCompile(`:nth-child\(\d+\)`).ReplaceAllString(what, "")
	if where = strings.TrimSpace(s.name + " " + where); !slices.Contains(tr.findings[what], where) {
		tr.findings[what] = append(tr.findings[what], where)
	}
}

// visit goes to a sight, and examines it if it is a page.
func (tr *tour) visit(s sight) {
	tr.t.Helper()
	if s.method == http.MethodGet && s.status == http.StatusOK {
		a := tr.visitor.get(tr.t, s.path)
		tr.gallery.saw(route(a.Request.URL.Path))
		if !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
			answers(tr.t, a, http.StatusOK)
			return
		}
	}
	tr.mu.Lock()
	tr.wire, tr.problems = 0, nil
	tr.mu.Unlock()
	tr.show(screens[0])
	if s.method == http.MethodPost {
		tr.post(s)
	} else {
		tr.open(s.path)
	}
	path, _, _ := strings.Cut(s.path, "?")
	if got := tr.lastStatus(); got != int64(s.status) {
		tr.find(s, "", fmt.Sprintf("status %d", got))
	} else if slices.Contains(onlyRefusals, path) {
		tr.gallery.saw(path)
	}
	tr.keepHTML(s)
	if lang := get(tr.browser, chromedp.Evaluate[string](`document.documentElement.lang`)); lang != tr.language {
		tr.find(s, "", fmt.Sprintf("it says that it is in %q", lang))
	}
	if tr.language == "en" {
		tr.lookAt(s)
	} else {
		tr.glanceAt(s)
	}
	tr.mu.Lock()
	defer tr.mu.Unlock()
	if tr.wire > laterPage {
		tr.find(s, "", fmt.Sprintf("%d bytes came over the wire, want no more than %d", tr.wire, laterPage))
	}
	for _, p := range tr.problems {
		tr.find(s, "", "the browser says "+p)
	}
	tr.problems = nil
}

// post sends a form as a page with these fields would.
func (tr *tour) post(s sight) {
	tr.t.Helper()
	if _, err := url.ParseQuery(s.form); err != nil {
		tr.t.Fatal(err)
	}
	script := fmt.Sprintf(`{
		const form = Object.assign(document.createElement("form"), {method: "post", action: %q});
		for (const [name, value] of new URLSearchParams(%q)) form.append(Object.assign(document.createElement("input"), {name, value}));
		document.body.append(form);
		HTMLFormElement.prototype.submit.call(form);
	}`, s.path, s.form)
	ctx, cancel := context.WithTimeout(tr.ctx, patience)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.Evaluate[chromedp.Void](script)); err != nil {
		tr.t.Fatalf("send %s: %v", s.path, err)
	}
}

func (tr *tour) file(s sight) string {
	return strings.ReplaceAll(tr.visitor.name, " ", "-") + "-" + tr.language + "-" + s.name
}

func (tr *tour) write(name string, content []byte) {
	tr.t.Helper()
	must(tr.t, os.WriteFile(filepath.Join(tr.gallery.dir, name), content, 0o600))
}

// show sets the window's width, and light or dark colours. Transitions are off, so that colours
// change immediately.
func (tr *tour) show(as screen) {
	tr.t.Helper()
	tr.do(chromedp.EmulateViewport(as.width, 900), chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: as.scheme()}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}})
		return err
	}))
}

// lookAt examines the page on every screen, then what is folded on it, and its dialogs. A page
// with the structure of one that was examined is only measured.
func (tr *tour) lookAt(s sight) {
	tr.t.Helper()
	anew := tr.gallery.examined.anew("page", tr.structureOf("html"))
	folded := get(tr.browser, chromedp.Evaluate[bool](`!!document.querySelector("main details:not([open])")`))
	for _, as := range screens {
		if anew || !as.dark || tr.gallery.pictures {
			tr.examine(s, as, "", "html", anew)
		}
	}
	tr.measure(s, screen{2560, false})
	tr.measure(s, narrow)
	if folded {
		tr.do(chromedp.Evaluate[chromedp.Void](unfold))
		if anew || tr.gallery.pictures {
			tr.examine(s, screen{1440, true}, "-unfolded", "html", anew)
		}
		tr.examine(s, screen{375, false}, "-unfolded", "html", anew)
	}
	look := func(what string) { tr.examineOpen(s, what) }
	tr.openAndLookOnce(s, look)
	tr.eachDialog(look)
}

// openAndLookOnce opens the dialogs and the menu of every page, unless that was done.
func (tr *tour) openAndLookOnce(s sight, look func(what string)) {
	tr.t.Helper()
	if !tr.opened && get(tr.browser, chromedp.Evaluate[bool](`!!document.getElementById("palette")`)) {
		tr.opened = true
		tr.openAndLook("palette", "#search-found a", look)
		tr.openAndLook("shortcuts", "#shortcuts dd", look)
		tr.do(chromedp.Evaluate[chromedp.Void](`document.getElementById("me").open = true`))
		tr.measure(s, narrow)
		tr.examine(s, screen{1440, true}, "-menu", "header", true)
		tr.examine(s, screen{375, false}, "-menu", "header", true)
		tr.do(chromedp.Evaluate[chromedp.Void](`document.getElementById("me").open = false`))
	}
}

// eachDialog opens the page's dialogs, one of each kind, because those of a list's rows are alike.
// It leaves out those that were examined in this language on another page.
func (tr *tour) eachDialog(look func(what string)) {
	tr.t.Helper()
	const kinds = `[...new Map(Array.from(document.querySelectorAll("dialog:not(#palette, #shortcuts)"), d => [d.textContent.trim().split(/\s+/, 2).join(" "), d.id])).values()]`
	for i, id := range get(tr.browser, chromedp.Evaluate[[]string](kinds)) {
		if !tr.gallery.examined.anew("dialog", tr.language, tr.structureOf(`[id="`+id+`"]`)) && !tr.gallery.pictures {
			continue
		}
		tr.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.getElementById(%q).showModal()`, id)))
		look(fmt.Sprint("-dialog-", i+1))
		tr.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("dialog[open]").close()`))
	}
}

// glanceAt examines a page in another language. Only the lengths of words differ, so it measures
// once, on a phone and with everything unfolded. The gallery also has pictures of the large screen.
func (tr *tour) glanceAt(s sight) {
	tr.t.Helper()
	anew := tr.gallery.examined.glance(tr.structureOf("html"))
	tr.do(chromedp.Evaluate[chromedp.Void](unfold))
	tr.measure(s, narrow)
	if tr.gallery.pictures {
		tr.keepPicture(s, screen{1280, false}, "")
	}
	tr.examine(s, screens[0], "", "html", anew)
	look := func(what string) {
		tr.measure(s, narrow)
		tr.examine(s, screens[0], what, "dialog[open]", tr.gallery.examined.glance(tr.structureOf("dialog[open]")))
	}
	tr.openAndLookOnce(s, look)
	tr.eachDialog(look)
}

// openAndLook opens a dialog that loads its content, examines it when that is there, and closes it.
func (tr *tour) openAndLook(id, filled string, look func(what string)) {
	tr.t.Helper()
	tr.do(
		chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelector("[data-opens=%s]").click()`, id)),
		chromedp.WaitVisible(chromedp.CSS(filled)),
	)
	look("-" + id)
	tr.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("dialog[open]").close()`))
}

// examineOpen examines the open dialog.
func (tr *tour) examineOpen(s sight, what string) {
	tr.t.Helper()
	anew := tr.gallery.examined.anew("page", tr.structureOf("dialog[open]"))
	tr.examine(s, screen{1440, true}, what, "dialog[open]", anew)
	tr.examine(s, screen{375, false}, what, "dialog[open]", anew)
}

// examine measures the page, and runs axe on a part of it if that is new.
func (tr *tour) examine(s sight, as screen, what, part string, anew bool) {
	tr.t.Helper()
	if tr.gallery.pictures {
		tr.keepPicture(s, as, what)
	} else {
		tr.measure(s, as)
	}
	if anew {
		tr.runAxe(s, as, what, part)
	}
}

// keepPicture measures the page, and keeps a screenshot of all of it.
func (tr *tour) keepPicture(s sight, as screen, what string) {
	tr.t.Helper()
	tr.measure(s, as)
	yes := true
	picture := get(tr.browser, func(ctx context.Context, target *chromedp.Target) ([]byte, error) {
		shot, err := cdp.Call(ctx, target, page.CaptureScreenshot, page.CaptureScreenshotParams{CaptureBeyondViewport: &yes, OptimizeForSpeed: &yes})
		return shot.Data, err
	})
	tr.write(fmt.Sprintf("%s-%v%s.png", tr.file(s), as, what), picture)
}

// measure waits until the page has the right width and colours, and finds what is wider.
func (tr *tour) measure(s sight, as screen) {
	tr.t.Helper()
	tr.show(as)
	script := fmt.Sprintf(`new Promise(done => {
		const root = document.documentElement;
		const look = () => innerWidth === %d && root.classList.contains("dark") === %t ? requestAnimationFrame(() => done(measure())) : requestAnimationFrame(look);
		const measure = () => root.scrollWidth <= root.clientWidth ? [] : ["the page is " + root.scrollWidth + " wide",
			...Array.from(document.querySelectorAll("body *")).filter(e => e.getBoundingClientRect().right > root.clientWidth + 1 && !e.closest(".table-container *, .topbar nav *, .tabnav *")).slice(0, 3)
				.map(e => e.outerHTML.slice(0, 150))];
		look();
	})`, as.width, as.dark)
	if wide := get(tr.browser, chromedp.Evaluate[[]string](script, chromedp.EvalAwaitPromise)); len(wide) > 0 {
		tr.find(s, as.String(), "it scrolls sideways: "+strings.Join(wide, " | "))
	}
}
