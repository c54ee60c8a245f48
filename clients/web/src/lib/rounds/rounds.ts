// Allocation rounds as pages handle them: read, put into words, filed.
import { createClient } from "@connectrpc/connect";
import { RoundsService, type Round, type RoundBundle, type RoundTurn } from "../../gen/mutua/v1/rounds_pb";
import type { Want } from "../../gen/mutua/v1/common_pb";
import type { Api } from "../api/api";
import { ask } from "../api/send";
import { i18n } from "../i18n/i18n.svelte";
import { roundWords } from "../i18n/rounds/words.svelte";
import type { Catalogue } from "../lab/catalogue.svelte";
import type { Viewer } from "../timeline/segments";
import { asked, spanOf, type Span } from "../time/wire";

/** What is wished: one want over one interval. */
export interface Part {
  want: Pick<Want, "what" | "units" | "count">;
  span: Span;
}

/** A wish of a list: the first of its alternatives that can be had, all parts of it. */
export interface Wished {
  key: number;
  alternatives: Part[][];
}

let keys = 0;
export const newKey = () => ++keys;

export function roundsOf(api: Api) {
  return createClient(RoundsService, api.transport);
}

export function listRounds(api: Api, minPosition: bigint) {
  return ask(() => roundsOf(api).listRounds({ minPosition }));
}

export function readRound(api: Api, round: string, minPosition: bigint, replay = false) {
  return ask(() => roundsOf(api).getRound({ round, minPosition, replay }));
}

/** The turn of a viewer's company; undefined: it has none. */
export function turnOf(round: Round, viewer: Viewer): RoundTurn | undefined {
  return round.turns.find((one) => one.company === viewer.company);
}

export function wishedOf(bundles: RoundBundle[]): Wished[] {
  return bundles.map(({ alternatives }) => ({
    key: newKey(),
    alternatives: alternatives.map(({ parts }) =>
      parts.map(({ want, interval }) => ({
        want: { what: want?.what ?? { case: undefined }, units: want?.units ?? 0, count: want?.count ?? 0 },
        span: spanOf(interval),
      })),
    ),
  }));
}

/** As FileList takes them. */
export function bundlesOf(wishes: Wished[]) {
  return wishes.map(({ alternatives }) => ({
    alternatives: alternatives.map((parts) => ({ parts: parts.map(({ want, span }) => ({ want, time: asked(span) })) })),
  }));
}

/** The clocks of a pool: those of the site of its first resource. */
export function zoneOf(catalogue: Catalogue, pool: string): string {
  return catalogue.zone(pool);
}

/** "Laser 80 W, Tue 24 Nov, 18:00–20:00 or else ..." */
export function sayWish(catalogue: Catalogue, zone: string, { alternatives }: Wished): string {
  const { r } = roundWords;
  const say = ({ want, span }: Part) => {
    const name = catalogue.name(want.what.value ?? "");
    const many = Math.max(want.count, want.units);
    const what = (want.what.case === "pool" ? r.any(name) : name) + (many > 1 ? ` × ${many}` : "");
    return `${what}, ${i18n.format.when(zone, span.start, span.end)}`;
  };
  return alternatives.map((parts) => parts.map(say).join(` ${r.and} `)).join(`, ${r.orElse} `);
}

/** Open ones first, then as they are listed. */
export function inOrder(rounds: Round[]): Round[] {
  return [...rounds].sort((a, b) => a.state - b.state || Number(b.round.slice(2)) - Number(a.round.slice(2)));
}
