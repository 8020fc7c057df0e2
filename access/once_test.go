package access

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"latchkey/db"
)

// TestOldFormKeysAreForgotten: the result of a form is known for a day, and removed when someone
// signs in after that.
func TestOldFormKeysAreForgotten(t *testing.T) {
	w := newWorld(t)
	made := w.clock
	by := w.as("Acme").Once("a key")
	w.must(second(w.s.CreateCompany(t.Context(), by, accountID("Acme"), NewCompany{Name: "East", Type: ERP})))
	for _, c := range []struct {
		when string
		late bool
	}{{"at once", false}, {"to the instant", false}, {"later", true}} {
		switch c.when {
		case "to the instant":
			w.clock = made.Add(formKeysKept)
		case "later":
			w.clock = made.Add(formKeysKept + 1e6)
		}
		w.must(second(w.signIn(credentials("Borealis", password, address))))
		_, err := w.store.Read.GetFormKey(t.Context(), by.once)
		equal(t, c.when, db.IsNotFound(err), c.late)
	}
}

// TestOneTimeKeysInAnyOrder: of a hundred who send one form, one creates what all others are led
// to.
func TestOneTimeKeysInAnyOrder(t *testing.T) {
	w, by := till(t, "UTC")
	other := w.addSeller("Other", "UTC")
	const many = 100
	var all sync.WaitGroup
	objects := make([]string, many)
	for n := range many {
		actor := w.as("Counter").Once("a key") // each from a session of its own
		all.Go(func() {
			i, err := w.s.CreateInvoice(t.Context(), actor, newInvoice())
			var done *DoneBefore
			switch {
			case errors.As(err, &done):
				objects[n] = done.ObjectID
			case err == nil:
				objects[n] = i.ID
			default:
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, id := range objects {
		equal(t, "leads to", id, objects[0])
	}
	equal(t, "the key of another login", must(w.s.CreateInvoice(t.Context(), other.Once("a key"), newInvoice()))(w).Number, "2026-000002")
	equal(t, "who may not", outcome(second(w.s.CreateInvoice(t.Context(), w.as("Acme").Once("a key"), newInvoice()))), "forbidden")
	equal(t, "who may not, again", outcome(second(w.s.CreateInvoice(t.Context(), w.as("Acme").Once("a key"), newInvoice()))), "forbidden")
	equal(t, "the next number", fmt.Sprint(w.invoiced(by).Number), "2026-000003")
}
