// A form that only goes on with what was pressed before is sent by itself, once: whoever goes back sees
// its button.
for (const form of document.querySelectorAll("form[data-goes-on]")) {
  if (performance.getEntriesByType("navigation")[0]?.type === "navigate") form.requestSubmit();
}
