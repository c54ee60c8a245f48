// A reason as people of this lab read it: the engine's sentence names things by their handles, which are also in
// the reason's own fields; the page knows what they are called.
import { Rule, type Reason } from "../../gen/mutua/v1/refusal_pb";

const called = new Map<string, string>();
const certifications = new Map<string, string>();

/** What handles of resources, pools, certifications, companies and members are called; later ones win. */
export function learnNames(things: Iterable<[handle: string, name: string]>): void {
  for (const [handle, name] of things) if (name) called.set(handle, name);
}

/** The same of kinds of certification, which may bear the handle of something else. */
export function learnCertifications(kinds: Iterable<[handle: string, name: string]>): void {
  for (const [handle, name] of kinds) if (name) certifications.set(handle, name);
}

export function sayReason({ rule, sentence, resource, subject }: Pick<Reason, "rule" | "sentence" | "resource" | "subject">): string {
  const subjects = rule === Rule.CERTIFICATION || rule === Rule.ANY_CERTIFICATION ? certifications : called;
  let said = sentence;
  for (const handle of new Set([resource, ...subject.split(", ")])) {
    const name = handle === resource ? called.get(handle) : (subjects.get(handle) ?? called.get(handle));
    if (!name || name === handle) continue;
    // The handle as a word of its own: not "laser-1" in "laser-10", nor a part of "room/laser-1".
    const word = new RegExp(`(?<![\\w/-])${handle.replace(/[^\w-]/g, "\\$&")}(?![\\w/-])`, "g");
    said = said.replace(word, () => name);
  }
  return said;
}
