// If the tabs do not all fit, scrolls to the current one.
for (const a of document.querySelectorAll("nav [aria-current]")) {
  a.parentElement.scrollLeft = a.offsetLeft - (a.parentElement.clientWidth - a.offsetWidth) / 2;
}
