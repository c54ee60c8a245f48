// What somebody is looking at on the board; kept while they look elsewhere on the page.
import { ResourceKind } from "../gen/mutua/v1/common_pb";

export class Look {
  /** Empty: today. */
  day = $state("");
  days = $state<1 | 7>(1);
  kind = $state<ResourceKind>(ResourceKind.UNSPECIFIED);
  /** The first day to show was chosen. */
  settled = false;
}
