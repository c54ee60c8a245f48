// Signing in through a provider that lies, is slow, is down, or meant somebody else; and through a browser that somebody
// else prepared. No browser here: each step as it goes over the wire, on a clock that stands still.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SignJWT, UnsecuredJWT } from "jose";
import { FakeProvider, kClient, kClientSecret } from "./fake_provider.mjs";
import { Lab, freePort } from "./lab.mjs";

const kNow = Date.parse("2026-11-20T09:00:00Z") / 1000; // 10:00 in Paris, where the lab is
let provider, lab, now;

async function startLab(more = []) {
  const port = await freePort();
  return Lab.start({
    clock: "2026-11-20 10:00",
    port,
    flags: (folder) => {
      const secret = `${folder}/client-secret`;
      writeFileSync(secret, `${kClientSecret}\n`, { mode: 0o600 });
      return ["--public-url", `http://127.0.0.1:${port}`, "--oidc-issuer", provider.issuer, "--oidc-client-id", kClient,
        "--oidc-client-secret-file", secret, "--oidc-name", "The house", ...more];
    },
  });
}
before(async () => {
  provider = await FakeProvider.start();
  lab = await startLab();
  now = kNow;
});
after(async () => {
  await lab?.end();
  await provider?.end();
});
beforeEach(() => {
  provider.reset();
  provider.now = () => now;
});

async function clockTo(seconds) {
  const { status, body } = await call("AdminService/AdvanceClock", lab.tokens.manager, { to: new Date(seconds * 1000).toISOString() });
  assert.equal(status, 200, JSON.stringify(body));
  now = seconds;
}

const cookieIn = (answer, name) => {
  const found = answer.headers.getSetCookie().find((one) => one.startsWith(`mutua-${name}=`));
  return found && { pair: found.split(";")[0], value: /=([^;]*)/.exec(found)[1], rules: found };
};

async function begin(query = "") {
  const answer = await fetch(`${lab.origin}/sign-in/provider${query}`, { redirect: "manual" });
  assert.equal(answer.status, 303);
  return { address: answer.headers.get("location"), cookie: cookieIn(answer, "sign-in") };
}

