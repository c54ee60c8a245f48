// All that a kiosk knows: the lab's catalogue and board behind one position, kept true by the stream; what
// was kept of them for when there is no network; check-ins that wait; and who stands there, for as long as
// they do. People are not in it: a kiosk's token is shown everybody's bookings as "booked".
import { create } from "@bufbuild/protobuf";
import { untrack } from "svelte";
import { BookingSchema, BookingState, type Booking } from "../gen/mutua/v1/booking_pb";
import { KioskPeople, type Certification, type Outage, type Pool, type Resource, type Site } from "../gen/mutua/v1/place_pb";
import { EventKind, type Event } from "../gen/mutua/v1/watch_pb";
import { readAll } from "../lib/api/pages";
import { Board } from "../lib/lab/board.svelte";
import { Catalogue } from "../lib/lab/catalogue.svelte";
import { Session } from "../lib/signin/session.svelte";
import { holdsTime, segmentsOf, type Background } from "../lib/timeline/segments";
import { engineNow, engineSaid, nowSeconds } from "../lib/time/clock";
import type { Span } from "../lib/time/wire";
import { addDays, dayOf, startOfDay } from "../lib/time/zone";
import { CheckIns } from "./check_ins.svelte";
import { Keep, type Kept } from "./keep";
import { outlookOf, type Facts, type Outlook } from "./outlook";
import { Visit } from "./visit.svelte";

const kDays = 2; // on the board, so that "until" reaches into tomorrow
const kTryAgain = 5000; // milliseconds
const kKeepAfter = 1500;
const kKeepClockEvery = 15; // seconds
const kClockJump = 2000; // milliseconds
const kNamed = 2; // of those who share a thing
const kNobody = { member: "", company: "", nameOf: () => "" };

export interface Row {
  resource: Resource;
  zone: string;
  facts: Facts;
  /** Whose it is now, as initials, where the site says so. */
  who: string;
  outlook: Outlook;
}

interface KeptBoard {
  site: string;
  window: Span;
  sites: Map<string, Site>;
  pools: Map<string, Pool>;
  resources: Map<string, Resource>;
  certifications: Map<string, Certification>;
  bookings: Map<string, Booking>;
  backgrounds: Map<string, Background[]>;
  outages: Map<string, Outage>;
}

interface KeptClock {
  /** Milliseconds that the engine's clock is ahead of this machine's. */
  ahead: number;
  /** When the board was last known to be true, in the engine's seconds. */
  heard: number;
}

export class Entrance {
  readonly session = new Session("kiosk");
  readonly catalogue = new Catalogue();
  readonly board = new Board({ asksFree: false });
  readonly keep = new Keep();
  readonly checkIns = new CheckIns(this.keep);
  outages = $state.raw(new Map<string, Outage>());
  now = $state(nowSeconds());
  /** When what is shown was last known to be true, in the engine's seconds; 0: nothing is. */
  heard = $state(0);
  /** This machine's clock shows a time before `heard`: since when the board is as it is, nobody knows. */
  clockLost = $state(false);
  storage = $state<Kept>("kept");
  visit = $state.raw<Visit>();
  /** What is shown was read since the page began, and is kept true. */
  fresh = $state(false);

