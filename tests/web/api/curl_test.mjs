// curl, as people type it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { booking, Lab } from "./lab.mjs";

let lab;
before(async () => {
  lab = await Lab.start();
});
after(() => lab.stop());

// What curl printed, with the status behind it.
function curl(path, ...options) {
  const words = ["-sS", "-m", "20", "-w", "\n%{http_code}", `${lab.url}${path}`, ...options];
  const { stdout, stderr, status } = spawnSync("curl", words, { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  const end = stdout.lastIndexOf("\n");
  return { status: Number(stdout.slice(end + 1)), body: stdout.slice(0, end) };
}
const create = "/mutua.v1.BookingsService/CreateBooking";
const json = ["-H", "Content-Type: application/json"];
const sign = () => ["-H", `Authorization: Bearer ${lab.lea}`];

test("A booking is made, and refused with reasons and alternatives to read", () => {
  const made = curl(create, ...json, ...sign(), "-d", JSON.stringify(booking(3)));
  assert.equal(made.status, 200, made.body);
  assert.equal(JSON.parse(made.body).booking.state, "BOOKING_STATE_CONFIRMED");
  const refused = curl(create, ...json, ...sign(), "-d", JSON.stringify(booking(3)));
  assert.equal(refused.status, 400);
  const error = JSON.parse(refused.body);
  assert.equal(error.code, "failed_precondition");
  const refusal = error.details.find((detail) => detail.type === "mutua.v1.Refusal").debug;
  assert.equal(refusal.reasons[0].sentence, error.message);
  assert.ok(refusal.alternatives.length > 0);
});

test("What is wrong is said by status and in a sentence", () => {
  const large = join(tmpdir(), "large");
  writeFileSync(large, Buffer.alloc(3 << 20, 32));
  const rows = [
    [401, /authorization: Bearer/, create, ...json, "-d", "{}"],
    [400, /request_id is missing/, create, ...json, ...sign(), "-d", "{}"],
    [400, /is no mutua\.v1\.CreateBookingRequest/, create, ...json, ...sign(), "-d", "{"],
    [400, /name of a header/, create, ...json, ...sign(), "-H", "x$y: 1", "-d", "{}"],
    [400, /printable ASCII/, create, ...json, ...sign(), "-H", "Accept-Language: é", "-d", "{}"],
    [404, /no method of this name/, "/mutua.v1.BookingsService/Nix", ...json, "-d", "{}"],
    [405, /are POST/, create, ...sign()],
    [413, /too large/, create, ...json, ...sign(), "--data-binary", `@${large}`],
    [415, /answers with a stream/, "/mutua.v1.WatchService/Watch", ...json, ...sign(), "-d", "{}"],
    [415, /content type must be/, create, ...sign(), "-d", "{}"],
  ];
  for (const [status, sentence, ...asked] of rows) {
    const answer = curl(...asked);
    assert.equal(answer.status, status, answer.body);
    assert.match(answer.body, sentence);
  }
  assert.equal(curl("/readyz").body, "ready\n");
});
