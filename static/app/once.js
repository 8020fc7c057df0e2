// The answer to some forms can be shown only once, so a second press must not take its place. A page
// to which someone goes back can send its form again.
document.addEventListener("submit", (e) => {
  const { target: form } = e;
  if (!("sentOnce" in form.dataset)) return;
  if (form.ariaBusy) e.preventDefault();
  form.ariaBusy = "true";
});
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) for (const form of document.querySelectorAll("form[data-sent-once]")) form.ariaBusy = null;
});
