// connect-web, which browsers use: gRPC-Web, and Connect in JSON and in protobuf.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fromJson } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-web";
import { ErrorInfoSchema } from "./gen/google/rpc/error_details_pb.js";
import { BookingsService, CreateBookingRequestSchema } from "./gen/mutua/v1/bookings_pb.js";
import { DirectoryService } from "./gen/mutua/v1/directory_pb.js";
import { RefusalSchema, Rule } from "./gen/mutua/v1/refusal_pb.js";
import { WatchService } from "./gen/mutua/v1/watch_pb.js";
import { booking, Lab, requestId } from "./lab.mjs";

let lab;
before(async () => {
  lab = await Lab.start();
});
after(() => lab.stop());

const transports = {
  "gRPC-Web": (options) => createGrpcWebTransport(options),
  "Connect, JSON": (options) => createConnectTransport({ ...options, useBinaryFormat: false }),
  "Connect, protobuf": (options) => createConnectTransport({ ...options, useBinaryFormat: true }),
};

function clientOf(service, make, language = "en") {
  const sign = (next) => (request) => {
    request.header.set("Authorization", `Bearer ${lab.lea}`);
    request.header.set("Accept-Language", language);
    return next(request);
  };
  return createClient(service, make({ baseUrl: lab.url, interceptors: [sign] }));
}

async function refusalOf(promise) {
  const error = await promise.then(
    () => assert.fail("nothing was refused"),
    (thrown) => ConnectError.from(thrown),
  );
  return { error, refusal: error.findDetails(RefusalSchema)[0], info: error.findDetails(ErrorInfoSchema)[0] };
}

let days = 2;
for (const [name, make] of Object.entries(transports)) {
  test(`${name}: a booking, its refusal with every detail in French, a deadline, an unknown one`, async () => {
    const bookings = clientOf(BookingsService, make, "fr");
    const wanted = fromJson(CreateBookingRequestSchema, booking(++days));
    const made = await bookings.createBooking(wanted);
    assert.equal(made.booking.title, "déjà vu 100 %");
    assert.ok(made.position > 0n);
    const again = await bookings.createBooking(wanted);
    assert.equal(again.booking.booking, made.booking.booking, "a retry books once");

    const { error, refusal, info } = await refusalOf(bookings.createBooking({ ...wanted, requestId: requestId() }));
    assert.equal(error.code, Code.FailedPrecondition);
    assert.match(error.rawMessage, /déjà réservé/);
    assert.equal(info.reason, "OVERLAP");
    assert.equal(refusal.reasons[0].rule, Rule.OVERLAP);
    assert.ok(refusal.alternatives.length > 0);

    const late = await refusalOf(bookings.listBookings({ minPosition: 1n << 40n }, { timeoutMs: 50 }));
    assert.equal(late.error.code, Code.DeadlineExceeded);
    const unknown = await refusalOf(bookings.getBooking({ booking: "b-999999" }));
    assert.equal(unknown.error.code, Code.NotFound);
  });
}

test("gRPC-Web: a watch brings the booking, resumes behind it, and ends when it is aborted", async () => {
  const watches = clientOf(WatchService, transports["gRPC-Web"]);
  const bookings = clientOf(BookingsService, transports["Connect, JSON"]);
  const leave = new AbortController();
  const stream = watches.watch({}, { signal: leave.signal })[Symbol.asyncIterator]();
  const first = (await stream.next()).value;
  assert.equal(first.events.length, 0, "it says at once that it is there");
  const made = await bookings.createBooking(fromJson(CreateBookingRequestSchema, booking(++days)));
  const seen = (await stream.next()).value;
  assert.equal(seen.events[0].thing.value.booking, made.booking.booking);
  assert.equal(await lab.watches(), 1);
  leave.abort();
  await assert.rejects(stream.next());
  while ((await lab.watches()) > 0);

  const resumed = watches.watch({ from: { case: "resumeToken", value: first.resumeToken } }, {});
  for await (const response of resumed) {
    assert.equal(response.events[0].thing.value.booking, made.booking.booking, "nothing is missed");
    break;
  }
});

test("A call without a sign-in, and one of a page that is not ours, are refused", async () => {
  const bare = createClient(DirectoryService, createGrpcWebTransport({ baseUrl: lab.url }));
  assert.equal((await refusalOf(bare.getCaller({}))).error.code, Code.Unauthenticated);
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${lab.lea}`, Origin: "http://evil.example" };
  const url = `${lab.url}/mutua.v1.DirectoryService/GetCaller`;
  assert.equal((await fetch(url, { method: "POST", headers, body: "{}" })).status, 403);
});

test("A watch is told that the daemon stops, and a stop takes no notice of who is connected", async () => {
  const other = await Lab.start();
  const sign = (next) => (request) => {
    request.header.set("Authorization", `Bearer ${other.lea}`);
    return next(request);
  };
  const watches = createClient(WatchService, createGrpcWebTransport({ baseUrl: other.url, interceptors: [sign] }));
  const stream = watches.watch({})[Symbol.asyncIterator]();
  await stream.next();
  const stopped = other.stop();
  const { error, info } = await refusalOf(stream.next());
  assert.equal(error.code, Code.Unavailable);
  assert.equal(info.reason, "SHUTTING_DOWN");
  assert.equal(await stopped, 0);
});
