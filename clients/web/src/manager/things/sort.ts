// What the form of a thing needs to know of its sort. Every value is text, as it stands in the form, so that
// what somebody else changed meanwhile can be told from what is typed, field by field.
import type { Component } from "svelte";

export type Values = Record<string, string>;

export interface Option {
  value: string;
  label: string;
}

export type Field = { key: string; label: string; hint?: string; group?: string; onlyNew?: boolean } & (
  | { type: "text"; most: number; required?: boolean; placeholder?: string; typed?: "decimal" | "numeric" }
  | { type: "handle" }
  | { type: "lines" }
  | { type: "choice"; options: Option[] }
  /** Several of the options: their values with commas. */
  | { type: "several"; options: Option[] }
  /** Drawn by a part of its own; `say`: what such a value is, in a sentence. */
  | { type: "table"; options: Option[]; table: Component<TableProps>; say: (value: string) => string }
);

export interface TableProps {
  label: string;
  options: Option[];
  value: string;
  /** What is wrong with it, or nothing. */
  wrong: string;
  /** Of the whole form. */
  values: Values;
  onvalue: (value: string) => void;
}

export interface Read {
  values: Values;
  etag: string;
}

export interface Sort {
  isNew: boolean;
  title: string;
  /** In the language of the page. */
  fields: () => Field[];
  /** As it is now; undefined: it is gone. Read again by whatever it reads. */
  read: () => Read | undefined;
  /** Where the stream tells nothing: reads anew, so that `read` shows what is there now. */
  again?: () => Promise<void>;
  /** What typing in a field sets along with it. */
  also?: (key: string) => Values;
  /** What is wrong with what is typed, as a sentence, by key. */
  wrong?: (values: Values) => Values;
  save: (requestId: string, values: Values, changed: string[], etag: string) => Promise<{ position: bigint }>;
  remove?: (requestId: string, etag: string) => Promise<{ position: bigint }>;
}

export function several(value: string): string[] {
  return value.split(",").filter(Boolean);
}

/** "Découpeuse n° 3" -> "decoupeuse-n-3" */
export function handleFrom(name: string): string {
  const plain = name.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 63);
}
