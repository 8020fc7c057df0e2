// A webapp on openid-client for the browser tests: node openid.mjs PACKAGES ISSUER CLIENT_ID SECRET PORT.
// PACKAGES is the package.json next to which openid-client and jose are installed. It has no sessions:
// it keeps the tokens of the last sign-in, and says what it was told.
import { createServer } from "node:http";
import { createRequire } from "node:module";

const [packages, issuer, id, secret, port] = process.argv.slice(2);
const load = (name) => import(createRequire(packages).resolve(name));
const client = await load("openid-client");
const { createRemoteJWKSet, jwtVerify } = await load("jose");

const own = `http://127.0.0.1:${port}`;
const config = await client.discovery(new URL(issuer), id, undefined, client.ClientSecretBasic(secret), { execute: [client.allowInsecureRequests] });
const keys = createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri));
const begun = new Map();
const logouts = [];
let tokens;

const read = async (request) => {
  let text = "";
  for await (const part of request) text += part;
  return new URLSearchParams(text);
};

const pages = {
  "GET /sign-in": async () => {
    const verifier = client.randomPKCECodeVerifier();
    const state = client.randomState();
    const nonce = client.randomNonce();
    begun.set(state, { verifier, nonce });
    return client.buildAuthorizationUrl(config, {
      redirect_uri: `${own}/callback`, scope: "openid profile email grants", state, nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256",
    });
  },
  "GET /callback": async (request, url) => {
    const { verifier, nonce } = begun.get(url.searchParams.get("state"));
    const grant = () => client.authorizationCodeGrant(config, url, {
      pkceCodeVerifier: verifier, expectedNonce: nonce, expectedState: url.searchParams.get("state"), idTokenExpected: true,
    });
    tokens = await grant();
    return { claims: tokens.claims(), userinfo: await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub) };
  },
  "GET /userinfo": async () => await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub),
  "GET /introspection": async () => await client.tokenIntrospection(config, tokens.access_token),
  "GET /sign-out": async () => client.buildEndSessionUrl(config, { post_logout_redirect_uri: `${own}/bye`, id_token_hint: tokens.id_token }),
  "GET /bye": async () => ({ bye: true }),
  "GET /logouts": async () => logouts,
  "POST /logout": async (request) => {
    const token = (await read(request)).get("logout_token");
    const { payload } = await jwtVerify(token, keys, { issuer, audience: id, typ: "logout+jwt", algorithms: ["RS256"], maxTokenAge: "2m", requiredClaims: ["jti", "sid", "events"] });
    if ("nonce" in payload || !payload.events["http://schemas.openid.net/event/backchannel-logout"]) throw new Error("not a logout token");
    logouts.push(payload);
    return {};
  },
};

createServer(async (request, response) => {
  try {
    const url = new URL(request.url, own);
    const answer = await pages[`${request.method} ${url.pathname}`](request, url);
    if (answer instanceof URL) response.writeHead(303, { location: answer.href }).end();
    else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  } catch (error) {
    response.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify({ error: error.error ?? error.code ?? String(error), status: error.status ?? error.cause?.status }));
  }
}).listen(Number(port), "127.0.0.1", () => console.log("ready"));
