// Asking and ordering. Both answer with a Result and never throw. An order keeps its request_id over
// every try, so that a lost reply has one effect: the engine answers the same again.
import { newRequestId } from "./request_id";
import { maySendAgain, problemOf, type Result } from "./problem";

const kPauses = [250, 750, 2000, 4000]; // milliseconds before the second and later tries

async function tries<T>(once: () => Promise<T>): Promise<Result<T>> {
  for (let attempt = 0; ; ++attempt) {
    try {
      return { ok: true, value: await once() };
    } catch (error) {
      const pause = kPauses[attempt];
      if (pause === undefined || !maySendAgain(error)) return { ok: false, problem: problemOf(error) };
      await new Promise((wake) => setTimeout(wake, pause));
    }
  }
}

/** A read. */
export function ask<T>(once: () => Promise<T>): Promise<Result<T>> {
  return tries(once);
}

/** What is asked for, so that it can be told whether it is still the same. */
export function textOf(body: unknown): string {
  return JSON.stringify(body, (_, value) => (typeof value === "bigint" ? String(value) : value));
}

/**
 * One wish of a person, however often it must be sent. Made when a form opens; after an answer was
 * lost for good, `send` with the same body still has one effect. Another body begins a new one.
 */
export class Order {
  #body = "";
  #requestIds: string[] = [];

  send<T>(body: unknown, once: (requestId: string) => Promise<T>): Promise<Result<T>> {
    return this.sendAll([body], ([requestId]) => once(requestId as string));
  }

  /** Of several things that are asked for together each has its own request_id. */
  sendAll<T>(bodies: readonly unknown[], once: (requestIds: readonly string[]) => Promise<T>): Promise<Result<T>> {
    const text = textOf(bodies);
    if (text !== this.#body) {
      this.#body = text;
      this.#requestIds = bodies.map(newRequestId);
    }
    const requestIds = this.#requestIds;
    return tries(() => once(requestIds)).then((result) => {
      // A refused request is decided anew, and an accepted one is done with.
      if (result.ok || result.problem.kind !== "unreachable") this.#body = "";
      return result;
    });
  }
}

/** An order that stands by itself: a button that does one thing. */
export function order<T>(once: (requestId: string) => Promise<T>): Promise<Result<T>> {
  return new Order().send("", once);
}
