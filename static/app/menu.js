// The menu behind the login's name closes on Escape, and when someone goes on elsewhere. What it opens
// gives the focus back to the name, because the link is hidden by then.
(() => {
  const menu = document.getElementById("me");
  if (!menu) return;
  const name = menu.querySelector("summary");
  const close = () => { menu.open = false; };
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || !menu.open) return;
    close();
    name.focus();
  });
  document.addEventListener("click", ({ target }) => { if (!menu.contains(target)) close(); });
  menu.addEventListener("focusout", ({ relatedTarget: to }) => { if (to && !menu.contains(to)) close(); });
  menu.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-opens]")) return;
    name.focus();
    close();
  });
  addEventListener("pagehide", close);
})();
