// A whole row of a list is a link, but its text can still be selected.
document.addEventListener("click", (e) => {
  const row = e.target.closest("tr[data-href]");
  if (row && !e.target.closest("a, button, input, select, textarea, label, summary, dialog") && !String(getSelection())) {
    const { ctrlKey, metaKey, shiftKey } = e;
    row.querySelector("a").dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
  }
});

// Only the filters that are set go into the URL.
document.addEventListener("htmx:config:request", ({ detail: { ctx: { sourceElement, request } } }) => {
  if (sourceElement.matches("form.filter")) for (const [name, value] of [...request.body]) if (!value) request.body.delete(name);
});
