// A refused form is the answer to a POST. Going back or reloading should show the page from which
// it was sent, not send it again.
document.addEventListener("submit", () => sessionStorage.setItem("sent-from", location.href));
(() => {
  const sentFrom = sessionStorage.getItem("sent-from");
  if (sentFrom && performance.getEntriesByType("navigation")[0]?.responseStatus === 422) history.replaceState(null, "", sentFrom);
  sessionStorage.removeItem("sent-from");
})();
