// The dialog that asks for a fresh proof opens as soon as it is there, and goes when it is closed.
document.addEventListener("htmx:after:swap", () => {
  const dialog = document.querySelector("dialog#prove:not([open])");
  if (!dialog) return;
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
});
