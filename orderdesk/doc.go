// Package orderdesk is the demo's webapp, Order Desk: a small program of a vendor that knows
// nothing of Latchkey but its address, and is told everything else. `latchkey demo` runs it on a
// port of its own; `latchkey serve` never does.
//
// It shows what a webapp has to do, and nothing more:
//
//   - sign people in with OpenID Connect: code, PKCE, state, nonce and the issuer in the answer
//     (signin.go);
//   - end a sign-in at once when Latchkey says that it is over: a logout token to its back channel
//     (logout.go), and a page that leaves by itself (events.go);
//   - ask before it shows or changes anything of a company: GET /api/v1/access, whose answer it
//     keeps for as long as that says (access.go).
//
// Its orders are invented. All that it knows is in memory: with the process, its sign-ins are over.
package orderdesk
