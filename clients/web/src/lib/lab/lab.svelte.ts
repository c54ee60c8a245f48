// All that a page knows of the lab and of its reader: read once behind one position, then kept true by
// the stream. Pages hold one of these.
import type { Booking } from "../../gen/mutua/v1/booking_pb";
import { Role, type Member } from "../../gen/mutua/v1/directory_pb";
import { EventKind, type Event } from "../../gen/mutua/v1/watch_pb";
import type { Api } from "../api/api";
import { readAll } from "../api/pages";
import type { Problem, Result } from "../api/problem";
import type { Session } from "../signin/session.svelte";
import type { Viewer } from "../timeline/segments";
import { nowSeconds } from "../time/clock";
import type { Span } from "../time/wire";
import { Board } from "./board.svelte";
import { Catalogue, readCatalogue, type CatalogueRead } from "./catalogue.svelte";

const kTryAgain = 3000; // milliseconds, while the lab cannot be read

export class Lab {
  readonly catalogue = new Catalogue();
  readonly board = new Board();
  /** Of the own company, by handle; of all companies for managers. */
  members = $state.raw<Member[]>([]);
  ready = $state(false);
  problem = $state.raw<Problem>();
  /** The engine's present, in seconds; runs by the second. */
  now = $state(nowSeconds());
  /** Counts what the stream brought and what was done here: lists read themselves anew by it. */
  changes = $state(0);
  /** The same, but only what concerns the own company: its bookings, series and wishes. */
  ownChanges = $state(0);
  /** The same, but only of allocation rounds; it begins anew with every sign-in. */
  roundChanges = $state(0);
  /** What the board will most likely show first: read ahead. */
  firstLook: () => Span | undefined = () => undefined;
  readonly session: Session;
  readonly viewer: Viewer = $derived.by(() => {
    const member = this.session.caller?.member;
    return { member: member?.member ?? "", company: member?.company ?? "", runs: this.#runs, nameOf: (handle) => this.memberName(handle) };
  });

  readonly #runs: boolean;
  #early: Promise<Result<LabRead>> | undefined;
  #loading: Promise<void> = Promise.resolve();

  /** `runs`: for the page of those who run the lab. */
  constructor(session: Session, { runs = false } = {}) {
    this.session = session;
    this.#runs = runs;
    session.onbegin = (api) => this.#begin(api);
    session.onbehind = () => void this.load();
    session.watch.onreset = () => void session.enter();
    session.watch.follow((events, position) => this.#hear(events, position));
    setInterval(() => (this.now = nowSeconds()), 1000);
  }

  /** Reads everything anew; one read at a time, so that an older one never comes last. */
  load(): Promise<void> {
    this.#loading = this.#loading.then(() => this.#load());
    return this.#loading;
  }

  async #load(): Promise<void> {
    const { api, position } = this.session;
    const early = await this.#early;
    this.#early = undefined;
    const good = early?.ok && early.value.position >= position;
    const read = good ? early : await readLab(api, position);
    if (!read.ok) {
      this.problem = read.problem;
      if (!this.session.notice(read.problem)) setTimeout(() => void this.load(), kTryAgain);
      return;
    }
    this.problem = undefined;
    this.catalogue.take(read.value);
    this.members = read.value.members;
    this.now = nowSeconds(); // by the engine's clock, which is known from here on
    this.ready = true;
    this.board.reload(position, api);
    ++this.changes;
    ++this.ownChanges;
    ++this.roundChanges;
  }

  // Before it is known who this is: what is needed in any case is on its way meanwhile.
  #begin(api: Api): void {
    this.#early = readLab(api, 0n);
    // Behind what was asked already: a browser's first look at a clock takes it a while.
    const window = this.firstLook();
    if (window) this.board.readAhead(api, window);
  }

  async readMembers(): Promise<Problem | undefined> {
    const { api, position } = this.session;
    const members = await readMembers(api, position);
    if (!members.ok) return members.problem;
    this.members = members.value.items;
    return undefined;
  }

  /** Resources in the order of their pools: what belongs together stands together. */
  resources(): string[] {
    const all = [...this.catalogue.resources.values()];
    return all.sort((a, b) => a.pool.localeCompare(b.pool)).map((one) => one.resource);
  }

  /** Whether the reader may change it: the own, what one booked for somebody, and in a company that one manages all. */
  actsOn({ member, company, bookedBy = "" }: { member: string; company: string; bookedBy?: string }): boolean {
    const { viewer } = this;
    if (viewer.runs) return true;
    if (viewer.member === "") return false;
    const manages = this.session.caller?.role === Role.COMPANY_MANAGER && company === viewer.company;
    return manages || member === viewer.member || bookedBy === viewer.member;
  }

  memberName(handle: string): string {
    return this.members.find((member) => member.member === handle)?.displayName || handle;
  }

  /** What was just booked here stands on the board at once. */
  booked(bookings: Booking[], position: bigint): void {
    for (const booking of bookings) this.board.put(booking);
    this.changed(position);
  }

  changed(position: bigint): void {
    if (position > this.session.position) this.session.position = position;
    ++this.changes;
    ++this.ownChanges;
  }

  #hear(events: Event[], position: bigint): void {
    this.session.position = position;
    if (events.some((event) => Catalogue.touches(event))) {
      void this.catalogue.load(this.session.api, position);
    }
    // Told to managers only, whose page shows what members hold.
    if (events.some((event) => event.kind === EventKind.MEMBER)) void this.readMembers();
    this.board.hear(events, position);
    ++this.changes;
    if (events.some(isOwn)) ++this.ownChanges;
    if (events.some((event) => event.kind === EventKind.ROUND)) ++this.roundChanges;
  }
}

// Of another company a page hears bookings without who and what, and nothing else.
function isOwn({ thing }: Event): boolean {
  return thing.case === "wish" || thing.case === "series" || (thing.case === "booking" && !thing.value.redacted);
}

interface LabRead extends CatalogueRead {
  members: Member[];
}

function readMembers(api: Api, minPosition: bigint) {
  return readAll(
    (pageToken) => api.directory.listMembers({ pageToken, pageSize: 1000, minPosition }),
    (page) => page.members,
  );
}

async function readLab(api: Api, minPosition: bigint): Promise<Result<LabRead>> {
  const [catalogue, members] = await Promise.all([readCatalogue(api, minPosition), readMembers(api, minPosition)]);
  if (!catalogue.ok) return catalogue;
  if (!members.ok) return members;
  const position = members.value.position < catalogue.value.position ? members.value.position : catalogue.value.position;
  return { ok: true, value: { ...catalogue.value, members: members.value.items, position } };
}