/** The browser comes back with these; where it is sent, and the ticket it gets. */
async function back({ code, state, cookie, more = "" }) {
  const query = new URLSearchParams({ ...(code ? { code } : {}), ...(state ? { state } : {}) });
  const answer = await fetch(`${lab.origin}/sign-in/provider/back?${query}${more}`, { redirect: "manual", headers: cookie ? { cookie: cookie.pair } : {} });
  assert.equal(answer.status, 303);
  const location = answer.headers.get("location");
  assert.match(location, /^\/(manager\/)?#provider=[a-z]+$/);
  // Whatever came of it, what was begun is over.
  assert.match(cookieIn(answer, "sign-in").rules, /^mutua-sign-in=; .*Max-Age=0$/);
  return { how: location.split("=")[1], location, ticket: cookieIn(answer, "ticket") };
}

async function session(ticket, { headers = { "content-type": "application/json" }, body = JSON.stringify({ name: "Chrome, Linux" }) } = {}) {
  const answer = await fetch(`${lab.origin}/sign-in/provider/session`, { method: "POST", headers: { ...headers, ...(ticket ? { cookie: ticket.pair } : {}) }, body });
  return { status: answer.status, text: await answer.text(), cache: answer.headers.get("cache-control") };
}

async function call(method, token, message = {}) {
  const answer = await fetch(`${lab.origin}/mutua.v1.${method}`, { method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${token}` }, body: JSON.stringify(message) });
  return { status: answer.status, body: await answer.json() };
}

/** The whole way as somebody of those claims; how it ended. */
async function signIn(claims = { preferred_username: "lea" }) {
  const begun = await begin();
  return back({ ...provider.signIn(begun.address, claims), cookie: begun.cookie });
}

test("whoever the provider names is signed in with a session of their own, once", async () => {
  const begun = await begin();
  const asked = new URL(begun.address);
  assert.equal(asked.origin + asked.pathname, `${provider.issuer}/authorize`);
  assert.equal(asked.searchParams.get("redirect_uri"), `${lab.origin}/sign-in/provider/back`);
  assert.equal(asked.searchParams.get("scope"), "openid profile");
  for (const name of ["state", "nonce", "code_challenge"]) assert.match(asked.searchParams.get(name), /^[\w-]{43}$/, name);
  assert.match(begun.cookie.rules, /; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/);
  // What the browser keeps says nothing.
  for (const name of ["state", "nonce"]) assert.ok(!begun.cookie.value.includes(asked.searchParams.get(name)));
  const { how, ticket, location } = await back({ ...provider.signIn(begun.address, { preferred_username: "lea" }), cookie: begun.cookie });
  assert.equal(how, "done");
  assert.equal(location, "/#provider=done");
  assert.match(ticket.rules, /; Path=\/; HttpOnly; SameSite=Strict; Max-Age=60$/);
  const made = await session(ticket);
  assert.equal(made.status, 200);
  assert.equal(made.cache, "no-store");
  const { secret } = JSON.parse(made.text);
  assert.equal((await call("DirectoryService/GetCaller", secret)).body.member.member, "lea");
  const { sessions } = (await call("SignInService/ListSessions", secret)).body;
  assert.equal(sessions[0].name, "The house: Chrome, Linux");
  assert.equal(sessions[0].session, true);
  // A member's session, as a password would have made it: 30 days.
  assert.equal(Date.parse(sessions[0].expiresAt) / 1000, now + 30 * 86_400);
  assert.equal((await session(ticket)).status, 401);
  const { entries } = JSON.parse(await lab.mutua("manager", "audit", "--member", "lea", "-o", "json"));
  const last = entries.at(-1);
  assert.equal(last.by, "lea");
});

test("who signed in more weakly than is asked for stays out, whatever the provider was asked", async () => {
  const mild = new URL((await begin()).address);
  assert.equal(mild.searchParams.get("acr_values"), null);
  assert.equal((await signIn({ preferred_username: "lea", acr: "0" })).how, "done");
  const usual = lab;
  lab = await startLab(["--oidc-acr", "silver gold"]);
  try {
    assert.equal(new URL((await begin()).address).searchParams.get("acr_values"), "silver gold");
    const ways = { gold: "done", silver: "done", 0: "refused", gol: "refused", "silver gold": "refused", "": "refused", " ": "refused" };
    for (const [acr, how] of Object.entries(ways)) {
      assert.equal((await signIn({ preferred_username: "lea", acr })).how, how, acr);
    }
    assert.equal((await signIn({ preferred_username: "lea" })).how, "refused");
    assert.equal((await signIn({ preferred_username: "lea", acr: ["gold"] })).how, "refused");
  } finally {
    await lab.end();
    lab = usual;
  }
});

test("no two sign-ins share a state, a nonce or a challenge", async () => {
  const asked = await Promise.all(Array.from({ length: 8 }, async () => new URL((await begin()).address).searchParams));
  for (const name of ["state", "nonce", "code_challenge"]) assert.equal(new Set(asked.map((one) => one.get(name))).size, 8, name);
});

test("a ticket is for this server's own page alone, and for a minute", async () => {
  const page = { "content-type": "application/json" };
  const { ticket } = await signIn();
  assert.equal((await session(undefined)).status, 401);
  assert.equal((await session(ticket, { headers: { ...page, origin: "https://elsewhere.example" } })).status, 403);
  assert.equal((await session(ticket, { headers: { ...page, "sec-fetch-site": "cross-site" } })).status, 403);
  assert.equal((await session(ticket, { headers: { "content-type": "application/x-www-form-urlencoded" } })).status, 415);
  assert.equal((await session(ticket, { body: "x".repeat(2000) })).status, 413);
  assert.equal((await fetch(`${lab.origin}/sign-in/provider/session`, { headers: { cookie: ticket.pair } })).status, 405);
  await clockTo(now + 61);
  assert.equal((await session(ticket)).status, 401);
});

test("what was begun in another browser, or not at all, signs nobody in", async () => {
  const ways = {
    // Somebody else's answer in my browser, which would have me work as them.
    "another browser's cookie": async (brought) => ({ ...brought, cookie: (await begin()).cookie }),
    "no cookie": (brought) => ({ ...brought, cookie: undefined }),
    "another state": (brought) => ({ ...brought, state: `${brought.state}x` }),
    "no state": (brought) => ({ ...brought, state: "" }),
    "two states": (brought) => ({ ...brought, more: `&state=${brought.state}` }),
    "a forged cookie": (brought) => ({ ...brought, cookie: { pair: `${brought.cookie.pair.slice(0, -4)}AAAA` } }),
    "two cookies": async (brought) => ({ ...brought, cookie: { pair: `${(await begin()).cookie.pair}; ${brought.cookie.pair}` } }),
  };
  for (const [what, change] of Object.entries(ways)) {
    const begun = await begin();
    const brought = { ...provider.signIn(begun.address, { preferred_username: "tom" }), cookie: begun.cookie };
    assert.equal((await back(await change(brought))).how, "again", what);
  }
  assert.equal(provider.asked["/token"], undefined, "the provider was asked");
  // A state that was tried with is used, though the right one comes behind it.
  const begun = await begin();
  const brought = { ...provider.signIn(begun.address, { preferred_username: "tom" }), cookie: begun.cookie };
  assert.equal((await back({ ...brought, state: "guessed" })).how, "again");
  assert.equal((await back(brought)).how, "again");
  assert.equal((await signIn()).how, "done");
});

test("what was brought back once is not taken again, and nothing after ten minutes", async () => {
  const begun = await begin();
  const brought = provider.signIn(begun.address, { preferred_username: "lea" });
  assert.equal((await back({ ...brought, cookie: begun.cookie })).how, "done");
  assert.equal((await back({ ...brought, cookie: begun.cookie })).how, "again");
  assert.equal(provider.asked["/token"], 1);
  const late = await begin();
  await clockTo(now + 600);
  assert.equal((await back({ ...provider.signIn(late.address, {}), cookie: late.cookie })).how, "again");
});

test("an address of a page goes to one of ours, whatever it asks for", async () => {
  for (const [query, page] of [["?page=manager", "/manager/"], ["?page=//elsewhere.example", "/"], ["?next=https://elsewhere.example", "/"]]) {
    const begun = await begin(query);
    const { location } = await back({ ...provider.signIn(begun.address, { preferred_username: "lea" }), cookie: begun.cookie });
    assert.equal(location, `${page}#provider=done`);
  }
});

test("who is no member is told so, and is none afterwards; who has left is none any more", async () => {
  const members = await lab.mutua("manager", "member", "list");
  for (const preferred_username of ["stranger", "Lea", "lea ", "m-1", ""]) {
    const { how, ticket } = await signIn({ preferred_username });
    assert.equal(how, preferred_username === "" ? "refused" : "unknown", preferred_username);
    assert.equal(ticket, undefined);
  }
  assert.equal(await lab.mutua("manager", "member", "list"), members);
  assert.equal((await signIn({ preferred_username: "noe" })).how, "done");
  await lab.mutua("manager", "member", "erase", "noe", "--yes");
  assert.equal((await signIn({ preferred_username: "noe" })).how, "unknown");
});

test("an ID token is believed when one of the issuer's keys signed it for us, for this sign-in, now", async () => {
  const stranger = new FakeProvider();
  await stranger.newKey();
  const secretOfKey = new TextEncoder().encode(JSON.stringify(provider.keys[0]));
  const cases = {
    "of another sign-in": (claims) => provider.sign({ ...claims, nonce: "x".repeat(43) }),
    "without a nonce": ({ nonce, ...claims }) => provider.sign(claims),
    "for another client": (claims) => provider.sign({ ...claims, aud: "somebody-else" }),
    "for another client, too": (claims) => provider.sign({ ...claims, aud: [kClient, "somebody-else"] }),
    "for nobody": ({ aud, ...claims }) => provider.sign(claims),
    "given to another": (claims) => provider.sign({ ...claims, azp: "somebody-else" }),
    "of another issuer": (claims) => provider.sign({ ...claims, iss: "https://id.example.org" }),
    "of the issuer with a slash": (claims) => provider.sign({ ...claims, iss: `${claims.iss}/` }),
    "that has expired": (claims) => provider.sign({ ...claims, exp: now - 61 }),
    "that does not expire": ({ exp, ...claims }) => provider.sign(claims),
    "that was made long ago": (claims) => provider.sign({ ...claims, iat: now - 601 }),
    "of tomorrow": (claims) => provider.sign({ ...claims, iat: now + 86_400, exp: now + 87_000 }),
    "that does not hold yet": (claims) => provider.sign({ ...claims, nbf: now + 120 }),
    "that nobody signed": (claims) => new UnsecuredJWT(claims).encode(),
    "signed with the public key as a password": (claims) => new SignJWT(claims).setProtectedHeader({ alg: "HS256", kid: provider.key.id }).sign(secretOfKey),
    "signed with a key that is not listed": (claims) => provider.sign(claims, { key: stranger.key }),
    "signed with another key of that name": (claims) => provider.sign(claims, { key: { ...stranger.key, id: provider.key.id } }),
    "that was changed": async (claims) => {
      const [head, , signature] = (await provider.sign(claims)).split(".");
      const body = Buffer.from(JSON.stringify({ ...claims, preferred_username: "ines" })).toString("base64url");
      return `${head}.${body}.${signature}`;
    },
    "whose signature was cut": async (claims) => (await provider.sign(claims)).replace(/\.[^.]*$/, "."),
    "that asks for more than is known": (claims) => provider.sign(claims, { header: { crit: ["b64"], b64: true } }),
    "that is none": () => "not.a.token",
    "that is too long": (claims) => provider.sign({ ...claims, more: "x".repeat(20_000) }),
    "that does not say who": ({ preferred_username, ...claims }) => provider.sign(claims),
    "that says a number": (claims) => provider.sign({ ...claims, preferred_username: 17 }),
  };
  for (const [what, token] of Object.entries(cases)) {
    provider.token = token;
    const { how, ticket } = await signIn();
    assert.equal(how, "refused", `an ID token ${what}`);
    assert.equal(ticket, undefined, what);
  }
  provider.token = (claims) => provider.sign({ ...claims, aud: [kClient], azp: kClient, nbf: now });
  assert.equal((await signIn()).how, "done");
});

test("a key that is new is read, at most every half minute; one that was taken back is believed for an hour at most", async () => {
  await clockTo(now + 3600);
  assert.equal((await signIn()).how, "done");
  const old = { keys: provider.keys, key: provider.key };
  await provider.newKey("ES256");
  assert.equal((await signIn()).how, "refused");
  assert.equal((await signIn()).how, "refused");
  assert.equal(provider.asked["/keys"], 1);
  await clockTo(now + 30);
  assert.equal((await signIn()).how, "done");
  assert.equal(provider.asked["/keys"], 2);
  const fresh = provider.key;
  provider.key = old.key;
  assert.equal((await signIn()).how, "refused");
  provider.key = fresh;
  // The old key comes back, and is taken back again.
  provider.keys = [...provider.keys, ...old.keys];
  await clockTo(now + 3600);
  assert.equal((await signIn()).how, "done");
  provider.keys = provider.keys.slice(1);
  assert.equal((await signIn()).how, "done");
  await clockTo(now + 3600);
  assert.equal((await signIn()).how, "refused");
  Object.assign(provider, { key: old.key });
  assert.equal((await signIn()).how, "done");
});

test("what the provider answers instead of a token signs nobody in", async () => {
  const instead = {
    refused: [
      (request, response) => response.writeHead(400).end('{"error":"invalid_grant"}'),
      (request, response) => response.writeHead(302, { location: `${provider.issuer}/elsewhere` }).end(),
    ],
    down: [
      (request, response) => response.writeHead(500).end("{}"),
      (request, response) => response.writeHead(200).end("{}"),
      (request, response) => response.writeHead(200).end("<html>"),
      (request, response) => response.writeHead(200).end(`{"id_token":[${"[".repeat(100_000)}`),
      (request, response) => response.writeHead(200).end(`{"more":"${"x".repeat(300_000)}"}`),
      (request, response) => response.socket.destroy(),
    ],
  };
  for (const [how, answers] of Object.entries(instead)) {
    for (const answer of answers) {
      provider.instead["/token"] = answer;
      assert.equal((await signIn()).how, how, answer.toString());
    }
  }
  assert.equal(provider.asked["/elsewhere"], undefined, "a redirect was followed");
});

test("whoever declined there, and an answer of another provider, comes back without a sign-in", async () => {
  for (const [more, how] of [["&error=access_denied", "declined"], ["&error=server_error", "refused"], ["", "refused"]]) {
    const begun = await begin();
    const { state } = provider.signIn(begun.address, {});
    assert.equal((await back({ state, cookie: begun.cookie, more })).how, how);
  }
  const begun = await begin();
  const brought = provider.signIn(begun.address, { preferred_username: "lea" });
  assert.equal((await back({ ...brought, cookie: begun.cookie, more: "&iss=https%3A%2F%2Fid.example.org" })).how, "refused");
  assert.equal(provider.asked["/token"], undefined);
});

test("a provider that says nothing holds up nobody but those who wait for it, for five seconds", async () => {
  const begun = await begin();
  const brought = provider.signIn(begun.address, { preferred_username: "lea" });
  let arrived;
  const asked = new Promise((resolve) => (arrived = resolve));
  provider.instead["/token"] = () => arrived();
  const started = performance.now();
  let over = false;
  const waiting = back({ ...brought, cookie: begun.cookie }).finally(() => (over = true));
  await asked;
  // Meanwhile everybody else is answered.
  for (let i = 0; i < 5; i++) assert.equal((await call("DirectoryService/GetCaller", lab.tokens.tom)).status, 200);
  assert.equal(over, false, "others were answered when the provider was given up");
  assert.equal((await waiting).how, "down");
  const took = performance.now() - started;
  assert.ok(took >= 4500 && took < 15_000, `${took} ms`);
});

test("what the provider says of itself is believed only of this issuer, and where we may ask", async () => {
  const wrong = [
    { issuer: "https://id.example.org" },
    { issuer: `${provider.issuer}/` },
    { token_endpoint: "http://id.example.org/token" },
    { jwks_uri: "file:///etc/passwd" },
    { authorization_endpoint: "javascript:alert(1)" },
    { authorization_endpoint: "https://user@id.example.org/" },
    { code_challenge_methods_supported: ["plain"] },
  ];
  for (const metadata of wrong) {
    // What was read before is good for an hour; what went wrong, for five seconds.
    await clockTo(now + 3601);
    provider.metadata = metadata;
    const { address } = await begin();
    assert.equal(address, "/#provider=down", JSON.stringify(metadata));
  }
  const asked = provider.asked["/.well-known/openid-configuration"];
  assert.equal((await begin()).address, "/#provider=down");
  assert.equal(provider.asked["/.well-known/openid-configuration"], asked, "asked again at once");
  provider.metadata = {};
  await clockTo(now + 5);
  assert.equal((await signIn()).how, "done");
});

test("over https a provider is asked whose certificate is of a known authority, and cookies are of this host alone", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tls-"));
  const [key, certificate] = ["key.pem", "certificate.pem"].map((name) => join(folder, name));
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", certificate,
    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"], { stdio: "ignore" });
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, response) => {
    const at = (path) => `${issuer}/${path}`;
    response.end(JSON.stringify({ issuer, authorization_endpoint: at("a"), token_endpoint: at("t"), jwks_uri: at("k") }));
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  const issuer = `https://localhost:${server.address().port}`;
  const flags = ["--public-url", "https://lab.example.org/", "--oidc-issuer", issuer, "--oidc-client-id", kClient];
  const started = [];
  try {
    for (const [more, way] of [[[], "down"], [["--oidc-ca", certificate], "there"]]) {
      const one = await Lab.start({ members: [], flags: () => [...flags, ...more] });
      started.push(one);
      const answer = await fetch(`${one.origin}/sign-in/provider`, { redirect: "manual" });
      const there = new URL(answer.headers.get("location"), one.origin);
      assert.equal(there.origin === issuer ? "there" : there.hash.split("=")[1], way);
      const rules = answer.headers.getSetCookie();
      assert.match(rules[0], /^__Host-mutua-sign-in=.*; Path=\/; HttpOnly; Secure; SameSite=Lax;/);
      if (way === "there") assert.equal(there.searchParams.get("redirect_uri"), "https://lab.example.org/sign-in/provider/back");
      assert.deepEqual(await (await fetch(`${one.origin}/sign-in/provider/name`)).json(), { name: issuer.slice(8) });
    }
  } finally {
    for (const one of started) await one.end();
    server.close();
    rmSync(folder, { recursive: true });
  }
});

