// A form that was refused is the answer to a post, which Back and reloading do not show again: they show the page that it was sent from.
document.addEventListener("submit", () => sessionStorage.setItem("sent-from", location.href));
(() => {
  const sentFrom = sessionStorage.getItem("sent-from");
  if (sentFrom && performance.getEntriesByType("navigation")[0]?.responseStatus === 422) history.replaceState(null, "", sentFrom);
})();
