// What a lab file can say, the manager's forms can too: a thing in which every field of the contract is set is read
// into its form, and what the form sends to make it anew is held against it, field by field. A field that is new in the
// contract is lost here until a form shows it, or a reason stands below why none does.
import assert from "node:assert/strict";
import { create, toJson } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import { after, before, test } from "node:test";
import { sources } from "./sources.mjs";

// By message and field.
const kNotInForms = {
  "Member.certifications": "granted and revoked one by one, each from a day on, beside the form (GrantCertification)",
};
// What the engine says and nobody sets, in whichever message.
const kOutputOnly = ["etag", "retired", "effective_rules", "taken", "others", "has_pin", "password"];
// At most one of these is set, without being a oneof.
const kOneOf = [["pools", "resources", "kind"]];
// What stands in a text where not any will do.
const kTexts = {
  zone: "Europe/Paris", opens: "08:00", closes: "12:00", from: "22:00", until: "07:00", first_day: "2026-12-24", last_day: "2027-01-02", language: "fr",
  site: "site-a", pool: "pool-a", resource: "resource-a", company: "company-a", member: "member-a", certification: "needed-a",
  each_member_of: "company-a", quota: "quota-a", all_of: "needed-a", any_of: "needed-b", companies: "company-a",
  members: "member-a", pools: "pool-a", resources: "resource-a",
};

// Everything set; where one of several can be, the `which`th of them.
function full(schema, which) {
  const message = reflect(schema);
  for (const field of schema.fields) {
    const { name, message: inner } = field;
    const choices = field.oneof?.fields.map((one) => one.name) ?? kOneOf.find((one) => one.includes(name) && schema.name === "Quota");
    if (kOutputOnly.includes(name) || (choices && choices[which % choices.length] !== name)) continue;
    const value = () => {
      if (inner?.typeName === "google.protobuf.Duration") return reflect(inner, create(inner, { seconds: 5400n }));
      if (inner?.typeName === "google.protobuf.Timestamp") return reflect(inner, create(inner, { seconds: 1_800_000_000n }));
      if (inner) return full(inner, which);
      if (field.enum) return field.enum.values.at(-1).number;
      return { 8: true, 9: kTexts[name] ?? `a ${name}`, 3: 700n }[field.scalar] ?? 7; // bool, string, int64, the other numbers
    };
    if (field.fieldKind === "list") message.get(field).add(value());
    else message.set(field, value());
  }
  return message;
}

// "rules.longest" -> what stands there.
function flat(message, prefix = "", into = new Map()) {
  for (const field of message.sortedFields) {
    if (!message.isSet(field) || `${message.desc.name}.${field.name}` in kNotInForms) continue;
    const said = (value) => {
      if (!field.message) return JSON.stringify(String(value));
      return field.message.typeName.startsWith("google.") ? JSON.stringify(toJson(field.message, value.message)) : undefined;
    };
    const items = field.fieldKind === "list" ? [...message.get(field)] : [message.get(field)];
    for (const item of items) {
      const text = said(item);
      if (text === undefined) flat(item, `${prefix}${field.name}.`, into);
      else into.set(prefix + field.name, (into.get(prefix + field.name) ?? "") + text);
    }
  }
  return into;
}

let pages, sorts, LabSchema;
before(async () => {
  pages = await sources();
  await (await pages.load("lib/i18n/manager/words.svelte.ts")).words.begin();
  ({ LabSchema } = await pages.load("gen/mutua/v1/lab_pb.ts"));
  const [places, people, quotas] = await Promise.all(
    ["places/sorts.ts", "people/sorts.ts", "quotas/sort.ts"].map((path) => pages.load(`manager/${path}`)),
  );
  sorts = {
    sites: places.siteSort, pools: places.poolSort, resources: places.resourceSort, certifications: people.certificationSort,
    companies: people.companySort, members: people.memberSort, quotas: quotas.quotaSort,
  };
});
after(() => pages.close());

// A page that knows one thing of each kind, and keeps what it is told to send.
function deskWith(list, thing, handle) {
  const sent = [];
  const service = new Proxy({}, { get: (_, method) => (request) => (sent.push({ method, request }), Promise.resolve({ position: 1n })) });
  const known = { sites: [], pools: [], resources: [], certifications: [], companies: [], members: [], quotas: [], [list]: [[handle, thing]] };
  if (list !== "members") known.members.push(["member-a", { member: "member-a" }]); // whom rules name
  if (list !== "certifications") known.certifications.push(["needed-a", { certification: "needed-a" }]);
  const things = (which) => known[which].map(([, one]) => one);
  const catalogue = { name: (one) => one };
  for (const which of ["sites", "pools", "resources", "certifications"]) catalogue[which] = new Map(known[which]);
  const lab = { members: things("members"), catalogue, resources: () => [...catalogue.resources.keys()] };
  const office = { companies: things("companies"), quotas: things("quotas"), lab, api: { catalogue: service, directory: service, quotas: service } };
  return { office, sent };
}

for (const list of ["sites", "certifications", "pools", "resources", "companies", "members", "quotas"]) {
  test(`every field of the lab file's ${list} is in their form, and goes where it came from`, async () => {
    const schema = LabSchema.fields.find((field) => field.name === list).message;
    const named = schema.fields[0].localName; // the handle
    const lost = new Set();
    for (let which = 0; which < 5; ++which) {
      const wanted = full(schema, which);
      const thing = wanted.message;
      const handle = thing[named];
      const { office, sent } = deskWith(list, thing, handle);
      const [fresh, there] = [sorts[list](office), sorts[list](office, handle)];
      const { values } = there.read();
      const shown = there.fields();
      for (const key of Object.keys(values)) assert.ok(shown.some((field) => field.key === key), `${key} is kept by the form and not shown`);
      assert.deepEqual(there.wrong?.(values) ?? {}, {});
      for (const { key } of shown.filter((field) => field.onlyNew)) values[key] = key === "handle" ? handle : thing[key];
      await fresh.save("", values, [], "");
      assert.match(sent[0].method, /^create/);
      const made = create(schema, sent[0].request[named]);
      const [left, right] = [flat(wanted), flat(reflect(schema, made))];
      for (const [path, text] of left) {
        if (right.get(path) !== text) lost.add(`${path}: ${text} is sent as ${right.get(path)}`);
      }
      // Each field by itself is sent under a name that the contract has.
      for (const { key } of shown.filter((field) => !field.onlyNew)) {
        await there.save("", values, [key], "1");
        const { paths } = sent.at(-1).request.updateMask;
        assert.ok(paths.length > 0 && paths.every((path) => schema.fields.some((field) => field.name === path)), `${key}: ${paths}`);
      }
    }
    assert.deepEqual([...lost], []);
  });
}

test("what no form shows is in the contract still, and has its reason", () => {
  const known = new Set();
  const walk = (message) => {
    for (const field of message.fields) {
      if (known.has(`${message.name}.${field.name}`)) continue;
      known.add(`${message.name}.${field.name}`);
      if (field.message) walk(field.message);
    }
  };
  walk(LabSchema);
  for (const name of kOutputOnly) assert.ok([...known].some((one) => one.endsWith(`.${name}`)), name);
  for (const [name, reason] of Object.entries(kNotInForms)) assert.ok(known.has(name) && reason.length > 20, name);
});