  /** The site that this screen stands at; all of them, if it stands at none. */
  readonly here: Site[] = $derived(
    [...this.catalogue.sites.values()].filter((one) => this.#site === "" || one.site === this.#site),
  );
  readonly #minute = $derived(Math.floor(this.now / 60) * 60);
  /** The board reaches this minute; after days without the lab it does not. */
  readonly #reached = $derived(holds(this.board.window, this.#minute));
  readonly live = $derived(this.fresh && this.#reached && this.session.watch.connection === "live");
  readonly #zone = $derived(this.here[0]?.zone || "UTC");
  /** Where this screen stands. */
  #site = $state("");
  readonly #day = $derived(dayOf(this.#zone, this.now));
  readonly #facts = $derived.by(() => this.#factsOf());
  /** As they stand now; where the board does not reach so far, as they stood when it was last true. */
  readonly rows: Row[] = $derived.by(() => {
    const { start, end } = this.board.window;
    if (!this.board.loaded || start === end) return [];
    const minute = this.#reached ? this.#minute : Math.floor(Math.min(Math.max(this.heard, start), end - 1) / 60) * 60;
    return this.#facts.map(({ bookings, ...row }) => ({
      ...row,
      who: this.#who(row.resource, bookings, minute),
      outlook: outlookOf(row.facts, minute),
    }));
  });

  /** To be called once, while a component is set up. */
  begin(): void {
    const { watch } = this.session;
    // The history is another one, or too old: begin anew, as after a power cut.
    watch.onreset = () => setTimeout(() => location.reload(), 1000);
    watch.follow((events, position) => this.#hear(events, position));
    void this.#restore().then(() => this.session.begin());
    this.#tick();
    $effect(() => {
      const { caller } = this.session;
      if (!caller) return;
      this.#site = caller.site;
      untrack(() => void this.#load());
    });
    $effect(() => {
      if (this.session.state === "out" || this.session.state === "expired") untrack(() => void this.#forget());
    });
    $effect(() => {
      if (watch.heardAt > 0 && untrack(() => this.#reached)) this.heard = nowSeconds();
    });
    $effect(() => {
      if (watch.connection === "live" && this.session.caller) void this.checkIns.replay(this.session.api);
    });
    $effect(() => {
      const day = this.#day;
      if (this.fresh) untrack(() => this.#show(day));
    });
    $effect(() => this.#keepBoard());
  }

  /** A key of this screen's own. Begins anew with it: nothing of what was here before stays. */
  async take(secret: string): Promise<void> {
    await this.#forget();
    await this.keep.put("key", "own", secret);
    this.session.keepToken(secret);
    location.reload();
  }

  badgeRead(badge: string): void {
    if (this.session.state !== "in" && !this.board.loaded) return;
    this.visit?.end();
    this.visit = new Visit(this, badge, () => (this.visit = undefined));
  }

  zoneOf(resource: string): string {
    return this.catalogue.zone(resource);
  }

  /** Bookings that somebody could check in to now, as the board knows them. */
  known(): Booking[] {
    const fits = (booking: Booking) =>
      holdsTime(booking) &&
      booking.state !== BookingState.COMPLETED &&
      booking.parts.some(({ resource }) => {
        const before = Number(this.catalogue.resources.get(resource)?.effectiveRules?.checkInBefore?.seconds ?? 900n);
        const { start, end } = booking.interval ?? {};
        return Number(start?.seconds ?? 0) - before <= this.now && this.now < Number(end?.seconds ?? 0);
      });
    return [...this.board.bookings.values()].filter(fits);
  }

  /** An answer to somebody, put on the board as everybody may see it; the stream says the same. */
  put(booking: Booking): void {
    const { booking: id, parts, interval, zone } = booking;
    const state = holdsTime(booking) && booking.state !== BookingState.COMPLETED ? BookingState.CONFIRMED : booking.state;
    this.board.put(create(BookingSchema, { booking: id, parts, interval, zone, state, redacted: true }));
  }

  // --- The present ----------------------------------------------------------------------------------

  #tick(): void {
    let skew = Date.now() - performance.now();
    let beats = 0;
    setInterval(() => {
      // This machine's clock was set: the engine's was not.
      const jump = Date.now() - performance.now() - skew;
      if (Math.abs(jump) > kClockJump) {
        engineSaid(engineNow() - jump);
        if (this.board.loaded) void this.#keepClock();
      }
      skew += jump;
      this.now = nowSeconds();
      this.checkIns.tidy(this.now);
      if (++beats % kKeepClockEvery === 0 && this.live) void this.#keepClock();
    }, 1000);
    setInterval(() => {
      if (this.checkIns.waiting.length > 0 && this.session.caller) void this.checkIns.replay(this.session.api);
    }, kTryAgain);
  }

  #hear(events: Event[], position: bigint): void {
    this.session.position = position;
    if (events.some((event) => Catalogue.touches(event))) void this.catalogue.load(this.session.api, position);
    if (events.some((event) => event.kind === EventKind.OUTAGE)) void this.#loadOutages();
    this.board.hear(events, position);
  }

  async #load(): Promise<void> {
    const { api, position } = this.session;
    this.now = nowSeconds(); // the engine's clock is known from here on
    this.clockLost = false;
    // Before anything else: the engine counts from when it last heard of this kiosk.
    await this.checkIns.replay(api);
    const problem = await this.catalogue.load(api, position);
    if (problem && this.session.notice(problem)) return;
    if (problem || !(await this.#loadOutages())) {
      setTimeout(() => void this.#load(), kTryAgain);
      return;
    }
    if (this.fresh) this.#show(this.#day);
    this.fresh = true;
  }

  #show(day: string): void {
    const window = { start: startOfDay(this.#zone, day), end: startOfDay(this.#zone, addDays(day, kDays)) };
    const { api, position } = this.session;
    void this.board.show(api, window, position).then(() => {
      if (this.board.problem) setTimeout(() => this.#show(this.#day), kTryAgain);
      else this.heard = nowSeconds();
    });
  }

  async #loadOutages(): Promise<boolean> {
    const { api, position } = this.session;
    const answer = await readAll(
      (pageToken) => api.catalogue.listOutages({ pageToken, pageSize: 1000, minPosition: position }),
      (page) => page.outages,
    );
    if (answer.ok) this.outages = new Map(answer.value.items.map((one) => [one.outage, one]));
    return answer.ok;
  }

  #factsOf(): (Omit<Row, "outlook" | "who"> & { bookings: readonly Booking[] })[] {
    const byResource = new Map<string, Booking[]>();
    for (const booking of this.board.bookings.values()) {
      for (const { resource } of booking.parts) {
        const all = byResource.get(resource);
        if (all) all.push(booking);
        else byResource.set(resource, [booking]);
      }
    }
    const { catalogue, board } = this;
    // What stands at the site that this screen stands at; at any, if it stands at none.
    const site = this.#site;
    const all = [...catalogue.resources.values()].filter((one) => !one.retired && (site === "" || one.site === site));
    const order = (one: Resource) => `${catalogue.name(one.pool)}\n${one.displayName || one.resource}`;
    return all
      .sort((a, b) => order(a).localeCompare(order(b), undefined, { numeric: true }))
      .map((resource) => {
        const { setup, cleanup } = catalogue.lengths(resource.resource);
        const capacity = resource.capacity || 1;
        const bookings = byResource.get(resource.resource) ?? [];
        const background = board.backgrounds.get(resource.resource) ?? [];
        const facts = { resource: resource.resource, capacity, setup, cleanup, background, bookings };
        const segments = segmentsOf(facts, board.window, kNobody);
        return {
          resource,
          zone: catalogue.zone(resource.resource),
          bookings,
          facts: { segments, window: board.window, capacity, setup, cleanup },
        };
      });
  }

  #who(resource: Resource, bookings: readonly Booking[], minute: number): string {
    const site = this.catalogue.sites.get(resource.site);
    if (site?.kioskPeople !== KioskPeople.INITIALS) return "";
    const holds = ({ interval }: Booking) =>
      Number(interval?.start?.seconds ?? 0) <= minute + 59 && minute < Number(interval?.end?.seconds ?? 0);
    const all = bookings.filter((one) => one.initials !== "" && holdsTime(one) && holds(one));
    const named = all.slice(0, kNamed).map((one) => one.initials);
    return named.join(", ") + (all.length > kNamed ? " +" + (all.length - kNamed) : "");
  }

  // --- What is kept ---------------------------------------------------------------------------------

  // The key has ended, or was never there: nothing of the lab stays, neither on the screen nor behind it.
  async #forget(): Promise<void> {
    this.visit?.end();
    this.fresh = false;
    this.heard = 0;
    const { board, catalogue } = this;
    board.loaded = false;
    board.bookings = new Map();
    board.backgrounds = new Map();
    catalogue.sites = new Map();
    catalogue.pools = new Map();
    catalogue.resources = new Map();
    catalogue.certifications = new Map();
    this.outages = new Map();
    this.#site = "";
    this.checkIns.clear();
    await this.keep.clear();
  }

  async #restore(): Promise<void> {
    const [key, clock, kept] = await Promise.all([
      this.keep.get<string>("key", "own"),
      this.keep.get<KeptClock>("board", "clock"),
      this.keep.get<KeptBoard>("board", "last"),
      this.checkIns.restore(),
    ]);
    // The session's own store is on the disk some seconds late: after a power cut it has none, or the one before.
    if (key) this.session.keepToken(key);
    if (clock) engineSaid(Date.now() + clock.ahead);
    // A clock that lost its battery: no earlier than what was heard, and how much later nobody knows.
    this.clockLost = clock !== undefined && nowSeconds() < clock.heard;
    if (clock && this.clockLost) engineSaid(clock.heard * 1000);
    this.now = nowSeconds();
    if (!kept || !clock || this.fresh) return;
    this.heard = clock.heard;
    this.#site = kept.site ?? "";
    this.catalogue.sites = kept.sites;
    this.catalogue.pools = kept.pools;
    this.catalogue.resources = kept.resources;
    this.catalogue.certifications = kept.certifications;
    this.outages = kept.outages;
    this.board.window = kept.window;
    this.board.bookings = kept.bookings;
    this.board.backgrounds = kept.backgrounds;
    this.board.loaded = true;
  }

  #keepBoard(): (() => void) | undefined {
    const { sites, pools, resources, certifications } = this.catalogue;
    const { window, bookings, backgrounds, loaded } = this.board;
    const { outages } = this;
    const site = this.#site;
    if (!this.fresh || !loaded) return undefined;
    const timer = setTimeout(() => {
      const kept: KeptBoard = { site, window, sites, pools, resources, certifications, bookings, backgrounds, outages };
      void this.#keepClock();
      void this.keep.put("board", "last", kept).then((how) => (this.storage = how));
    }, kKeepAfter);
    return () => clearTimeout(timer);
  }

  async #keepClock(): Promise<void> {
    const clock: KeptClock = { ahead: engineNow() - Date.now(), heard: this.heard };
    await this.keep.put("board", "clock", clock);
  }
}

function holds({ start, end }: Span, instant: number): boolean {
  return start <= instant && instant < end;
}
