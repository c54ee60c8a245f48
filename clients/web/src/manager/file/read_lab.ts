// A lab file read into a message, as the command line reads it: keys are the fields' names, lengths "1h30", times ISO,
// enumerators their short names. What cannot be read is named with its line and column, all of it at once, and
// `where` knows the line of every field, so that what the engine refuses by its path can be shown there too.
import type { DescEnum, DescField, DescMessage, Message } from "@bufbuild/protobuf";
import { create, ScalarType } from "@bufbuild/protobuf";
import { reflect, type ReflectMessage } from "@bufbuild/protobuf/reflect";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, Scalar, visit, type Document, type Node } from "yaml";
import { parseLength } from "../things/lengths";
import { shortName } from "./write_lab";

export interface Place {
  line: number;
  column: number;
}

/** What is wrong, for a sentence in the language of the page. */
export type Flaw = Place &
  (
    | { kind: "yaml"; code: string }
    | { kind: "unknown"; key: string; known: string[] }
    | { kind: "choice"; text: string; field: string; known: string[] }
    | { kind: "value" | "one" | "list"; text: string; field: string }
    | { kind: "keys" | "length" | "instant" | "deep" }
  );

export interface Read<M> {
  message: M;
  flaws: Flaw[];
  /** Of "resources[3].rules.granularity" or of what holds it, or of a handle; undefined where it is of nothing here. */
  where: (subject: string) => Place | undefined;
}

const kDepthMost = 16;
const kFlawsMost = 50;
const kNodesMost = 2_000_000; // aliases can name themselves into more than a page can hold
const kMost: Partial<Record<ScalarType, [bigint, bigint]>> = {
  [ScalarType.UINT32]: [0n, (1n << 32n) - 1n],
  [ScalarType.INT64]: [-(1n << 63n), (1n << 63n) - 1n],
};

export function readYaml<M extends Message>(schema: GenMessage<M>, text: string): Read<M> {
  return new Reader().read(schema, text);
}

class Reader {
  readonly #lines = new LineCounter();
  readonly #flaws: Flaw[] = [];
  readonly #places = new Map<string, number>();
  /** Where a text stands first. */
  readonly #texts = new Map<string, number>();
  #document: Document | undefined;
  #nodes = 0;

