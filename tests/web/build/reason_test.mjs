// A refusal names things as the lab calls them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sources } from "./sources.mjs";

let pages;
before(async () => (pages = await sources()));
after(() => pages.close());

test("a handle in a reason's sentence is called by its name, and only as a word of its own", async () => {
  const { learnNames, sayReason } = await pages.load("lib/lab/reason.ts");
  learnNames([["laser-1", "Laser 80 W"], ["cnc", "Fraiseuse $& Co"], ["laser", "Découpe laser"], ["room", ""]]);
  const rows = [
    // sentence, resource, subject, said
    ["laser-1 is booked in that time: 1 of 1 in use.", "laser-1", "", "Laser 80 W is booked in that time: 1 of 1 in use."],
    ["laser-10 and x/laser-1 are others than laser-1", "laser-1", "", "laser-10 and x/laser-1 are others than Laser 80 W"],
    ["laser-1 needs laser, cnc", "laser-1", "laser, cnc", "Laser 80 W needs Découpe laser, Fraiseuse $& Co"],
    ["room is closed", "room", "", "room is closed"],
    ["spec.time: nothing of the lab", "", "spec.time", "spec.time: nothing of the lab"],
    ["nobody is named", "", "", "nobody is named"],
  ];
  for (const [sentence, resource, subject, said] of rows) assert.equal(sayReason({ sentence, resource, subject }), said);
});

test("a kind of certification is called by its name, though a pool bears the same handle", async () => {
  const { learnCertifications, learnNames, sayReason } = await pages.load("lib/lab/reason.ts");
  const { Rule } = await pages.load("gen/mutua/v1/refusal_pb.ts");
  learnCertifications([["laser", "Découpe laser"]]);
  learnNames([["laser-1", "Laser 80 W"], ["laser", "Découpeuses laser"]]);
  const needed = { sentence: "laser-1 needs the certification laser.", resource: "laser-1", subject: "laser" };
  assert.equal(sayReason({ rule: Rule.CERTIFICATION, ...needed }), "Laser 80 W needs the certification Découpe laser.");
  assert.equal(sayReason({ rule: Rule.ANY_CERTIFICATION, ...needed }), "Laser 80 W needs the certification Découpe laser.");
  const full = { sentence: "laser is full.", resource: "", subject: "laser" };
  assert.equal(sayReason({ rule: Rule.POOL_FULL, ...full }), "Découpeuses laser is full.");
});
