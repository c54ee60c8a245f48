// What differs, as people read it: things by their names, values as the file has them, and of a list that is longer
// than a word only what left it and what came.
import { reflect, type ReflectMessage } from "@bufbuild/protobuf/reflect";
import type { DescField, DescMessage, Message } from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import { CompanySchema, MemberSchema } from "../../gen/mutua/v1/directory_pb";
import { LabAction, type FieldChange, type Lab, type LabChange } from "../../gen/mutua/v1/lab_pb";
import { CertificationSchema, PoolSchema, ResourceSchema, SiteSchema } from "../../gen/mutua/v1/place_pb";
import { QuotaSchema } from "../../gen/mutua/v1/quotas_pb";
import { fileLength, shortName, writeFlow } from "./write_lab";

export interface Row {
  path: string;
  /** Empty: unset. */
  before: string;
  after: string;
  /** Of a list: what left it and what came, instead of before and after. */
  left?: string[];
  came?: string[];
}

export interface Difference {
  action: "create" | "update" | "delete";
  type: keyof typeof kTypes;
  handle: string;
  name: string;
  rows: Row[];
}

const kTypes = {
  site: { list: "sites", schema: SiteSchema },
  certification: { list: "certifications", schema: CertificationSchema },
  pool: { list: "pools", schema: PoolSchema },
  resource: { list: "resources", schema: ResourceSchema },
  company: { list: "companies", schema: CompanySchema },
  member: { list: "members", schema: MemberSchema },
  quota: { list: "quotas", schema: QuotaSchema },
} as const;

/** What the engine says that it would do to a lab, to have it as the other. */
export function differences(changes: LabChange[], before: Lab, after: Lab): Difference[] {
  const known = new Map<Lab, Map<string, Map<string, ReflectMessage>>>([[before, new Map()], [after, new Map()]]);
  const find = (lab: Lab, type: keyof typeof kTypes, handle: string) => {
    const all = known.get(lab)?.get(type) ?? byHandle(lab, type);
    known.get(lab)?.set(type, all);
    return all.get(handle);
  };
  return changes.map(({ action, type: sort, handle, fields }) => {
    const type = sort as keyof typeof kTypes;
    const was = find(before, type, handle);
    const is = find(after, type, handle);
    return {
      action: action === LabAction.CREATE ? "create" : action === LabAction.DELETE ? "delete" : "update",
      type,
      handle,
      name: nameOf(is ?? was),
      rows: fields.filter(({ path }) => path !== type).map((field) => rowOf(field, kTypes[type].schema, was, is)),
    };
  });
}

function rowOf({ path, before, after }: FieldChange, schema: DescMessage, was?: ReflectMessage, is?: ReflectMessage): Row {
  const field = fieldAt(schema, path);
  if (field?.fieldKind !== "list") return { path, before: say(field, before), after: say(field, after) };
  const [old, new_] = [itemsOf(was, path), itemsOf(is, path)];
  return listRow(path, old, new_) ?? { path, before, after };
}

// Undefined where only the order differs.
function listRow(path: string, old: string[], now: string[]): Row | undefined {
  const left = old.filter((one) => !now.includes(one));
  const came = now.filter((one) => !old.includes(one));
  return left.length + came.length > 0 ? { path, before: "", after: "", left, came } : undefined;
}

/** What differs between two labs that the engine exported. */
export function between(before: Lab, after: Lab): Difference[] {
  return (Object.keys(kTypes) as (keyof typeof kTypes)[]).flatMap((type) => {
    const [was, is] = [byHandle(before, type), byHandle(after, type)];
    return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((handle) => {
      const [old, now] = [was.get(handle), is.get(handle)];
      const rows = rowsBetween(old, now);
      const action = !old ? ("create" as const) : !now ? ("delete" as const) : ("update" as const);
      return rows.length > 0 ? [{ action, type, handle, name: nameOf(now ?? old), rows: rows.filter(({ path }) => path !== type) }] : [];
    });
  });
}

function rowsBetween(old: ReflectMessage | undefined, now: ReflectMessage | undefined): Row[] {
  const [was, is] = [flat(old), flat(now)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((path) => {
    const [before, after] = [was.get(path) ?? [], is.get(path) ?? []];
    if (before.join("\n") === after.join("\n")) return [];
    if (before.length < 2 && after.length < 2) return [{ path, before: before[0] ?? "", after: after[0] ?? "" }];
    return [listRow(path, before, after) ?? { path, before: before.join(", "), after: after.join(", ") }];
  });
}

// "rules.shortest" -> what stands there, a list by its items.
function flat(message: ReflectMessage | undefined, prefix = "", into = new Map<string, string[]>()): Map<string, string[]> {
  for (const field of message?.sortedFields ?? []) {
    if (!message?.isSet(field)) continue;
    const path = prefix + field.name;
    const value = message.get(field);
    if (field.fieldKind === "list") into.set(path, itemsIn(field, value));
    else if (field.fieldKind !== "message") into.set(path, [field.enum ? shortName(field.enum, value as number) : String(value)]);
    else if (field.message.typeName.startsWith("google.")) into.set(path, [writeFlow(field.message as GenMessage<Message>, (value as ReflectMessage).message)]);
    else flat(value as ReflectMessage, `${path}.`, into);
  }
  return into;
}

function byHandle(lab: Lab, type: keyof typeof kTypes): Map<string, ReflectMessage> {
  const { list, schema } = kTypes[type];
  const key = type as string;
  return new Map((lab[list] as Message[]).map((one) => [(one as unknown as Record<string, string>)[key] ?? "", reflect(schema as GenMessage<Message>, one)]));
}

function nameOf(thing: ReflectMessage | undefined): string {
  return (thing?.message as { displayName?: string } | undefined)?.displayName ?? "";
}

function fieldAt(schema: DescMessage, path: string): DescField | undefined {
  let at: DescMessage | undefined = schema;
  let field: DescField | undefined;
  for (const name of path.split(".")) {
    field = at?.fields.find((one) => one.name === name);
    at = field?.message;
  }
  return field;
}

function itemsOf(message: ReflectMessage | undefined, path: string): string[] {
  let at = message;
  const names = path.split(".");
  const last = names.pop();
  for (const name of names) {
    const field = at?.fields.find((one) => one.name === name);
    at = field && at?.isSet(field) ? (at.get(field) as ReflectMessage) : undefined;
  }
  const list = at?.fields.find((one) => one.name === last);
  return at && list?.fieldKind === "list" ? itemsIn(list, at.get(list)) : [];
}

function itemsIn(list: DescField & { fieldKind: "list" }, value: unknown): string[] {
  return [...(value as Iterable<unknown>)].map((item) => {
    if (list.listKind === "message") return writeFlow(list.message as GenMessage<Message>, (item as ReflectMessage).message);
    return list.listKind === "enum" ? shortName(list.enum, item as number) : String(item);
  });
}

// What the engine wrote as text, as the file has it.
function say(field: DescField | undefined, text: string): string {
  if (text === "") return "";
  const { enum: of, message } = field ?? {};
  if (of) {
    const value = of.values.find((one) => one.name === text);
    return value ? shortName(of, value.number) : text;
  }
  const length = message?.typeName === "google.protobuf.Duration" && /^(\d+)s$/.exec(text);
  return length ? fileLength(Number(length[1])) : text;
}

