package views

import (
	"strings"

	"latchkey/access"
	"latchkey/words"
)

// Link is a text and its URL.
type Link struct{ Text, URL string }

// PageLink leads to a page. Keys are its keyboard shortcut, with spaces in between, or "". Entries
// of the navigation have one.
type PageLink struct{ Address, Text, Keys string }

// navigation is the pages in the header of every page, as far as the reader may open them.
func navigation(w *words.Layout, me *access.Actor) []PageLink {
	var links []PageLink
	if me.Kind == access.KindUser {
		links = append(links, PageLink{"/", w.Start, "g s"})
	}
	if me.MayOwn(access.ReadAccount) {
		links = append(links, PageLink{AccountURL(me.AccountID, TabDetails), w.AccountPage, "g a"})
	}
	if me.HasExternalAccess() {
		links = append(links, PageLink{AccountURL(me.AccountID, TabExternalAccess), w.ExternalAccess, "g e"})
	}
	if me.Reach(access.ReadAccount).Has(access.All) {
		links = append(links, PageLink{"/accounts", w.Accounts, "g c"})
	} else if me.MayElsewhere(access.ReadAccount) {
		links = append(links, PageLink{"/accounts", w.ThirdPartyAccounts, "g c"})
	}
	if me.MayAnywhere(access.RequestAccess) {
		links = append(links, PageLink{AskURL, w.Ask, "n"})
	}
	if me.MayAnywhere(access.ManageWebapps) {
		links = append(links, PageLink{WebappsURL, w.Webapps, "g w"})
	}
	if me.MayAnywhere(access.CreateInvoices) {
		links = append(links, PageLink{InvoicesURL, w.Payment, "g p"})
	}
	return links
}

// reachablePages is every page that the reader can find by name: those of the navigation, the tabs
// of their own account, and a few others.
func reachablePages(w *words.Layout, me *access.Actor) []PageLink {
	links := navigation(w, me)
	named := map[string]bool{}
	for _, l := range links {
		named[l.Address] = true
	}
	for _, t := range accountTabs(w, me, me.AccountID) {
		if address := AccountURL(me.AccountID, t.address); !named[address] {
			links = append(links, PageLink{Address: address, Text: t.name})
		}
	}
	if me.ReadsAllRequests() {
		links = append(links, PageLink{Address: RequestsURL, Text: w.AllRequests})
	}
	if me.MayOwn(access.DecideRequests) {
		links = append(links, PageLink{Address: AccountURL(me.AccountID, TabRules), Text: w.RulesAndFreeze})
	}
	return append(links, PageLink{Address: ProfileURL, Text: w.OwnLogin},
		PageLink{Address: RolesURL, Text: w.Roles}, PageLink{Address: ShortcutsURL, Text: w.Shortcuts})
}

// FindPages are the reader's pages whose name contains text.
func FindPages(w *words.Words, me *access.Actor, text string) []PageLink {
	var found []PageLink
	for _, l := range reachablePages(&w.Layout, me) {
		if strings.Contains(access.NameKey(l.Text), access.NameKey(text)) {
			found = append(found, l)
		}
	}
	return found
}

// waitsURL is the page with the waiting requests, with the focus on the first.
func waitsURL(me *access.Actor) string { return AccountURL(me.AccountID, TabExternalAccess) + "#waits" }

// shortcut is keys, with spaces in between, and what they do.
type shortcut struct{ keys, what string }

// fixedShortcuts are the keys that cannot be switched off.
func fixedShortcuts(w *words.Search) []shortcut {
	return []shortcut{
		{w.CtrlKey + "+K", w.Title},
		{w.EnterKey, w.ToSend},
		{w.CtrlKey + "+" + w.EnterKey, w.ToSendLines},
		{w.EscapeKey, w.ToClose},
	}
}

// singleKeys are the reader's keys that work outside of fields and can be switched off.
func singleKeys(w *words.Words, me *access.Actor) []shortcut {
	list := []shortcut{{"/", w.Search.Title}}
	if me.HasExternalAccess() {
		list = append(list, shortcut{"w", w.Search.ToWaiting})
	}
	for _, l := range navigation(&w.Layout, me) {
		list = append(list, shortcut{l.Keys, l.Text})
	}
	return append(list, shortcut{"?", w.Search.ToKeys})
}