test("a daemon without a provider says so, and leads nowhere", async () => {
  const plain = await Lab.start({ members: [] });
  try {
    assert.deepEqual(await (await fetch(`${plain.origin}/sign-in/provider/name`)).json(), { name: "" });
    for (const path of ["", "/back?code=a&state=b", "/session", "/elsewhere"]) {
      assert.equal((await fetch(`${plain.origin}/sign-in/provider${path}`, { redirect: "manual" })).status, 404, path);
    }
  } finally {
    await plain.end();
  }
});

test("nothing of all this stands in the daemon's log", async () => {
  const begun = await begin();
  const brought = provider.signIn(begun.address, { preferred_username: "lea" });
  const { ticket } = await back({ ...brought, cookie: begun.cookie });
  const { secret } = JSON.parse((await session(ticket)).text);
  const { how } = await signIn({ preferred_username: "stranger-of-the-log" });
  assert.equal(how, "unknown");
  await lab.stop();
  assert.match(lab.log, /event=provider_sign_in_refused why="no member is called what the provider says" from=this_machine/);
  for (const hidden of [brought.code, brought.state, provider.idToken, kClientSecret, ticket.value, secret, begun.cookie.value, "stranger-of-the-log", "an-access-token-nobody-uses"]) {
    assert.ok(!lab.log.includes(hidden), hidden);
  }
});
