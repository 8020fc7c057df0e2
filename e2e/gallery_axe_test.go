package e2e

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"
)

// looksRules are axe's rules about colours. The others are about the structure of a page, which is
// the same in light and dark colours.
const looksRules = `["color-contrast", "link-in-text-block"]`

// structure writes down what axe's rules of structure, and the looks of a page, depend on:
// elements, their attributes and states, whether they have text, and what names of other elements
// lead to. So it leaves out what a page says, ids, and addresses, and it has siblings that are
// alike once. The language of the page is not in it: axe does not know what words mean.
const structure = `function structure(e) {
	const dull = new Set(["id", "name", "value", "href", "action", "formaction", "src", "title", "alt", "placeholder", "content",
		"datetime", "lang", "hreflang", "aria-label", "data-label", "style", "min", "max", "d", "points"]);
	const leads = new Set(["for", "form", "list", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"]);
	const told = a => {
		if (leads.has(a.name)) return a.value.split(/\s+/).map(id => document.getElementById(id)?.localName ?? "nothing").join();
		if (a.name === "href" && a.value.length > 1 && a.value[0] === "#") return document.getElementById(a.value.slice(1)) ? "here" : "nothing";
		if (a.name === "class") return a.value.split(/\s+/).filter(c => !c.startsWith("htmx-")).join(" ");
		if (dull.has(a.name) || /^hx-/.test(a.name) || /^data-/.test(a.name) && !/^[a-z-]{1,20}$/.test(a.value)) return a.value.trim() !== "";
		return a.value.replace(/_[0-9A-Z]{26}/g, "_").replace(/\d+/g, "0");
	};
	let all = "<" + e.localName;
	for (const a of Array.from(e.attributes).sort((a, b) => a.name < b.name ? -1 : 1)) all += " " + a.name + "=" + told(a);
	for (const state of ["checked", "open", "disabled", "required", "readOnly", "indeterminate"]) if (e[state]) all += " " + state;
	if (e.labels) all += " labels" + e.labels.length;
	if (typeof e.value === "string" && e.value !== "") all += " filled";
	const inside = new Set();
	for (const c of e.childNodes) {
		if (c.nodeType === Node.TEXT_NODE && c.data.trim() !== "") inside.add("text");
		if (c.nodeType === Node.ELEMENT_NODE && c.localName !== "script") inside.add(structure(c));
	}
	return all + ">" + Array.from(inside).join("") + "</>";
}`

// looks notes one visible element with text for each way that text looks in its surroundings: what
// rules about colours depend on. The longest text stands for all, because axe does not judge signs.
const looks = `function looks(part) {
	const known = new Map(), found = window.looksFound = new Map();
	const hash = text => {
		let a = 0xdeadbeef, b = 0x41c6ce57;
		for (let i = 0; i < text.length; i++) {
			a = Math.imul(a ^ text.charCodeAt(i), 2654435761);
			b = Math.imul(b ^ text.charCodeAt(i), 1597334677);
		}
		return (a >>> 0).toString(36) + (b >>> 0).toString(36);
	};
	const look = e => {
		if (known.has(e)) return known.get(e);
		const s = getComputedStyle(e);
		const own = [e.localName, e.getAttribute("class"), s.color, s.backgroundColor, s.backgroundImage, s.opacity, s.filter, s.fontSize, s.fontWeight,
			s.position, s.textShadow, s.textDecorationLine, s.borderBottomWidth, Array.from(e.childNodes).some(c => c.nodeType === Node.TEXT_NODE && c.data.trim() !== "")].join("|");
		const all = hash((e.parentElement ? look(e.parentElement) : "") + own);
		known.set(e, all);
		return all;
	};
	for (const e of part.querySelectorAll("*")) {
		const text = (e.value && e.matches("input, textarea") ? e.value : Array.from(e.childNodes).filter(c => c.nodeType === Node.TEXT_NODE).map(c => c.data).join("")).trim();
		const length = e.matches("select, input, textarea") ? 2 + text.length : text.length;
		if (length < 2 || !e.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
		const key = look(e);
		if (!(found.get(key)?.length >= length)) found.set(key, {e, length});
	}
	return Array.from(found.keys());
}`

