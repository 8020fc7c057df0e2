package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"latchkey/access"
)

// TestActionsAreChosenFromAList: the record's filter of what was done is a list in words, and the
// address keeps the choice. It is chosen with the mouse, by keyboard, and without JavaScript.
func TestActionsAreChosenFromAList(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	acme, _ := d.ids(t, "Acme", "")
	address := "/accounts/" + acme + "/audit"
	const what = `(s => s.selectedOptions[0].text)(document.getElementById("action"))`
	// only has every row say what was chosen, and nothing else.
	only := func(b *browser, a access.Action) {
		t.Helper()
		b.sees("only "+en.Action(a)+" is listed", `(rows => rows.length > 0 && rows.every(td => td.textContent.includes(`+quoted(en.Action(a))+`)))([...document.querySelectorAll("#list tbody td[data-label=`+en.Record.What+`]")])`)
		b.sees("the address has it", `new URLSearchParams(location.search).get("action") === `+quoted(string(a)))
		same(t, get(b, chromedp.Evaluate[string](what)), en.Action(a), "what is chosen")
	}
	for _, javaScript := range []bool{true, false} {
		anna := openBrowser(t, d.Address, javaScript)
		anna.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
		anna.open(address)
		same(t, get(anna, chromedp.Evaluate[string](what)), en.Record.Anything, "what is chosen at first")
		codes := `[...document.querySelectorAll("#action option")].filter(o => o.value !== "" && o.text === o.value).length`
		same(t, get(anna, chromedp.Evaluate[int](codes)), 0, "choices without words")
		anna.sees("they are in groups", `document.querySelectorAll("#action optgroup[label]").length > 5`)
		anna.do(chromedp.Focus(chromedp.ID("action")))
		anna.keys(en.Action(access.RequestGranted))
		if !javaScript {
			anna.followText(en.Parts.Show)
		}
		only(anna, access.RequestGranted)
		anna.sides("granted")
		anna.do(chromedp.Reload())
		only(anna, access.RequestGranted)
		anna.do(chromedp.Focus(chromedp.ID("action")))
		anna.keys(kb.Home)
		if !javaScript {
			anna.followText(en.Parts.Show)
		}
		anna.sees("everything is listed", `document.querySelectorAll("#list tbody tr").length > 5 && !location.search.includes("granted")`)
		anna.open(address + "?action=" + string(access.RequestDenied))
		same(t, get(anna, chromedp.Evaluate[string](what)), en.Action(access.RequestDenied), "what an address has chosen")
	}
}
