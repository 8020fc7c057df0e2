// A password manager keeps the user that was sent. With its account it signs in by itself, and is told apart from that of another account.
document.addEventListener("submit", ({ target: { id, elements: { account, user } } }) => {
  if (id !== "user-login" || !account.value.trim() || `${account.value}${user.value}`.includes("@")) return;
  user.value = `${user.value.trim()} @ ${account.value.trim()}`;
});