  read<M extends Message>(schema: GenMessage<M>, text: string): Read<M> {
    const document = parseDocument(text, { schema: "failsafe", lineCounter: this.#lines, prettyErrors: false, logLevel: "silent" });
    this.#document = document;
    for (const { code, pos } of document.errors) this.#wrong(pos[0], { kind: "yaml", code });
    visit(document, {
      Alias: (_, alias) => {
        if (!alias.resolve(document)) this.#wrong(alias.range?.[0] ?? 0, { kind: "yaml", code: "BAD_ALIAS" });
      },
    });
    const message = create(schema);
    if (this.#flaws.length === 0) this.#message(document.contents, 0, reflect(schema, message), "", 0);
    return { message: message as M, flaws: this.#flaws, where: (subject) => this.#where(subject) };
  }

  #where(subject: string): Place | undefined {
    const text = this.#texts.get(subject);
    if (text !== undefined) return this.#place(text);
    for (let at = subject; ; ) {
      const offset = this.#places.get(at);
      if (offset !== undefined) return this.#place(offset);
      const around = at.replace(/\.[^.[]*$|\[\d+\]$/, "");
      if (around === at) return undefined;
      at = around;
    }
  }

  #place(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  #wrong(offset: number, what: Omit<Extract<Flaw, { kind: "yaml" }>, keyof Place> | Record<string, unknown>): void {
    if (this.#flaws.length < kFlawsMost) this.#flaws.push({ ...this.#place(offset), ...what } as Flaw);
  }

  // The node itself, behind names for it; undefined where there is none.
  #behind(node: unknown): Node | undefined {
    const real = isAlias(node) ? node.resolve(this.#document as Document) : (node as Node | null);
    return real ?? undefined;
  }

  /** `after`: where it would stand, if it does not. */
  #message(given: unknown, after: number, into: ReflectMessage, path: string, depth: number): void {
    const node = this.#behind(given);
    const at = node?.range?.[0] ?? after;
    if (depth > kDepthMost || ++this.#nodes > kNodesMost) return this.#wrong(at, { kind: "deep" });
    if (into.desc.typeName === "google.protobuf.Duration") return this.#length(node, at, into);
    if (into.desc.typeName === "google.protobuf.Timestamp") return this.#instant(node, at, into);
    if (!isMap(node)) return this.#wrong(at, { kind: "keys" });
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : "";
      const begins = (key as Node).range?.[0] ?? at;
      const field = into.fields.find((one) => one.name === name);
      if (!field) {
        this.#wrong(begins, { kind: "unknown", key: name, known: into.fields.map((one) => one.name) });
        continue;
      }
      const inner = path === "" ? name : `${path}.${name}`;
      this.#places.set(inner, begins);
      this.#field(field, value, (key as Node).range?.[1] ?? at, into, inner, depth);
    }
  }

  #field(field: DescField, given: unknown, after: number, into: ReflectMessage, path: string, depth: number): void {
    if (field.fieldKind !== "list") return this.#value(field, given, after, path, depth, (value) => into.set(field, value));
    const node = this.#behind(given);
    if (!isSeq(node)) return this.#wrong(node?.range?.[0] ?? after, { kind: "list", text: "", field: field.name });
    const list = into.get(field);
    node.items.forEach((item, i) => {
      const inner = `${path}[${i}]`;
      const begins = (item as Node).range?.[0] ?? after;
      this.#places.set(inner, begins);
      this.#value(field, item, begins, inner, depth, (value) => list.add(value as never));
    });
  }

  #value(field: DescField, given: unknown, after: number, path: string, depth: number, set: (value: unknown) => void): void {
    if (field.message) {
      const inner = reflect(field.message as DescMessage);
      set(inner);
      return this.#message(given, after, inner, path, depth + 1);
    }
    const node = this.#behind(given);
    const at = node?.range?.[0] ?? after;
    const text = scalarOf(node);
    if (text === undefined) return this.#wrong(at, { kind: "one", text: "", field: field.name });
    if (field.enum) return this.#choice(field.enum, field.name, text, at, set);
    const value = plain(field.scalar as ScalarType, text);
    if (value === undefined) return this.#wrong(at, { kind: "value", text, field: field.name });
    if (field.scalar === ScalarType.STRING && !this.#texts.has(text)) this.#texts.set(text, at);
    set(value);
  }

  #choice(of: DescEnum, field: string, text: string, at: number, set: (value: unknown) => void): void {
    const known = of.values.filter((one) => one.number !== 0).map((one) => one.number);
    const wanted = text.toLowerCase().replace(/-/g, "_");
    const found = known.find((number) => shortName(of, number) === wanted);
    if (found !== undefined) return set(found);
    this.#wrong(at, { kind: "choice", text, field, known: known.map((number) => shortName(of, number)) });
  }

  #length(node: Node | undefined, at: number, into: ReflectMessage): void {
    const text = scalarOf(node);
    if (text === "0" || text === "none") return;
    const seconds = text === undefined ? undefined : parseLength(text);
    if (!seconds) return this.#wrong(at, { kind: "length" });
    into.set(into.fields[0] as DescField, BigInt(seconds));
  }

  #instant(node: Node | undefined, at: number, into: ReflectMessage): void {
    const text = scalarOf(node) ?? "";
    const good = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/.test(text);
    const milliseconds = good ? Date.parse(text.toUpperCase().replace(" ", "T")) : NaN;
    if (Number.isNaN(milliseconds)) return this.#wrong(at, { kind: "instant" });
    into.set(into.fields[0] as DescField, BigInt(Math.floor(milliseconds / 1000)));
  }
}

// What stands there as text; nothing, "~" and "null" without quotes are no value.
function scalarOf(node: Node | undefined): string | undefined {
  if (!isScalar(node)) return undefined;
  const text = String(node.value ?? "");
  const bare = node.type === Scalar.PLAIN || node.type === undefined;
  return bare && ["", "~", "null", "Null", "NULL"].includes(text) ? undefined : text;
}

function plain(type: ScalarType, text: string): unknown {
  if (type === ScalarType.STRING) return text;
  if (type === ScalarType.BOOL) {
    if (/^(?:true|yes|y|on)$/i.test(text)) return true;
    return /^(?:false|no|n|off)$/i.test(text) ? false : undefined;
  }
  const most = kMost[type];
  if (!most || !/^[+-]?(?:0|[1-9]\d*)$/.test(text)) return undefined;
  const value = BigInt(text.replace("+", ""));
  if (value < most[0] || value > most[1]) return undefined;
  return type === ScalarType.INT64 ? value : Number(value);
}
