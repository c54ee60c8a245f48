// What the generated client describes itself with, read by hand: protobuf's own `fileDesc` reads the same
// bytes by reflection, which was the largest part of a page's start. Its fields are those of
// google/protobuf/descriptor.proto; a test holds both readings against each other.
import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import type { GenFile } from "@bufbuild/protobuf/codegenv2";
import {
  EnumOptionsSchema,
  EnumValueOptionsSchema,
  FieldOptionsSchema,
  FileOptionsSchema,
  MessageOptionsSchema,
  MethodOptionsSchema,
  OneofOptionsSchema,
  ServiceOptionsSchema,
  type FileDescriptorProto,
} from "@bufbuild/protobuf/wkt";

type Options = Parameters<typeof fromBinary>[0];
/** What a field of a descriptor holds; a list stands in brackets. */
type Kind = "string" | "number" | "flag" | Shape | Options | [Kind];
interface Shape {
  $typeName: string;
  /** What holds where nothing is set: on the prototype, so that what is set can be told. */
  unset: Record<string, unknown>;
  /** By number: name and kind. */
  fields: Record<number, [string, Kind]>;
}

const enumValue: Shape = {
  $typeName: "google.protobuf.EnumValueDescriptorProto",
  unset: { name: "", number: 0 },
  fields: { 1: ["name", "string"], 2: ["number", "number"], 3: ["options", EnumValueOptionsSchema] },
};
const enumShape: Shape = {
  $typeName: "google.protobuf.EnumDescriptorProto",
  unset: { name: "", visibility: 0 },
  fields: { 1: ["name", "string"], 2: ["value", [enumValue]], 3: ["options", EnumOptionsSchema], 5: ["reservedName", ["string"]] },
};
const field: Shape = {
  $typeName: "google.protobuf.FieldDescriptorProto",
  unset: { name: "", number: 0, label: 1, type: 1, typeName: "", extendee: "", defaultValue: "", oneofIndex: 0, jsonName: "", proto3Optional: false },
  fields: {
    1: ["name", "string"],
    2: ["extendee", "string"],
    3: ["number", "number"],
    4: ["label", "number"],
    5: ["type", "number"],
    6: ["typeName", "string"],
    7: ["defaultValue", "string"],
    8: ["options", FieldOptionsSchema],
    9: ["oneofIndex", "number"],
    10: ["jsonName", "string"],
    17: ["proto3Optional", "flag"],
  },
};
const oneof: Shape = {
  $typeName: "google.protobuf.OneofDescriptorProto",
  unset: { name: "" },
  fields: { 1: ["name", "string"], 2: ["options", OneofOptionsSchema] },
};
const message: Shape = {
  $typeName: "google.protobuf.DescriptorProto",
  unset: { name: "", visibility: 0 },
  fields: { 1: ["name", "string"], 2: ["field", [field]], 4: ["enumType", [enumShape]], 6: ["extension", [field]], 7: ["options", MessageOptionsSchema], 8: ["oneofDecl", [oneof]], 10: ["reservedName", ["string"]] },
};
message.fields[3] = ["nestedType", [message]];
const method: Shape = {
  $typeName: "google.protobuf.MethodDescriptorProto",
  unset: { name: "", inputType: "", outputType: "", clientStreaming: false, serverStreaming: false },
  fields: { 1: ["name", "string"], 2: ["inputType", "string"], 3: ["outputType", "string"], 4: ["options", MethodOptionsSchema], 5: ["clientStreaming", "flag"], 6: ["serverStreaming", "flag"] },
};
const service: Shape = {
  $typeName: "google.protobuf.ServiceDescriptorProto",
  unset: { name: "" },
  fields: { 1: ["name", "string"], 2: ["method", [method]], 3: ["options", ServiceOptionsSchema] },
};
const file: Shape = {
  $typeName: "google.protobuf.FileDescriptorProto",
  unset: { name: "", package: "", syntax: "", edition: 0 },
  fields: { 1: ["name", "string"], 2: ["package", "string"], 3: ["dependency", ["string"]], 4: ["messageType", [message]], 5: ["enumType", [enumShape]], 6: ["service", [service]], 7: ["extension", [field]], 8: ["options", FileOptionsSchema], 12: ["syntax", "string"], 14: ["edition", "number"] },
};

type Read = Record<string, any>;

class Reader {
  #at = 0;
  /** A character a byte: names in a descriptor are plain letters, so that they are parts of it as they stand. */
  constructor(readonly bytes: string) {}

  read(shape: Shape, end: number): Read {
    const made: Read = Object.create(shape.unset);
    made["$typeName"] = shape.$typeName;
    for (const [name, kind] of Object.values(shape.fields)) if (Array.isArray(kind)) made[name] = [];
    while (this.#at < end) {
      const tag = this.#varint();
      const [name, kind] = shape.fields[tag >>> 3] ?? [];
      const value = this.#value(tag & 7, Array.isArray(kind) ? kind[0] : kind);
      if (name === undefined) continue;
      if (Array.isArray(kind)) made[name].push(value);
      else made[name] = value;
    }
    return made;
  }

  #value(wire: number, kind: Kind | undefined): unknown {
    if (wire === 0) return kind === "flag" ? this.#varint() !== 0 : this.#varint();
    if (wire !== 2) throw new Error(`a descriptor has no field of wire type ${wire}`);
    const end = this.#varint() + this.#at;
    if (typeof kind === "object" && "fields" in kind && "unset" in kind) return this.read(kind as Shape, end);
    const bytes = this.bytes.slice(this.#at, end);
    this.#at = end;
    if (typeof kind !== "object") return bytes;
    return fromBinary(kind as Options, Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
  }

  // 32 bits, also of a negative number, which is written in ten bytes.
  #varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes.charCodeAt(this.#at++);
      if (shift < 32) value |= (byte & 127) << shift;
      if (!(byte >= 128)) return value;
    }
  }
}

/** Takes the place of protobuf's own in the generated client, where a character of `bytes` is a byte. */
export function fileDesc(bytes: string, imports: readonly GenFile[] = []): GenFile {
  const root = new Reader(bytes).read(file, bytes.length);
  root["messageType"].forEach(nameForJson);
  root["dependency"] = imports.map((one) => one.proto.name);
  const registry = createFileRegistry(root as FileDescriptorProto, (name) => imports.find((one) => one.proto.name === name));
  return registry.getFile(root["name"]) as GenFile;
}

// protoc-gen-es leaves out what follows from the name.
function nameForJson(of: Read): void {
  for (const one of of["field"]) {
    if (!Object.hasOwn(one, "jsonName")) one.jsonName = one.name.replace(/_+([a-z0-9]?)/g, (_: string, c: string) => c.toUpperCase());
  }
  of["nestedType"].forEach(nameForJson);
}
