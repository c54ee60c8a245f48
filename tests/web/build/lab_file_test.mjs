// The lab file as the manager's page reads and writes it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { sources } from "./sources.mjs";

let pages, read, write, between, LabSchema;
before(async () => {
  pages = await sources();
  ({ readYaml: read } = await pages.load("manager/file/read_lab.ts"));
  ({ writeYaml: write } = await pages.load("manager/file/write_lab.ts"));
  ({ between } = await pages.load("manager/file/differences.ts"));
  ({ LabSchema } = await pages.load("gen/mutua/v1/lab_pb.ts"));
});
after(() => pages.close());

const lab = (text) => read(LabSchema, text);

test("what is written is read back as the same lab, whatever characters its names have", () => {
  const names = ["plain", "a: b", "a:b", "- a", "-a", "?", "#1", "a #b", "a#b", "null", "~", " x", "x ", "\"q\"", "'q'", "a\\b",
    "line\nbreak", "tab\there", "R&D", "{a}", "[a]", "a, b", "true", "08:00", "é à ç", "*star", "&amp", "!bang", "%", "@", "`", "|", ">"];
  const text = names.map((name) => `  - company: c\n    display_name: ${JSON.stringify(name)}\n`).join("");
  const first = lab(`companies:\n${text}members:\n  - member: m\n    certifications: []\nresources:\n  - resource: r\n    kind: machine\n    rules: {longest: 1h30, setup: 90s, horizon: 14d, lead: 0}\n`);
  assert.deepEqual(first.flaws, []);
  assert.deepEqual(first.message.companies.map((one) => one.displayName), names);
  const written = write(LabSchema, first.message);
  assert.match(written, /longest: 90min\n/);
  assert.match(written, /setup: 90s\n/);
  assert.match(written, /lead: 0\n/);
  const second = lab(written);
  assert.deepEqual(second.flaws, []);
  assert.deepEqual(second.message, first.message);
  assert.equal(write(LabSchema, second.message), written);
});

test("what cannot be read is named with its line and column, all of it at once", () => {
  const rows = [
    // text, line, column, kind
    ["", 1, 1, "keys"],
    ["- a", 1, 1, "keys"],
    ["sites: x", 1, 8, "list"],
    ["sites:\n  - sit: a", 2, 5, "unknown"],
    ["sites:\n  - site: [a]", 2, 11, "one"],
    ["sites:\n  - site: ~", 2, 11, "one"],
    ["resources:\n  - kind: boat", 2, 11, "choice"],
    ["resources:\n  - capacity: many", 2, 15, "value"],
    ["resources:\n  - capacity: 4294967296", 2, 15, "value"],
    ["resources:\n  - capacity: -1", 2, 15, "value"],
    ["pools:\n  - stand_in: maybe", 2, 15, "value"],
    ["pools:\n  - rules: {longest: plenty}", 2, 22, "length"],
    ["members:\n  - certifications: [{valid_from: yesterday}]", 2, 35, "instant"],
    ["sites:\n\t- site: a", 2, 1, "yaml"],
    ["sites: [", 1, 9, "yaml"],
    ["sites: []\nsites: []", 2, 1, "yaml"],
    ["sites: *nobody", 1, 8, "yaml"],
  ];
  for (const [text, line, column, kind] of rows) {
    const { flaws } = lab(text);
    assert.deepEqual(flaws.slice(0, 1).map((one) => [one.line, one.column, one.kind]), [[line, column, kind]], text);
  }
  assert.equal(lab("sites:\n  - sit: a\n    zon: b\n").flaws.length, 2);
});

test("a name for a piece is read as the piece, and one that would never end is refused", () => {
  const { message, flaws } = lab("pools:\n  - {pool: a, rules: &r {longest: 2h}}\n  - {pool: b, rules: *r}\n");
  assert.deepEqual(flaws, []);
  assert.deepEqual(message.pools.map((one) => Number(one.rules.longest.seconds)), [7200, 7200]);
  assert.ok(lab("sites:\n  - &a {hours: *a}\n").flaws.length > 0);
});

test("a path of the engine's is a line of the text, or that of what holds it, and so is a handle", () => {
  const { where } = lab("pools:\n  - pool: a\n    rules:\n      longest: 2h\nresources:\n  - {resource: saw,\n     pool: nowhere}\n");
  const rows = [
    ["pools[0].rules.longest", 4],
    ["pools[0].rules.shortest", 3],
    ["resources[0].pool", 7],
    ["resources[0].site", 6],
    ["nowhere", 7],
    ["if_position", undefined],
    ["quotas[2]", undefined],
    ["resource saw[0", undefined],
  ];
  for (const [path, line] of rows) assert.equal(where(path)?.line, line, path);
});

test("between two labs: what came, what left, what changed, a list by its items", () => {
  const demo = readFileSync("lab.yaml", "utf8");
  const one = lab(demo);
  assert.deepEqual(one.flaws, []);
  assert.deepEqual(between(one.message, one.message), []);
  const other = lab(demo
    .replace("company: sam, base: 1", "company: sam, base: 3")
    .replace("longest: 4h", "longest: 5h")
    .replace(/ {2}- \{resource: fdm-3.*\n/, "")
    .replace("{member: tom,", "{member: tim,"));
  const found = between(one.message, other.message).map(({ action, type, handle, rows }) => [action, type, handle, rows]);
  assert.deepEqual(found.map((row) => row.slice(0, 3).join(" ")), ["update pool laser", "delete resource fdm-3", "create member tim", "delete member tom"]);
  const rows = found[0][3];
  assert.deepEqual(rows.find((row) => row.path === "shares"), { path: "shares", before: "", after: "", left: ["{company: sam, base: 1}"], came: ["{company: sam, base: 3}"] });
  assert.deepEqual(rows.find((row) => row.path === "rules.longest"), { path: "rules.longest", before: "4h", after: "5h" });
});
