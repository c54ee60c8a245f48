// What a change of an outage would do to bookings, asked while it is typed; and how it is said afterwards.
import { VictimFate, type OutageVictim } from "../../gen/mutua/v1/catalogue_pb";
import type { PreviewOutageRequestSchema } from "../../gen/mutua/v1/catalogue_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Problem } from "../../lib/api/problem";
import { ask } from "../../lib/api/send";
import { words } from "../../lib/i18n/manager/words.svelte";
import type { Office } from "../office.svelte";

export type Change = MessageInitShape<typeof PreviewOutageRequestSchema>["change"];

const kTypedOut = 200; // milliseconds without a key

export class Foreseen {
  /** Undefined while nobody knows. */
  victims = $state.raw<OutageVictim[]>();
  problem = $state.raw<Problem>();

  /** Asks `change()` again whenever what it reads changes, or something happens in the lab. */
  constructor(office: Office, change: () => Change | undefined) {
    $effect(() => {
      const asked = change();
      void office.lab.changes;
      if (!asked || office.session.state !== "in") {
        this.victims = undefined;
        this.problem = undefined;
        return;
      }
      let stale = false;
      const timer = setTimeout(async () => {
        const answer = await ask(() =>
          office.api.catalogue.previewOutage({ change: asked, minPosition: office.session.position }),
        );
        if (stale) return;
        this.victims = answer.ok ? answer.value.victims : undefined;
        this.problem = answer.ok || office.session.notice(answer.problem) ? undefined : answer.problem;
      }, kTypedOut);
      return () => {
        stale = true;
        clearTimeout(timer);
      };
    });
  }
}

/** "2 moved, 1 on the waitlist." */
export function fatesOf(victims: OutageVictim[]): string {
  const count = (fate: VictimFate) => victims.filter((one) => one.fate === fate).length;
  const said = words.m.outages.fates(
    count(VictimFate.MOVED),
    count(VictimFate.DISPLACED),
    count(VictimFate.CUT_SHORT),
    count(VictimFate.RESTORED),
  );
  return said && `${said}.`;
}
