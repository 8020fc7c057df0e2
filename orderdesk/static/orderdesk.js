// An open page leaves when its sign-in is over. Without JavaScript, the next click does.
const leave = () => location.replace('/over');
const events = new EventSource('/events');
events.addEventListener('over', leave);
events.addEventListener('error', () => {
    if (events.readyState === EventSource.CLOSED) leave();
});
// A form leads somewhere itself, also when it signs out.
addEventListener('submit', () => events.close());
addEventListener('pagehide', () => events.close());
addEventListener('pageshow', event => {
    if (event.persisted) location.reload();
});
