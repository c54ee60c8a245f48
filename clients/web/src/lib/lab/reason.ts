// A reason as people of this lab read it: the engine's sentence names things by their handles, which are also in
// the reason's own fields; the page knows what they are called.
import type { Reason } from "../../gen/mutua/v1/refusal_pb";

const called = new Map<string, string>();

/** What handles of resources, pools, certifications, companies and members are called; later ones win. */
export function learnNames(things: Iterable<[handle: string, name: string]>): void {
  for (const [handle, name] of things) if (name) called.set(handle, name);
}

export function sayReason({ sentence, resource, subject }: Pick<Reason, "sentence" | "resource" | "subject">): string {
  let said = sentence;
  for (const handle of new Set([resource, ...subject.split(", ")])) {
    const name = called.get(handle);
    if (!name || name === handle) continue;
    // The handle as a word of its own: not "laser-1" in "laser-10", nor a part of "room/laser-1".
    const word = new RegExp(`(?<![\\w/-])${handle.replace(/[^\w-]/g, "\\$&")}(?![\\w/-])`, "g");
    said = said.replace(word, () => name);
  }
  return said;
}
