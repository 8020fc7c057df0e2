// For browsers that do not support the command attribute yet.
if (!("command" in HTMLButtonElement.prototype)) {
  document.addEventListener("click", (e) => {
    const b = e.target.closest("button[commandfor]");
    const dialog = b && document.getElementById(b.getAttribute("commandfor"));
    if (dialog) b.getAttribute("command") === "close" ? dialog.close() : dialog.showModal();
  });
}
