// All that a page knows of the lab and of its reader: read once behind one position, then kept true by
// the stream. Pages hold one of these.
import type { Member } from "../../gen/mutua/v1/directory_pb";
import { EventKind, type Event } from "../../gen/mutua/v1/watch_pb";
import { readAll } from "../api/pages";
import type { Problem } from "../api/problem";
import type { Session } from "../signin/session.svelte";
import type { Viewer } from "../timeline/segments";
import { nowSeconds } from "../time/clock";
import { Board } from "./board.svelte";
import { Catalogue } from "./catalogue.svelte";

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
  readonly session: Session;
  readonly viewer: Viewer = $derived.by(() => {
    const member = this.session.caller?.member;
    return { member: member?.member ?? "", company: member?.company ?? "" };
  });

  constructor(session: Session) {
    this.session = session;
    session.watch.onreset = () => void session.enter();
    session.watch.follow((events, position) => this.#hear(events, position));
    setInterval(() => (this.now = nowSeconds()), 1000);
  }

  async load(): Promise<void> {
    const { api, position } = this.session;
    const [problem, unread] = await Promise.all([this.catalogue.load(api, position), this.readMembers()]);
    this.problem = problem ?? unread;
    if (this.problem) {
      if (!this.session.notice(this.problem)) setTimeout(() => void this.load(), kTryAgain);
      return;
    }
    this.ready = true;
    this.board.reload(position);
    ++this.changes;
    ++this.ownChanges;
  }

  async readMembers(): Promise<Problem | undefined> {
    const { api, position } = this.session;
    const members = await readAll(
      (pageToken) => api.directory.listMembers({ pageToken, pageSize: 1000, minPosition: position }),
      (page) => page.members,
    );
    if (!members.ok) return members.problem;
    this.members = members.value.items;
    return undefined;
  }

  /** Resources in the order of their pools: what belongs together stands together. */
  resources(): string[] {
    const all = [...this.catalogue.resources.values()];
    return all.sort((a, b) => a.pool.localeCompare(b.pool)).map((one) => one.resource);
  }

  memberName(handle: string): string {
    return this.members.find((member) => member.member === handle)?.displayName || handle;
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
  }
}

// Of another company a page hears bookings without who and what, and nothing else.
function isOwn({ thing }: Event): boolean {
  return thing.case === "wish" || thing.case === "series" || (thing.case === "booking" && !thing.value.redacted);
}
