// Somebody stands here: from the badge until they leave, or 20 seconds after they last touched anything.
// Everything that is known of them is in this one object, which forgets it at the end; answers that come
// later are dropped.
import { AlternativeKind, Rule, type Reason, type Refusal } from "../gen/mutua/v1/refusal_pb";
import { BookingState, type Booking } from "../gen/mutua/v1/booking_pb";
import { problemOf, type Problem, type Result } from "../lib/api/problem";
import { newRequestId } from "../lib/api/request_id";
import { i18n } from "../lib/i18n/i18n.svelte";
import { sayReason } from "../lib/lab/reason";
import { nowSeconds } from "../lib/time/clock";
import { asked, moment, seconds, spanOf } from "../lib/time/wire";
import type { Entrance, Row } from "./entrance.svelte";
import { endsFor, laterEnds } from "./lengths";

export const kStays = 20_000; // milliseconds
const kAnswerWithin = 4000;
const kAgain = 700; // milliseconds before the one other try
const kAhead = 16 * 3600; // seconds: later bookings are for the own page
const kAsked = 86_400; // seconds of free time that are asked for
const kLive = [BookingState.HELD, BookingState.PENDING, BookingState.CONFIRMED, BookingState.CHECKED_IN];

export type Scene = "reading" | "home" | "unknown" | "offline";

/** A sentence to whoever stands there, and what would work instead. */
export interface Said {
  tone: "good" | "warn" | "bad";
  text: string;
  instead: { resource: string; end: number }[];
}

/** What a touch has opened: how long to take a resource, or how much longer to keep it; or the PIN for it. */
export type Length = { kind: "take"; resource: string } | { kind: "longer"; booking: Booking };
export type Choice = Length | { kind: "pin"; again: (pin: string) => Promise<void> };

export class Visit {
  scene = $state<Scene>("reading");
  bookings = $state.raw<readonly Booking[]>([]);
  choice = $state.raw<Choice>();
  said = $state.raw<Said>();
  working = $state(false);
  /** Counts touches: the time until the end begins anew with each. */
  touched = $state(0);
  /** Why a resource is not for this person, by handle. */
  #never = $state.raw(new Map<string, string>());
  /** Until when the engine would give it to them, where it is less than what is free. */
  #until = $state.raw(new Map<string, number>());
  /** Cents that an hour from now costs them, by handle. */
  #prices = new Map<string, number>();
  #badge: string;
  readonly #badgeTime = nowSeconds();
  readonly #entrance: Entrance;
  readonly #onend: () => void;
  #ids = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #position = 0n;

