// What the tests of calendars ask of a lab: bookings, links, and what the API says is booked.
import assert from "node:assert/strict";
import { Lab, requestId } from "./lab.mjs";

// A Saturday, a week before clocks in Paris go forward; those of St. John's did so a week ago.
export const clock = "2027-03-20T08:00:00";

export class Calendars {
  static async start() {
    const calendars = new Calendars();
    calendars.lab = await Lab.start({ lab: "tests/web/calendars/lab.yaml", clock });
    calendars.lea = calendars.lab.lea;
    calendars.tom = calendars.lab.mutua("token", "create", "--role", "member", "--member", "tom").trim();
    return calendars;
  }

  stop() {
    return this.lab.stop();
  }

  async call(token, method, body) {
    const answer = await fetch(`${this.lab.url}/mutua.v1.${method}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "accept-language": "en" },
      body: JSON.stringify(body),
    });
    const message = await answer.json();
    assert.equal(answer.status, 200, JSON.stringify(message));
    return message;
  }

  order(token, method, body) {
    return this.call(token, method, { requestId: requestId(Date.parse(`${clock}Z`)), ...body });
  }

  // From `local` on (the site's clock, the second of two if so said), so many minutes; its booking.
  async book(token, resource, local, minutes, { title = "", second = false } = {}) {
    const spec = {
      wants: [{ resource }],
      time: { start: { civil: { local, second } }, length: `${minutes * 60}s` },
      title,
    };
    return (await this.order(token, "BookingsService/CreateBooking", { spec })).booking;
  }

  // The address of a link to what `shown` names, as {member: "lea"}.
  async link(token, shown) {
    const made = await this.order(token, "FeedsService/CreateFeed", shown);
    this.feed = made.feed.feed;
    return this.lab.url + made.path;
  }

  async read(link) {
    const answer = await fetch(link);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("content-type"), "text/calendar; charset=utf-8");
    return answer.text();
  }

  // What the API lists, as [start, end] in milliseconds.
  async listed(token, member) {
    const { bookings } = await this.call(token, "BookingsService/ListBookings", { member, pageSize: 1000 });
    return bookings.map(({ interval }) => [Date.parse(interval.start), Date.parse(interval.end)]);
  }
}
