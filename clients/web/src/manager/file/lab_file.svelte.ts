// The lab as a text under one's hands: loaded, opened from a file, typed; compared with the lab as it is, and
// applied. What is typed is never lost: not to another part of the page, not to an ended sign-in, not to another
// manager who was first. Applying is of what was shown: if the lab changed since, it is refused and compared anew.
import { LabSchema, type Lab } from "../../gen/mutua/v1/lab_pb";
import { Rule } from "../../gen/mutua/v1/refusal_pb";
import type { Problem } from "../../lib/api/problem";
import { ask, Order } from "../../lib/api/send";
import type { Office } from "../office.svelte";
import { between, differences, type Difference } from "./differences";
import { readYaml, type Flaw, type Place, type Read } from "./read_lab";
import { Rehearsal } from "./rehearsal.svelte";
import { writeYaml } from "./write_lab";

/** What the engine takes in one message, less its frame. */
export const kBytesMost = 2_000_000;

/** What comparing found, of one text. */
export interface Compared {
  text: string;
  prune: boolean;
  lab: Lab;
  position: bigint;
  changes: Difference[];
  /** What others changed since the text was loaded. */
  meanwhile: Difference[];
}

/** A reason of the engine's, with its place in the text if it is about one. */
export interface Objection {
  sentence: string;
  place: Place | undefined;
}

interface Base {
  text: string;
  /** The whole lab as it was with that text. */
  lab: Lab;
  position: bigint;
}

export class LabFile {
  text = $state("");
  prune = $state(false);
  loaded = $state(false);
  busy = $state(false);
  flaws = $state.raw<Flaw[]>([]);
  objections = $state.raw<Objection[]>([]);
  problem = $state.raw<Problem>();
  compared = $state.raw<Compared>();
  /** Somebody was first when it was to be applied. */
  late = $state(false);
  /** How many changes were made last; undefined: nothing was applied, or the text was changed since. */
  applied = $state<number>();
  /** What the text came from; undefined: a file, of which nobody knows when it was true. */
  #base = $state.raw<Base>();
  #asked = $state.raw<{ text: string; prune: boolean }>();
  readonly rehearsal: Rehearsal;
  readonly #office: Office;
  readonly #order = new Order();

  constructor(office: Office) {
    this.#office = office;
    this.rehearsal = new Rehearsal(office);
  }

  get touched(): boolean {
    return this.loaded && this.text !== this.#base?.text;
  }

  /** What was found is of the text as it stands. */
  get current(): boolean {
    return this.#asked?.text === this.text && this.#asked.prune === this.prune;
  }

  /** The lab as it is, in place of the text. */
  async load(): Promise<void> {
    this.busy = true;
    const lab = await this.#export();
    this.busy = false;
    if (!lab) return;
    this.#forget();
    this.text = writeYaml(LabSchema, lab.lab);
    this.#base = { ...lab, text: this.text };
    this.loaded = true;
  }

  /** A file's text in place of it. */
  open(text: string): void {
    this.#forget();
    this.text = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
    this.#base = undefined;
    this.loaded = true;
  }

  async compare(): Promise<void> {
    const { text, prune } = this;
    this.#forget();
    this.#asked = { text, prune };
    const read = readYaml(LabSchema, text);
    this.flaws = read.flaws;
    if (read.flaws.length > 0) return;
    this.busy = true;
    await this.#compare(read, text, prune);
    this.busy = false;
  }

  async #compare(read: Read<Lab>, text: string, prune: boolean): Promise<void> {
    const at = await this.#export();
    if (!at) return;
    const lab = read.message;
    const dry = await ask(() => this.#office.file().applyLab({ lab, prune, dryRun: true }));
    if (!dry.ok) return this.#refused(dry.problem, read);
    const { changes, position } = dry.value;
    const base = this.#base;
    const meanwhile = base && base.position < at.position ? between(base.lab, at.lab) : [];
    this.compared = { text, prune, lab, position, changes: differences(changes, at.lab, lab), meanwhile };
  }

  /** Compares, and rehearses what can be read and is allowed. */
  async rehearse(): Promise<void> {
    this.rehearsal.forget();
    await this.compare();
    if (this.compared) await this.rehearsal.run(this.compared.lab, this.compared.text);
  }

  /** Makes the lab so, if it is still as it was compared with. */
  async apply(): Promise<void> {
    const compared = this.compared;
    if (!compared || !this.current) return;
    const { lab, prune, position: ifPosition, text } = compared;
    this.busy = true;
    const answer = await this.#office.do(
      (requestId) => this.#office.file().applyLab({ requestId, lab, prune, ifPosition }),
      { order: this.#order, body: { text, prune, ifPosition } },
    );
    this.busy = false;
    if (!answer.ok) {
      if (!isLate(answer.problem)) return this.#refused(answer.problem, readYaml(LabSchema, text));
      await this.compare();
      this.late = true;
      return;
    }
    this.#forget();
    this.applied = compared.changes.length;
    const now = await this.#export();
    this.#base = now && { ...now, text };
    await this.#office.readQuotas(); // the stream tells of all the rest
  }

  async #export(): Promise<{ lab: Lab; position: bigint } | undefined> {
    const minPosition = this.#office.session.position;
    const answer = await ask(() => this.#office.file().exportLab({ minPosition }));
    if (!answer.ok) return this.#failed(answer.problem);
    const { lab, position } = answer.value;
    return lab && { lab, position };
  }

  #failed(problem: Problem): undefined {
    this.#asked = undefined; // to be asked again as it stands
    this.problem = problem;
    this.#office.session.notice(problem);
  }

  #refused(problem: Problem, read: Read<Lab>): void {
    if (problem.kind !== "refused") return this.#failed(problem);
    this.compared = undefined;
    this.objections = problem.refusal.reasons.map(({ sentence, subject }) => ({ sentence, place: read.where(subject) }));
  }

  #forget(): void {
    this.flaws = [];
    this.objections = [];
    this.problem = undefined;
    this.compared = undefined;
    this.late = false;
    this.applied = undefined;
    this.#asked = undefined;
  }
}

function isLate(problem: Problem): boolean {
  return problem.kind === "refused" && problem.refusal.reasons.some(({ rule }) => rule === Rule.STALE);
}

const kept = new WeakMap<Office, LabFile>();

/** One for the page, whichever part of it is open. */
export function labFile(office: Office): LabFile {
  const file = kept.get(office) ?? new LabFile(office);
  kept.set(office, file);
  return file;
}
