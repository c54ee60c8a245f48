// A provider of OpenID Connect that says whatever a test wants, on a free port of this machine. What it says is right
// unless the test changes it.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { SignJWT, exportJWK, generateKeyPair } from "jose";

export const kClient = "mutua-test";
export const kClientSecret = "c2VjcmV0-of-the-client";

export class FakeProvider {
  static async start() {
    const provider = new FakeProvider();
    provider.server = createServer((request, response) => void provider.#answer(request, response));
    await new Promise((resolve) => provider.server.listen(0, "127.0.0.1", resolve));
    provider.issuer = `http://127.0.0.1:${provider.server.address().port}`;
    await provider.newKey();
    provider.reset();
    return provider;
  }

  /** Everything right again. */
  reset() {
    /** What is changed in the metadata. */
    this.metadata = {};
    /** Instead of an answer at that path: (request, response) => ... */
    this.instead = {};
    /** Makes the ID token; `claims` are right. */
    this.token = (claims) => this.sign(claims);
    this.now = () => Math.floor(Date.now() / 1000);
    this.asked = {};
    this.codes = new Map();
  }

  async newKey(algorithm = "RS256") {
    const { publicKey, privateKey } = await generateKeyPair(algorithm);
    const id = `key-${(this.keysMade = (this.keysMade ?? 0) + 1)}`;
    this.key = { algorithm, publicKey, privateKey, id };
    this.keys = [{ ...(await exportJWK(publicKey)), kid: id, alg: algorithm, use: "sig" }];
  }

  sign(claims, { key = this.key, header = {} } = {}) {
    return new SignJWT(claims).setProtectedHeader({ alg: key.algorithm, kid: key.id, ...header }).sign(key.privateKey);
  }

  /** Somebody signs in at the address that mutuad sent them to: the code and state that their browser brings back. */
  signIn(address, claims) {
    const asked = new URL(address).searchParams;
    const code = `code-${this.codes.size}-${Math.random()}`;
    this.codes.set(code, { asked, claims });
    return { code, state: asked.get("state"), redirect: asked.get("redirect_uri") };
  }

  async #answer(request, response) {
    const path = new URL(request.url, this.issuer).pathname;
    this.asked[path] = (this.asked[path] ?? 0) + 1;
    let body = "";
    for await (const part of request) body += part;
    if (this.instead[path]) return this.instead[path](request, response);
    const send = (status, json) => response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
    if (path === "/.well-known/openid-configuration") {
      return send(200, {
        issuer: this.issuer,
        authorization_endpoint: `${this.issuer}/authorize`,
        token_endpoint: `${this.issuer}/token`,
        jwks_uri: `${this.issuer}/keys`,
        code_challenge_methods_supported: ["S256"],
        ...this.metadata,
      });
    }
    if (path === "/keys") return send(200, { keys: this.keys });
    if (path !== "/token") return send(404, {});
    const form = new URLSearchParams(body);
    const given = this.codes.get(form.get("code"));
    const basic = `Basic ${Buffer.from(`${kClient}:${kClientSecret}`).toString("base64")}`;
    const challenge = createHash("sha256").update(form.get("code_verifier") ?? "").digest("base64url");
    const right =
      given &&
      request.headers.authorization === basic &&
      form.get("grant_type") === "authorization_code" &&
      form.get("redirect_uri") === given.asked.get("redirect_uri") &&
      given.asked.get("code_challenge_method") === "S256" &&
      given.asked.get("code_challenge") === challenge;
    if (!right) return send(400, { error: "invalid_grant" });
    const now = this.now();
    const claims = { iss: this.issuer, aud: kClient, sub: "17", iat: now, exp: now + 300, nonce: given.asked.get("nonce"), ...given.claims };
    this.idToken = await this.token(claims);
    send(200, { access_token: "an-access-token-nobody-uses", token_type: "Bearer", expires_in: 300, id_token: this.idToken });
  }

  async end() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
