// Whoever sets up something most likely wants their own time zone.
for (const zone of document.querySelectorAll("[data-zone]")) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone.options && ![...zone.options].some((o) => o.value === here)) zone.prepend(new Option(here, here));
  zone.value = here;
}
