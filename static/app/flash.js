// The message of an act goes away by itself, but not while someone points at it, is in it with the
// focus, or looks at another page. It stays for screen readers, and its buttons can still be reached
// by keyboard, which shows it again. A mistake stays until it is dismissed.
(() => {
  const flash = document.getElementById("flash");
  if (!flash) return;
  let going;
  const begin = () => {
    clearTimeout(going);
    const text = flash.querySelector("p");
    if (!text || "stays" in text.dataset || document.hidden || flash.matches(":hover, :focus-within")) return;
    going = setTimeout(() => flash.classList.add("gone"), flash.querySelector("form") ? 30000 : 15000);
  };
  const arrived = () => {
    flash.classList.remove("gone");
    for (const b of flash.querySelectorAll("[data-dismiss][hidden]")) b.hidden = false;
    begin();
  };
  for (const change of ["pointerenter", "pointerleave", "focusin", "focusout"]) flash.addEventListener(change, () => setTimeout(begin));
  document.addEventListener("visibilitychange", begin);
  new MutationObserver(arrived).observe(flash, { childList: true });
  arrived();
  document.addEventListener("click", (e) => {
    if (!e.target.closest("[data-dismiss]")) return;
    e.target.closest(".flash").replaceChildren();
    document.getElementById("main").focus({ preventScroll: true });
  });

  // The message of the last act came with the page, and screen readers read only later changes.
  const text = flash.querySelector("p");
  if (text) setTimeout(() => { document.getElementById("said").textContent = text.textContent; }, 150);
})();
