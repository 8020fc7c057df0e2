// A password manager saves the user name that is sent. Together with its account, that name signs
// in by itself, and differs from the same user name in another account.
document.addEventListener("submit", ({ target: { id, elements: { account, user } } }) => {
  if (id !== "user-login" || !account.value.trim() || `${account.value}${user.value}`.includes("@")) return;
  user.value = `${user.value.trim()} @ ${account.value.trim()}`;
});