  readonly usable = $derived.by(() => this.#rows((row) => row.outlook.stand === "free" && this.whyNot(row) === ""));
  /** What is not for them, by reason. */
  readonly unusable = $derived.by(() => {
    const byReason = new Map<string, Row[]>();
    for (const row of this.#rows((one) => this.whyNot(one) !== "")) {
      const why = this.whyNot(row);
      byReason.set(why, [...(byReason.get(why) ?? []), row]);
    }
    return [...byReason];
  });

  constructor(entrance: Entrance, badge: string, onend: () => void) {
    this.#entrance = entrance;
    this.#badge = badge;
    this.#onend = onend;
    this.touch();
    void this.#read();
  }

  touch(): void {
    clearTimeout(this.#timer);
    ++this.touched;
    this.#timer = setTimeout(() => (this.working ? this.touch() : this.end()), kStays);
  }

  /** Nothing of the person stays. */
  end(): void {
    clearTimeout(this.#timer);
    this.#badge = "";
    this.bookings = [];
    this.choice = undefined;
    this.said = undefined;
    this.#never = new Map();
    this.#until = new Map();
    this.#prices = new Map();
    this.#ids.clear();
    this.#onend();
  }

  choose(choice: Choice | undefined): void {
    this.choice = choice;
    this.said = undefined;
  }

  whyNot(row: Row): string {
    const { needsApproval } = row.resource.effectiveRules ?? {};
    const never = this.#never.get(row.resource.resource);
    if (never !== undefined) return never;
    if (row.outlook.stand === "outage") return this.#whyOut(row);
    return needsApproval && row.outlook.stand === "free" ? i18n.t.kiosk.approval : "";
  }

  /** Until when a free resource is theirs to take. */
  untilFor(row: Row): number | undefined {
    const theirs = this.#until.get(row.resource.resource);
    const { until } = row.outlook;
    return theirs === undefined ? until : Math.min(theirs, until ?? theirs);
  }

  priceOf(resource: string): number {
    return this.#prices.get(resource) ?? 0;
  }

  ends(row: Row): number[] {
    const lengths = this.#entrance.catalogue.lengths(row.resource.resource);
    return endsFor(row.zone, lengths, this.#entrance.now, this.untilFor(row));
  }

  longer(booking: Booking): number[] {
    const { start, end } = spanOf(booking.interval);
    const resource = booking.parts[0]?.resource ?? "";
    const row = this.#entrance.rows.find((one) => one.resource.resource === resource);
    if (!row) return [];
    const { catalogue } = this.#entrance;
    const { segments } = row.facts;
    const taken = segments.find((one) => one.start >= end && !["free", "partly", "buffer"].includes(one.kind));
    const { setup, cleanup } = catalogue.lengths(resource);
    const until = taken && (taken.kind === "closed" ? taken.start : taken.start - setup - cleanup);
    return laterEnds(row.zone, catalogue.lengths(resource), start, end, until);
  }

  /** When the doors of a booking open. */
  opens(booking: Booking): number {
    const before = (resource: string) =>
      seconds(this.#entrance.catalogue.resources.get(resource)?.effectiveRules?.checkInBefore);
    return spanOf(booking.interval).start - Math.max(0, ...booking.parts.map((part) => before(part.resource)));
  }

  // --- What they do ---------------------------------------------------------------------------------

  async checkIn(booking: Booking): Promise<void> {
    const { t, format } = i18n;
    const resource = booking.parts[0]?.resource ?? "";
    const { start, end } = spanOf(booking.interval);
    const zone = this.#entrance.zoneOf(resource);
    const name = this.#entrance.catalogue.name(resource);
    await this.#work(async () => {
      const wish = { what: "in" as const, booking: booking.booking, badge: this.#badge, badgeTime: this.#badgeTime, resource, start };
      const outcome = await this.#entrance.checkIns.add(this.#api(), wish);
      if (outcome.kind === "kept") return this.#say("warn", this.#noted(t.kiosk.noted, name, format.clock(zone, this.#badgeTime)));
      if (outcome.kind === "lost") return this.#say("bad", t.kiosk.lost);
      if (outcome.kind === "refused") return this.#say("bad", outcome.sentence || t.problem.failed);
      if (outcome.clash) return this.#say("warn", t.kiosk.clash);
      this.#say("good", t.kiosk.checkedIn(name, format.clock(zone, end)));
      await this.#read();
    });
  }

  async finish(booking: Booking): Promise<void> {
    const { t, format } = i18n;
    const resource = booking.parts[0]?.resource ?? "";
    const name = this.#entrance.catalogue.name(resource);
    const { start } = spanOf(booking.interval);
    await this.#work(async () => {
      const badgeTime = nowSeconds(); // they may have come in a moment ago, with the same badge
      const wish = { what: "out" as const, booking: booking.booking, badge: this.#badge, badgeTime, resource, start };
      const outcome = await this.#entrance.checkIns.add(this.#api(), wish);
      if (outcome.kind === "kept") {
        return this.#say("warn", this.#noted(t.kiosk.notedOut, name, format.clock(this.#entrance.zoneOf(resource), badgeTime)));
      }
      if (outcome.kind === "lost") return this.#say("bad", t.kiosk.lost);
      if (outcome.kind === "refused") return this.#say("bad", outcome.sentence || t.problem.failed);
      this.#say("good", t.kiosk.finished(name));
      await this.#read();
    });
  }

  async extend(booking: Booking, end: number): Promise<void> {
    const resource = booking.parts[0]?.resource ?? "";
    const clock = i18n.format.clock(this.#entrance.zoneOf(resource), end);
    const said = i18n.t.kiosk.extended(this.#entrance.catalogue.name(resource), clock);
    await this.#order(`longer:${booking.booking}:${end}`, said, (requestId, pin, options) =>
      this.#entrance.session.api.bookings.extendBooking(
        { requestId, booking: booking.booking, end: moment(end), etag: booking.etag, badge: this.#badge, pin },
        options,
      ),
    );
  }

  async take(resource: string, end: number): Promise<void> {
    const clock = i18n.format.clock(this.#entrance.zoneOf(resource), end);
    const { way } = this.#entrance.catalogue.resources.get(resource) ?? {};
    const said = [i18n.t.kiosk.booked(this.#entrance.catalogue.name(resource), clock), way].filter(Boolean).join(" ");
    const spec = {
      wants: [{ what: { case: "resource" as const, value: resource } }],
      time: { finish: { case: "end" as const, value: moment(end) } },
      walkUp: true,
      badge: this.#badge,
    };
    await this.#order(`take:${resource}:${end}`, said, (requestId, pin, options) =>
      this.#entrance.session.api.bookings.createBooking({ requestId, spec, pin }, options),
    );
  }

  /** The PIN that was asked for: with it the order goes out again. */
  async give(pin: string): Promise<void> {
    const { choice } = this;
    if (choice?.kind === "pin") await choice.again(pin);
  }

  // --- How it is done -------------------------------------------------------------------------------

  #api() {
    const { session } = this.#entrance;
    return session.caller && session.state === "in" ? session.api : undefined;
  }

  #rows(fits: (row: Row) => boolean): Row[] {
    return this.scene === "home" ? this.#entrance.rows.filter(fits) : [];
  }

  async #work(what: () => Promise<void>): Promise<void> {
    if (this.working) return;
    this.working = true;
    this.said = undefined;
    try {
      await what();
    } finally {
      this.working = false;
      this.touch();
      if (this.#badge === "") this.end();
    }
  }

  // One request however often it is touched, until the engine has decided; with the PIN, once the engine
  // has asked for it.
  #order(
    key: string,
    said: string,
    send: (requestId: string, pin: string, options: { timeoutMs: number }) => Promise<{ booking?: Booking; position: bigint }>,
    pin = "",
  ): Promise<void> {
    return this.#work(async () => {
      const requestId = this.#ids.get(key) ?? newRequestId();
      this.#ids.set(key, requestId);
      const answer = await twice(() => send(requestId, pin, { timeoutMs: kAnswerWithin }));
      if (this.#badge === "") return;
      if (!answer.ok && answer.problem.kind === "unreachable") return this.#say("warn", i18n.t.kiosk.unsure);
      const rule = !answer.ok && answer.problem.kind === "refused" ? answer.problem.refusal.reasons[0]?.rule : undefined;
      if (rule === Rule.PIN_NEEDED || rule === Rule.PIN_WRONG) {
        if (rule === Rule.PIN_WRONG && !answer.ok) this.#refuse(answer.problem);
        this.choice = { kind: "pin", again: (typed) => this.#order(key, said, send, typed) };
        return;
      }
      this.#ids.delete(key);
      this.choice = undefined;
      if (!answer.ok) return this.#refuse(answer.problem);
      if (answer.value.booking) this.#entrance.put(answer.value.booking);
      if (answer.value.position > this.#position) this.#position = answer.value.position;
      this.#say("good", said);
      await this.#read();
    });
  }

  #whyOut({ outlook, zone }: Row): string {
    const { t, format } = i18n;
    const { now, outages } = this.#entrance;
    const reason = (outages.get(outlook.outage)?.reason ?? "").replace(/\.$/, "");
    return t.kiosk.out(outlook.until === undefined ? t.kiosk.beyond : t.kiosk.until(format.near(zone, outlook.until, now)), reason);
  }

  // In the names of the lab; the engine's sentence has its handles. And whom to ask.
  #why(reason: Reason): string {
    const { catalogue } = this.#entrance;
    const needed = reason.rule === Rule.CERTIFICATION || reason.rule === Rule.ANY_CERTIFICATION;
    if (!needed) return sayReason(reason);
    const kinds = reason.subject.split(", ");
    const what = kinds.map((one) => catalogue.certificationName(one)).join(", ");
    const day = reason.at && i18n.format.day(this.#entrance.zoneOf(reason.resource), seconds(reason.at));
    const ended = kinds.length === 1 && day && seconds(reason.at) <= nowSeconds();
    const whom = catalogue.whomToAsk(kinds);
    const needs = kinds.length > 1 ? i18n.t.kiosk.needsOne(what) : i18n.t.kiosk.needs(what);
    const ask = whom ? i18n.t.board.ask(whom) : i18n.t.kiosk.askLab;
    return `${ended ? i18n.t.kiosk.expired(what, day) : needs} ${ask}`;
  }

  // What was written down counts as of the badge; where the time was lost, as of when it was last known, and that is said.
  #noted(sentence: (what: string, clock: string) => string, what: string, clock: string): string {
    return this.#entrance.clockLost ? i18n.t.kiosk.notedLost(what, clock) : sentence(what, clock);
  }

  #say(tone: Said["tone"], text: string, instead: Said["instead"] = []): void {
    if (this.#badge !== "") this.said = { tone, text, instead };
  }

  #refuse(problem: Problem): void {
    if (problem.kind !== "refused") {
      this.#entrance.session.notice(problem);
      return this.#say("bad", problem.kind === "failed" && problem.message ? problem.message : i18n.t.problem.failed);
    }
    const [first] = problem.refusal.reasons;
    this.#say("bad", first ? this.#why(first) : i18n.t.problem.failed, insteadOf(problem.refusal));
  }

  async #read(): Promise<void> {
    const api = this.#api();
    if (!api) {
      this.scene = "offline";
      return;
    }
    const now = nowSeconds();
    const window = asked({ start: now - 86_400, end: now + kAhead });
    const badge = this.#badge;
    const options = { timeoutMs: kAnswerWithin };
    const minPosition = this.#position;
    const [bookings, free] = await Promise.all([
      twice(() => api.bookings.listBookings({ badge, window, states: kLive, pageSize: 50, minPosition }, options)),
      twice(() =>
        api.availability.findFreeTime(
          {
            badge,
            resources: { resources: [...this.#entrance.catalogue.resources.keys()] },
            window: asked({ start: now, end: now + kAsked }),
            pageSize: 1000,
            withRates: true,
            minPosition,
          },
          options,
        ),
      ),
    ]);
    if (this.#badge === "") return;
    const bad = !bookings.ok ? bookings.problem : !free.ok ? free.problem : undefined;
    if (!bookings.ok || !free.ok) {
      if (bad?.kind === "unreachable" || bad?.kind === "signed-out") this.scene = "offline";
      else this.scene = "unknown";
      if (bad) this.#entrance.session.notice(bad);
      if (bad?.kind === "refused" && !isAboutTheBadge(bad.refusal)) this.#refuse(bad);
      return;
    }
    this.bookings = bookings.value.bookings;
    this.#never = new Map(
      free.value.resources.flatMap((row) => (row.never ? [[row.resource, this.#why(row.never)] as const] : [])),
    );
    // Free for them from about now on: what a quota leaves may be less than what is free.
    this.#until = new Map(
      free.value.resources.flatMap((row) => {
        const first = row.free[0] && spanOf(row.free[0]);
        const ends = first && first.end < now + kAsked - 3600; // else where the question ended
        return ends && first.start <= now + 3600 ? [[row.resource, first.end] as const] : [];
      }),
    );
    this.#prices = new Map(
      free.value.resources.map((row) => [row.resource, Number(row.rates[0]?.hour?.cents ?? 0n)]),
    );
    this.scene = "home";
  }
}

function isAboutTheBadge(refusal: Refusal): boolean {
  const rule = refusal.reasons[0]?.rule;
  return rule === Rule.UNKNOWN || rule === Rule.MALFORMED;
}

// What could be taken at once in place of what was refused.
function insteadOf(refusal: Refusal): Said["instead"] {
  const now = nowSeconds();
  return refusal.alternatives.flatMap(({ kind, bookings }) => {
    const [only] = bookings;
    const what = only?.wants[0]?.what;
    const { start, end } = spanOf(only?.interval);
    const fits = kind !== AlternativeKind.SPLIT_OVER_POOL && start <= now + 60 && what?.case === "resource";
    return fits ? [{ resource: what.value, end }] : [];
  });
}

// Somebody waits: one more try, then the truth.
async function twice<T>(once: () => Promise<T>): Promise<Result<T>> {
  for (let attempt = 0; ; ++attempt) {
    try {
      return { ok: true, value: await once() };
    } catch (error) {
      const problem = problemOf(error);
      if (attempt > 0 || problem.kind !== "unreachable") return { ok: false, problem };
      await new Promise((wake) => setTimeout(wake, kAgain));
    }
  }
}
