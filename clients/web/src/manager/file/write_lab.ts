// A message as the lab file has it: the same bytes as `mutua export`, so that a file under version control differs
// only where the lab does. Keys are the fields' names, in the order of their numbers; what is unset is left out.
import type { DescEnum, DescField, Message } from "@bufbuild/protobuf";
import { reflect, type ReflectList, type ReflectMessage } from "@bufbuild/protobuf/reflect";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";

/** RESOURCE_KIND_MACHINE of ResourceKind is "machine". */
export function shortName(of: DescEnum, number: number): string {
  return (of.value[number]?.localName ?? String(number)).toLowerCase();
}

/** 5400 -> "90min": one unit, as files are written. */
export function fileLength(seconds: number): string {
  if (seconds === 0) return "0";
  for (const [size, unit] of [[86_400, "d"], [3600, "h"], [60, "min"]] as const) {
    if (seconds % size === 0) return `${seconds / size}${unit}`;
  }
  return `${seconds}s`;
}

/** The whole as a file. */
export function writeYaml<M extends Message>(schema: GenMessage<M>, message: M): string {
  const lines = blockOf(reflect(schema, message), "");
  return (lines.length > 0 ? lines.join("\n") : "{}") + "\n";
}

/** In one line: "{opens: 08:00, closes: 22:00}" */
export function writeFlow<M extends Message>(schema: GenMessage<M>, message: M): string {
  return flowOf(reflect(schema, message));
}

function flowOf(message: ReflectMessage): string {
  const plain = plainMessage(message);
  if (plain !== undefined) return plain;
  const fields = setFields(message).map((field) => {
    const value = message.get(field);
    if (field.fieldKind !== "list") return `${field.name}: ${flowValue(field, value)}`;
    return `${field.name}: [${[...(value as ReflectList)].map((item) => flowValue(field, item)).join(", ")}]`;
  });
  return `{${fields.join(", ")}}`;
}

function flowValue(field: DescField, value: unknown): string {
  return isMessage(field) ? flowOf(value as ReflectMessage) : scalar(field, value, true);
}

function setFields(message: ReflectMessage): DescField[] {
  return message.sortedFields.filter((field) => message.isSet(field));
}

function isMessage(field: DescField): boolean {
  return field.fieldKind === "message" || (field.fieldKind === "list" && field.listKind === "message");
}

// Lengths and instants are one word.
function plainMessage(message: ReflectMessage): string | undefined {
  const seconds = (message.message as unknown as { seconds: bigint }).seconds;
  if (message.desc.typeName === "google.protobuf.Duration") return fileLength(Number(seconds));
  if (message.desc.typeName !== "google.protobuf.Timestamp") return undefined;
  return new Date(Number(seconds) * 1000).toISOString().replace(/\.\d+Z$/, "Z");
}

function blockOf(message: ReflectMessage, indent: string): string[] {
  return setFields(message).flatMap((field) => {
    const key = `${indent}${field.name}:`;
    const value = message.get(field);
    if (field.fieldKind !== "list") return one(field, value, key, indent);
    const items = [...(value as ReflectList)];
    if (!isMessage(field)) return [`${key} [${items.map((item) => scalar(field, item, true)).join(", ")}]`];
    return [key, ...items.flatMap((item) => listed(item as ReflectMessage, indent + "  "))];
  });
}

function one(field: DescField, value: unknown, key: string, indent: string): string[] {
  if (!isMessage(field)) return [`${key} ${scalar(field, value, false)}`];
  const plain = plainMessage(value as ReflectMessage);
  if (plain !== undefined) return [`${key} ${plain}`];
  const inner = blockOf(value as ReflectMessage, indent + "  ");
  return inner.length > 0 ? [key, ...inner] : [key, `${indent}  {}`];
}

function listed(message: ReflectMessage, indent: string): string[] {
  const [first, ...rest] = blockOf(message, indent + "  ");
  return first === undefined ? [`${indent}- {}`] : [`${indent}- ${first.trimStart()}`, ...rest];
}

function scalar(field: DescField, value: unknown, flow: boolean): string {
  if ((field.fieldKind === "enum" || field.fieldKind === "list") && field.enum) return shortName(field.enum, value as number);
  return typeof value === "string" ? quoted(value, flow) : String(value);
}

// A string stands plain where any reader takes it for itself; the rules are those of the command line's writer.
function quoted(text: string, flow: boolean): string {
  const null_ = ["", "~", "null", "Null", "NULL"].includes(text);
  const start = flow ? /^(?![\s,[\]{}#&*!|>'"%@`]|[-:](?:[ \t]|$))/ : /^(?![\s,[\]{}#&*!|>'"%@`]|[-?:](?:\s|$))/;
  const inside = flow ? /:(?:\s|$|[,\]}])|[,?[\]{}]|\s#/ : /:(?:\s|$)|\s#/;
  // eslint-disable-next-line no-control-regex
  const never = /[\u0000-\u001f\u007f\u0080-\u0084\u0086-\u009f\ufeff&]/;
  if (!null_ && start.test(text) && !inside.test(text) && !never.test(text) && !text.endsWith(" ")) return text;
  return `"${text.replace(/["\\]/g, "\\$&").replace(/\n/g, "\\n").replace(/\t/g, "\\t").replace(/\r/g, "\\r").replace(never, hex)}"`;
}

function hex(char: string): string {
  return char === "&" ? char : `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
