// The descriptions of the API that the pages read by hand are those that protobuf itself reads.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { fromBinary, toJson } from "@bufbuild/protobuf";
import { base64Decode } from "@bufbuild/protobuf/wire";
import { fileDesc as reflected } from "@bufbuild/protobuf/codegenv2";
import { sources } from "./sources.mjs";

let pages;
before(async () => (pages = await sources()));
after(() => pages.close());

// Everything that a reader of messages looks at, of every type of a file.
function told(file) {
  const fields = (message) =>
    message.fields.map((one) => {
      const { kind, ...rest } = Object.fromEntries(Object.entries(one).filter(([, value]) => typeof value !== "object" && typeof value !== "function"));
      return { ...rest, of: one.message?.typeName ?? one.enum?.typeName ?? "", oneof: one.oneof?.name ?? "", map: one.mapKey ?? "", options: options(one) };
    });
  const options = ({ proto }) => (proto.options ? JSON.stringify(proto.options, (_, value) => (typeof value === "bigint" ? String(value) : value)) : "");
  const message = (one) => ({
    name: one.typeName,
    fields: fields(one),
    oneofs: one.oneofs.map((each) => [each.name, each.localName, each.fields.map((field) => field.name)]),
    nested: one.nestedMessages.map(message),
    enums: one.nestedEnums.map(enumeration),
    options: options(one),
  });
  const enumeration = (one) => ({ name: one.typeName, open: one.open, prefix: one.sharedPrefix, values: one.values.map((each) => [each.name, each.localName, each.number]) });
  return {
    name: file.name,
    edition: file.edition,
    depends: file.dependencies.map((one) => one.name),
    messages: file.messages.map(message),
    enums: file.enums.map(enumeration),
    services: file.services.map((one) => [one.typeName, one.methods.map((each) => [each.name, each.localName, each.methodKind, each.input.typeName, each.output.typeName, each.idempotency])]),
  };
}

test("every description read by hand says what protobuf's own reading of it says", async () => {
  let types = 0;
  for (const name of readdirSync("src/gen", { recursive: true }).filter((one) => one.endsWith("_pb.ts"))) {
    const text = readFileSync(`src/gen/${name}`, "utf8");
    const literal = /fileDesc\(("(?:[^"\\]|\\.)*")/.exec(text)?.[1];
    const base64 = literal && btoa(JSON.parse(literal));
    assert.ok(base64 && text.includes("lib/api/file_desc"), `${name} does not read by hand`);
    const module = await pages.load(`gen/${name}`);
    const byHand = Object.values(module).find((value) => value?.kind === "file");
    assert.deepEqual(told(byHand), told(reflected(base64, byHand.dependencies)), name);
    types += byHand.messages.length;
    const { name: said } = toJson(FileDescriptorProtoSchema, fromBinary(FileDescriptorProtoSchema, base64Decode(base64)));
    assert.equal(`${byHand.name}.proto`, said);
  }
  assert.ok(types > 200, `${types} messages`);
});
