// The board of a window of time, kept true by the stream: a booking that is made anywhere is put in
// without asking again; only what the stream does not carry (closures, outages) is read anew.
import { create } from "@bufbuild/protobuf";
import { BoardCellKind, GetBoardRequestSchema, type BoardRow, type FreeTime } from "../../gen/mutua/v1/availability_pb";
import type { Booking } from "../../gen/mutua/v1/booking_pb";
import { AskedIntervalSchema } from "../../gen/mutua/v1/common_pb";
import type { Reason } from "../../gen/mutua/v1/refusal_pb";
import { EventKind, type Event } from "../../gen/mutua/v1/watch_pb";
import type { Api } from "../api/api";
import { readAll } from "../api/pages";
import type { Problem } from "../api/problem";
import type { Background } from "../timeline/segments";
import { nowSeconds } from "../time/clock";
import { asked, spanOf, type Span } from "../time/wire";
import { Catalogue } from "./catalogue.svelte";

export interface FreeForMe {
  free: Span[];
  never: Reason | undefined;
}

const kRowsAPage = 200;
// A commit reaches every page at once, so what is asked again because of it is spread: milliseconds, of which
// up to as many again are drawn at random.
const kFreeAgainAfter = 2500;
const kTouchedAfter = 300;

export class Board {
  window = $state.raw<Span>({ start: 0, end: 0 });
  bookings = $state.raw(new Map<string, Booking>());
  backgrounds = $state.raw(new Map<string, Background[]>());
  freeForMe = $state.raw(new Map<string, FreeForMe>());
  /** Counts when bookings changed, a little later: what was foreseen may no longer be so. */
  touched = $state(0);
  /** When the viewer's free time was asked for: what was before it is nobody's any more. */
  freeSince = $state(0);
  loaded = $state(false);
  problem = $state.raw<Problem>();
  #api: Api | undefined;
  #position = 0n;
  #later: { events: Event[]; position: bigint }[] = [];
  #loading = 0;
  #reading = false;
  #early: Early | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #touchTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #asksFree: boolean;

  /** `asksFree`: what is free for the caller, too; a kiosk is nobody. */
  constructor({ asksFree = true } = {}) {
    this.#asksFree = asksFree;
  }

  /** Asks for a window that will most likely be shown, before it is known who looks. */
  readAhead(api: Api, window: Span): void {
    this.#early = { window, board: readBoard(api, window, 0n), free: this.#readFree(api, window) };
  }

