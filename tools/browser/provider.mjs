// An OpenID Connect provider for tests, which others have written. It listens on this machine, says
// where on its first line, and ends with its input. Arguments: its folder of packages, and the
// redirect URIs of its only client. Everybody may sign in with any name; whoever also types the code
// 123456 has used a second factor.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [packages, ...redirectURIs] = process.argv.slice(2);
const { default: Provider } = await import(pathToFileURL(createRequire(`${packages}/package.json`).resolve("oidc-provider")));

const server = createServer();
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: "latchkey", client_secret: "the secret of latchkey", redirect_uris: redirectURIs }],
  claims: { openid: ["sub", "amr", "auth_time"], email: ["email", "email_verified"], profile: ["preferred_username", "given_name", "family_name"], groups: ["groups"] },
  cookies: { keys: ["not secret"] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, { uid }) => `/sign-in/${uid}` },
  findAccount: (_, id) => ({
    accountId: id,
    claims: async () => ({ sub: id, preferred_username: id, given_name: id, family_name: "Doe", email: `${id}@acme.example`, email_verified: true, groups: ["staff"] }),
  }),
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope("openid profile email groups");
    await grant.save();
    return grant;
  },
});

const page = `<!doctype html><title>Sign in at the provider</title><form method="post">
<label>Name <input name="name" autofocus></label><label>Code <input name="code"></label><button>Sign in there</button></form>`;

const body = async (request) => {
  let text = "";
  for await (const part of request) text += part;
  return new URLSearchParams(text);
};

const handle = provider.callback();
server.on("request", async (request, response) => {
  if (!request.url.startsWith("/sign-in/")) return handle(request, response);
  if (request.method !== "POST") return response.setHeader("Content-Type", "text/html").end(page);
  const typed = await body(request);
  const amr = typed.get("code") === "123456" ? ["pwd", "otp", "mfa"] : ["pwd"];
  return provider.interactionFinished(request, response, { login: { accountId: typed.get("name"), amr } });
});

process.stdin.on("end", () => process.exit()).resume();
console.log(issuer);
