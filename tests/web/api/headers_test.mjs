// What every answer tells a browser about what it may do with it, whatever the answer is: a field that is dropped from
// one kind of answer is missing here.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { Lab, requestId } from "./lab.mjs";

let lab;
before(async () => {
  lab = await Lab.start();
});
after(() => lab.stop());

const kFields = {
  "content-security-policy":
    "default-src 'self'; img-src 'self' data:; worker-src 'self'; connect-src 'self'; " +
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

const fieldsOf = (names) => Object.fromEntries(Object.keys(kFields).map((name) => [name, names.get(name) ?? "missing"]));

/** Asks, and answers with the head; what follows is let go. */
async function head(path, { as, type, ...options } = {}) {
  const headers = { ...options.headers, ...(as && { authorization: `Bearer ${as}` }), ...(type && { "content-type": type }) };
  const stop = new AbortController();
  const answer = await fetch(lab.url + path, { ...options, headers, method: options.body ? "POST" : "GET", signal: stop.signal });
  stop.abort();
  return answer;
}

test("each kind of answer has every field that keeps a browser from harm", async () => {
  const page = await (await fetch(lab.url)).text();
  const [, asset] = /(\/assets\/[\w.-]+\.js)/.exec(page);
  const etag = (await head(asset)).headers.get("etag");
  const made = await fetch(`${lab.url}/mutua.v1.FeedsService/CreateFeed`, {
    method: "POST",
    headers: { authorization: `Bearer ${lab.lea}`, "content-type": "application/json" },
    body: JSON.stringify({ requestId: requestId(), member: "lea" }),
  });
  const { path: feed } = await made.json();
  const api = "/mutua.v1.DirectoryService/GetCaller";
  const empty = new Uint8Array(5);
  const rows = [
    ["the members' page", 200, "/"],
    ["the kiosk's page", 200, "/kiosk/"],
    ["the managers' page", 200, "/manager/"],
    ["the kiosk's worker", 200, "/kiosk/worker.js"],
    ["an asset", 200, asset],
    ["an asset that the browser has", 304, asset, { headers: { "if-none-match": etag } }],
    ["no page", 404, "/nix"],
    ["a call in JSON", 200, api, { as: lab.lea, type: "application/json", body: "{}" }],
    ["a call in gRPC-Web", 200, api, { as: lab.lea, type: "application/grpc-web+proto", body: empty }],
    ["a watch", 200, "/mutua.v1.WatchService/Watch", { as: lab.lea, type: "application/grpc-web+proto", body: empty }],
    ["a call of nobody", 401, api, { type: "application/json", body: "{}" }],
    ["no method", 404, "/mutua.v1.DirectoryService/Nix", { as: lab.lea, type: "application/json", body: "{}" }],
    ["a call of another site's page", 403, api, { as: lab.lea, type: "application/json", body: "{}", headers: { origin: "http://elsewhere.test" } }],
    ["a calendar", 200, feed],
    ["no calendar", 404, feed.replace(/[^/]{20,}/, "nobody.ics")],
    ["the health", 200, "/readyz"],
    ["the figures", 200, "/metrics"],
    ["a body that is too large", 413, api, { as: lab.lea, type: "application/json", body: " ".repeat(3 << 20) }],
  ];
  for (const [what, status, path, options] of rows) {
    const answer = await head(path, options);
    assert.equal(answer.status, status, what);
    assert.deepEqual(fieldsOf(answer.headers), kFields, what);
  }
});

test("an answer to what is no HTTP has them, too", async () => {
  const { hostname, port } = new URL(lab.url);
  const socket = connect(Number(port), hostname);
  socket.end("NIX\r\n\r\n");
  let text = "";
  for await (const data of socket) text += data;
  assert.match(text, /^HTTP\/1\.1 400 /);
  const lines = text.slice(0, text.indexOf("\r\n\r\n")).split("\r\n").slice(1);
  assert.deepEqual(fieldsOf(new Map(lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)]))), kFields);
});
