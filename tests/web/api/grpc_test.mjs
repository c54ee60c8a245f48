// grpc-js, straight to the port of gRPC; what it books is seen over HTTP.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import grpc from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { booking, Lab } from "./lab.mjs";

let lab, api, metadata;
before(async () => {
  lab = await Lab.start();
  const proto = join(process.env.MUTUA_ROOT, "proto");
  const loaded = loadSync(["mutua/v1/bookings.proto", "mutua/v1/watch.proto"], {
    includeDirs: [proto],
    longs: String,
    enums: String,
    defaults: true,
    oneofs: true,
  });
  api = grpc.loadPackageDefinition(loaded).mutua.v1;
  metadata = new grpc.Metadata();
  metadata.set("authorization", `Bearer ${lab.lea}`);
});
after(() => lab.stop());

// As proto-loader has it: times are messages.
function request(days) {
  const { requestId, spec } = booking(days);
  const seconds = Date.parse(spec.time.start.instant) / 1000;
  const time = { start: { instant: { seconds } }, length: { seconds: 3600 } };
  return { requestId, spec: { wants: spec.wants, title: spec.title, time } };
}

test("A booking is made, refused when asked for again, watched, and read in JSON", async () => {
  const credentials = grpc.credentials.createInsecure();
  const bookings = new api.BookingsService(lab.grpc, credentials);
  const create = (what) =>
    new Promise((resolve, reject) =>
      bookings.createBooking(what, metadata, (error, made) => (error ? reject(error) : resolve(made))),
    );
  const watches = new api.WatchService(lab.grpc, credentials);
  const stream = watches.watch({}, metadata);
  const ended = new Promise((resolve) => stream.once("error", resolve));
  const responses = stream[Symbol.asyncIterator]();
  await responses.next();

  const made = await create(request(3));
  assert.equal(made.booking.state, "BOOKING_STATE_CONFIRMED");
  const seen = (await responses.next()).value;
  assert.equal(seen.events[0].booking.booking, made.booking.booking);
  await assert.rejects(create(request(3)), (error) => {
    assert.equal(error.code, grpc.status.FAILED_PRECONDITION);
    assert.equal(error.metadata.get("grpc-status-details-bin").length, 1);
    return true;
  });

  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${lab.lea}` };
  const url = `${lab.url}/mutua.v1.BookingsService/GetBooking`;
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify({ booking: made.booking.booking }) });
  assert.equal((await answer.json()).booking.title, "déjà vu 100 %");
  stream.cancel();
  assert.equal((await ended).code, grpc.status.CANCELLED);
  watches.close();
  bookings.close();
});