// examined is what axe has examined.
type examined struct{ all sync.Map }

// anew says whether something is examined for the first time.
func (x *examined) anew(what ...any) bool {
	_, known := x.all.LoadOrStore(sha256.Sum256([]byte(fmt.Sprint(what...))), true)
	return !known
}

// glance says whether a structure is new to a tour in another language, which examines less of it
// than the English tours.
func (x *examined) glance(structure string) bool {
	_, known := x.all.Load(sha256.Sum256([]byte(fmt.Sprint("page", structure))))
	return !known && x.anew("glance", structure)
}

// not says that something was not examined after all.
func (x *examined) not(what ...any) { x.all.Delete(sha256.Sum256([]byte(fmt.Sprint(what...)))) }

// structureOf is the structure of a part of the page.
func (tr *tour) structureOf(part string) string {
	tr.t.Helper()
	return get(tr.browser, chromedp.Evaluate[string](`(`+structure+`)(document.querySelector(`+strconv.Quote(part)+`))`))
}

// loadAxe loads axe into the page if it is not there.
func (tr *tour) loadAxe() {
	tr.t.Helper()
	if !get(tr.browser, chromedp.Evaluate[bool](`typeof axe === "object"`)) {
		tr.do(chromedp.Evaluate[chromedp.Void](tr.gallery.axe))
	}
}

// runAxe runs axe on a part of the page: its rules of structure in light colours, and those of
// colours on text that looks as none did so far.
func (tr *tour) runAxe(s sight, as screen, what, part string) {
	tr.t.Helper()
	tr.loadAxe()
	if !as.dark {
		rules := `runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
			rules: Object.fromEntries(` + looksRules + `.map(r => [r, {enabled: false}]).concat([["target-size", {enabled: true}]]))`
		if found := tr.axe(s, as, what, `document.querySelector(`+strconv.Quote(part)+`)`, rules); found.Rules == 0 {
			tr.t.Fatalf("axe followed no rule on %s", s.path)
		}
	}
	var keys []string
	all := get(tr.browser, chromedp.Evaluate[[]string](`(`+looks+`)(document.querySelector(`+strconv.Quote(part)+`))`))
	for _, key := range all {
		if tr.gallery.examined.anew("looks", key) {
			keys = append(keys, key)
		}
	}
	if len(all) == 0 {
		tr.t.Fatalf("%s has no text", s.path)
	}
	if len(keys) == 0 {
		return
	}
	include := fmt.Sprintf(`{include: %q.split(" ").map(key => looksFound.get(key).e)}`, strings.Join(keys, " "))
	found := tr.axe(s, as, what, include, `runOnly: {type: "rule", values: `+looksRules+`}`)
	for _, i := range found.Undecided { // perhaps it is decided elsewhere
		tr.gallery.examined.not("looks", all[i])
	}
}

// axeFound is what axe found.
type axeFound struct {
	Rules      int
	Violations []string
	// Undecided are texts that axe could not judge, as indexes of those that looks found.
	Undecided []int
}

func (tr *tour) axe(s sight, as screen, what, context, rules string) axeFound {
	tr.t.Helper()
	found := get(tr.browser, chromedp.Evaluate[axeFound](`axe.run(`+context+`, {`+rules+`, resultTypes: ["violations", "incomplete"], elementRef: true, preload: false}).then(r => {
		const undecided = new Set(r.incomplete.flatMap(v => v.nodes.map(n => n.element)));
		return {
			Rules: r.passes.length + r.inapplicable.length + r.incomplete.length + r.violations.length,
			Violations: r.violations.flatMap(v => v.nodes.map(n => [v.id, v.help, n.target.join(" "), n.html.slice(0, 200), n.any[0]?.message].join(" | "))),
			Undecided: Array.from((window.looksFound ?? new Map()).values()).flatMap((f, i) => undecided.has(f.e) ? [i] : []),
		};
	})`, chromedp.EvalAwaitPromise))
	for _, v := range found.Violations {
		tr.find(s, as.String()+what, "axe: "+v)
	}
	return found
}