  /** Shows this window; what is there stays until the new one has come. */
  async show(api: Api, window: Span, minPosition: bigint): Promise<void> {
    const mine = ++this.#loading;
    this.#reading = true;
    this.#api = api;
    if (minPosition > this.#position) this.#position = minPosition;
    const early = this.#early?.window.start === window.start && this.#early.window.end === window.end ? this.#early : undefined;
    this.#early = undefined;
    let [board, free] = await Promise.all([
      early?.board ?? readBoard(api, window, this.#position),
      early?.free ?? this.#readFree(api, window),
    ]);
    if (early && !(board.ok && board.value.position >= this.#position)) {
      [board, free] = await Promise.all([readBoard(api, window, this.#position), this.#readFree(api, window)]);
    }
    if (mine !== this.#loading) return;
    this.#reading = false;
    this.#putFree(free);
    if (!board.ok) {
      this.problem = board.problem;
      return;
    }
    const bookings = new Map<string, Booking>();
    const backgrounds = new Map<string, Background[]>();
    for (const row of board.value.items) {
      for (const booking of row.cells.flatMap((cell) => cell.bookings)) bookings.set(booking.booking, booking);
      backgrounds.set(row.resource, backgroundOf(row));
    }
    this.problem = undefined;
    this.window = window;
    this.backgrounds = backgrounds;
    this.bookings = bookings;
    this.#position = board.value.position;
    this.loaded = true;
    for (const { events, position } of this.#later) this.#apply(events, position);
    this.#later = [];
  }

  /** What the stream brought. */
  hear(events: Event[], position: bigint): void {
    if (events.some((event) => event.kind === EventKind.OUTAGE || Catalogue.touches(event))) {
      this.reload(position);
    }
    // Part of what is being read, or behind it? Kept until the answer says at which position it is.
    if (this.#reading) this.#later.push({ events, position });
    this.#apply(events, position);
  }

  /** One of the own answers, shown without waiting for the stream. */
  put(booking: Booking): void {
    this.#put([booking]);
    this.#freeLater();
  }

  /** `api`: of whoever signed in meanwhile. */
  reload(minPosition: bigint, api = this.#api): void {
    if (this.#api && api) void this.show(api, this.window, minPosition);
  }

  #apply(events: Event[], position: bigint): void {
    if (position <= this.#position) return;
    this.#put(events.flatMap((event) => (event.thing.case === "booking" ? [event.thing.value] : [])));
    this.#freeLater();
  }

  #put(changed: Booking[]): void {
    if (changed.length === 0) return;
    const bookings = new Map(this.bookings);
    for (const booking of changed) {
      const { start, end } = spanOf(booking.interval);
      const near = start < this.window.end + 86_400 && end > this.window.start - 86_400;
      if (near) bookings.set(booking.booking, booking);
      else bookings.delete(booking.booking);
    }
    this.bookings = bookings;
  }

  #freeLater(): void {
    this.#touchTimer ??= setTimeout(() => {
      this.#touchTimer = undefined;
      ++this.touched;
    }, kTouchedAfter);
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        void this.#askFree(this.window);
      },
      kFreeAgainAfter * (1 + Math.random()),
    );
  }

  async #askFree(window: Span): Promise<void> {
    if (this.#api) this.#putFree(await this.#readFree(this.#api, window));
  }

  async #readFree(api: Api, window: Span) {
    if (!this.#asksFree) return undefined;
    const since = nowSeconds();
    const answer = await readAll(
      (pageToken) =>
        api.availability.findFreeTime({
          window: asked(window),
          pageToken,
          pageSize: 1000,
          minPosition: this.#position,
        }),
      (page) => page.resources,
    );
    // Without an answer: the shading is a help; the engine judges the booking itself.
    return answer.ok ? { since, rows: answer.value.items } : undefined;
  }

  #putFree(read: { since: number; rows: FreeTime[] } | undefined): void {
    if (!read) return;
    this.freeSince = read.since;
    this.freeForMe = new Map(
      read.rows.map((row) => [row.resource, { free: row.free.map((interval) => spanOf(interval)), never: row.never }]),
    );
  }

  /** Moments at which something begins or ends to be open, over all rows. */
  openHours(day: Span): Span | undefined {
    let start = day.end;
    let end = day.start;
    for (const background of this.backgrounds.values()) {
      let at = day.start;
      for (const stretch of [...background, { start: day.end, end: day.end, kind: "closed" as const }]) {
        const from = Math.max(at, day.start);
        const until = Math.min(stretch.start, day.end);
        if (from < until) {
          start = Math.min(start, from);
          end = Math.max(end, until);
        }
        at = Math.max(at, stretch.end);
      }
    }
    return start < end ? { start, end } : undefined;
  }
}

/** What lies behind the bookings of a row. */
export function backgroundOf(row: BoardRow): Background[] {
  return row.cells.flatMap(({ kind, interval, outage }): Background[] => {
    if (kind === BoardCellKind.CLOSED) return [{ ...spanOf(interval), kind: "closed", outage: "" }];
    return kind === BoardCellKind.OUTAGE ? [{ ...spanOf(interval), kind: "outage", outage }] : [];
  });
}

export function readBoard(api: Api, window: Span, minPosition: bigint) {
  const request = { window: create(AskedIntervalSchema, asked(window)), pageSize: kRowsAPage };
  return readAll(
    (pageToken) =>
      api.availability.getBoard(create(GetBoardRequestSchema, { ...request, pageToken, minPosition })),
    (page) => page.rows,
  );
}

interface Early {
  window: Span;
  board: ReturnType<typeof readBoard>;
  free: Promise<{ since: number; rows: FreeTime[] } | undefined>;
}
