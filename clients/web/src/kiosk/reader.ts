// Tells a badge reader from a person. A reader is a keyboard that types very fast and ends with Enter.
// What counts is the key (`code`), not the character: on a French layout a reader's 12 arrives as "&é".
// A key that is held down repeats as fast as a reader types, so repeats never count.
const kGapMost = 60; // milliseconds between two keys, Enter included
const kMeanMost = 40;
const kShortest = 6;
const kLongest = 128; // as the engine accepts
const kAgainAfter = 2000; // milliseconds in which the same badge is the same showing of it

export interface Key {
  code: string;
  shiftKey: boolean;
  repeat: boolean;
  timeStamp: number;
}

const kSigns: Record<string, string> = {
  Minus: "-",
  NumpadSubtract: "-",
  Period: ".",
  Comma: ",",
  Semicolon: ";",
  Slash: "/",
  Equal: "=",
};

/** What a reader that thinks of an American keyboard meant by this key. */
function characterOf(key: Key): string | undefined {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(key.code)?.[1];
  if (digit) return digit;
  const letter = /^Key([A-Z])$/.exec(key.code)?.[1];
  if (letter) return key.shiftKey ? letter : letter.toLowerCase();
  return kSigns[key.code];
}

/** What a key was: nobody's business, a character within a fast run, or the Enter behind a badge. */
export type Heard = "other" | "run" | { badge: string };

export class BadgeReader {
  #run = "";
  #from = 0;
  #last = 0;
  #before = "";
  #beforeAt = -Infinity;

  hear(key: Key): Heard {
    if (key.code === "ShiftLeft" || key.code === "ShiftRight") return "other";
    const fast = this.#run !== "" && !key.repeat && key.timeStamp - this.#last < kGapMost;
    if (key.code === "Enter" || key.code === "NumpadEnter") return fast ? this.#end(key.timeStamp) : this.#drop();
    const character = key.repeat ? undefined : characterOf(key);
    if (character === undefined) return this.#drop();
    if (!fast) {
      this.#run = "";
      this.#from = key.timeStamp;
    }
    this.#run = (this.#run + character).slice(0, kLongest + 1);
    this.#last = key.timeStamp;
    return this.#run.length > 2 ? "run" : "other";
  }

  /** Forgets the last badge, too. */
  forget(): void {
    this.#drop();
    this.#before = "";
  }

  #end(at: number): Heard {
    const badge = this.#run;
    const mean = (at - this.#from) / badge.length;
    this.#run = "";
    if (badge.length < kShortest || badge.length > kLongest || mean >= kMeanMost) return "other";
    const again = badge === this.#before && at - this.#beforeAt < kAgainAfter;
    this.#before = badge;
    this.#beforeAt = at;
    return again ? "run" : { badge };
  }

  #drop(): Heard {
    this.#run = "";
    return "other";
  }
}

/** Listens to the whole page before anything on it does; answers how to stop. */
export function listenForBadges(reader: BadgeReader, onbadge: (badge: string) => void): () => void {
  const hear = (event: KeyboardEvent) => {
    const heard = reader.hear(event);
    if (heard === "other") return;
    // A reader's Enter must not press the button that has the focus.
    event.preventDefault();
    event.stopImmediatePropagation();
    if (heard !== "run") onbadge(heard.badge);
  };
  document.addEventListener("keydown", hear, { capture: true });
  return () => document.removeEventListener("keydown", hear, { capture: true });
}
