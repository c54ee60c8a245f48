// Peak and quiet hours of a pool or resource as they stand in a form: a text for each day of the week and each of the
// two rates. Unset they are inherited; set and empty, every hour is a normal one.
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { PeakHours, PeakHoursSchema } from "../../gen/mutua/v1/place_pb";
import { fieldWords } from "../../lib/i18n/fields/words.svelte";
import type { Field, Values } from "../things/sort";
import { weekFields, weekFrom, weekValues, weekWrong } from "./hours";

const kRates = ["peak", "offPeak"] as const;

export function peakValues(hours: PeakHours | undefined): Values {
  return { rates: hours ? "own" : "", ...weekValues("peak", hours?.peak), ...weekValues("offPeak", hours?.offPeak) };
}

export function peakFrom(values: Values): MessageInitShape<typeof PeakHoursSchema> | undefined {
  if (values["rates"] !== "own") return undefined;
  return { peak: weekFrom("peak", values), offPeak: weekFrom("offPeak", values) };
}

export function isPeak(key: string): boolean {
  return key === "rates" || /^(?:peak|offPeak)[1-7]$/.test(key);
}

/** Who types hours means them to hold. */
export function peakAlso(key: string): Values {
  return isPeak(key) && key !== "rates" ? { rates: "own" } : {};
}

/** `unset`: what it means that a thing has none of its own. */
export function peakFields(unset: string): Field[] {
  const { d } = fieldWords;
  return [
    {
      key: "rates",
      label: d.rates,
      group: d.peak,
      type: "choice",
      options: [
        { value: "", label: unset },
        { value: "own", label: d.ownRates },
      ],
    },
    ...kRates.flatMap((rate) => weekFields(rate, d[rate], d.normal)),
  ];
}

export function peakWrong(values: Values): Values {
  return { ...weekWrong("peak", values), ...weekWrong("offPeak", values) };
}
