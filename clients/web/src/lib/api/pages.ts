// Lists come in pages; this reads them all. Each page may be of a later state: `position` is that of
// the first, so that whoever follows the stream from there misses nothing.
import { ask } from "./send";
import type { Result } from "./problem";

interface Page {
  nextPageToken: string;
  position: bigint;
}

export async function readAll<P extends Page, T>(
  once: (pageToken: string) => Promise<P>,
  items: (page: P) => T[],
): Promise<Result<{ items: T[]; position: bigint; last: P }>> {
  const all: T[] = [];
  let token = "";
  let position: bigint | undefined;
  for (;;) {
    const page = await ask(() => once(token));
    if (!page.ok) return page;
    all.push(...items(page.value));
    position ??= page.value.position;
    token = page.value.nextPageToken;
    if (token === "") return { ok: true, value: { items: all, position, last: page.value } };
  }
}
