// What a kiosk keeps over a reload and a power cut, in IndexedDB: its key, the last board, the engine's clock, and
// check-ins and check-outs that wait to be sent. Where there is no store, or it is full, the page goes on without and says so.
export type Kept = "kept" | "full" | "none";

const kStores = ["board", "check-ins", "key"] as const;
type StoreName = (typeof kStores)[number];
const kVersion = 2; // one more with each store

export class Keep {
  #base: Promise<IDBDatabase | undefined> | undefined;

  async put(store: StoreName, key: string, value: unknown): Promise<Kept> {
    try {
      const base = await this.#open();
      if (!base) return "none";
      await new Promise<void>((done, fail) => {
        // Strict: on the disk, so that a power cut loses neither the key nor a check-in. A board is read again.
        const change = base.transaction(store, "readwrite", { durability: store === "board" ? "relaxed" : "strict" });
        change.oncomplete = () => done();
        change.onabort = () => fail(change.error);
        change.objectStore(store).put(value, key);
      });
      return "kept";
    } catch (error) {
      return (error as DOMException | undefined)?.name === "QuotaExceededError" ? "full" : "none";
    }
  }

  async get<T>(store: StoreName, key: string): Promise<T | undefined> {
    return this.#read(store, (from) => from.get(key) as IDBRequest<T | undefined>);
  }

  async all<T>(store: StoreName): Promise<T[]> {
    return (await this.#read(store, (from) => from.getAll() as IDBRequest<T[]>)) ?? [];
  }

  async remove(store: StoreName, key: string): Promise<void> {
    const base = await this.#open();
    if (!base) return;
    await new Promise<void>((done) => {
      const change = base.transaction(store, "readwrite", { durability: "strict" });
      change.oncomplete = change.onabort = () => done();
      change.objectStore(store).delete(key);
    });
  }

  /** All of it. */
  async clear(): Promise<void> {
    const base = await this.#open();
    if (!base) return;
    await new Promise<void>((done) => {
      const change = base.transaction(kStores, "readwrite", { durability: "strict" });
      change.oncomplete = change.onabort = () => done();
      for (const name of kStores) change.objectStore(name).clear();
    });
  }

  async #read<T>(store: StoreName, ask: (from: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
    const base = await this.#open();
    if (!base) return undefined;
    return new Promise((done) => {
      const request = ask(base.transaction(store, "readonly").objectStore(store));
      request.onsuccess = () => done(request.result);
      request.onerror = () => done(undefined);
    });
  }

  #open(): Promise<IDBDatabase | undefined> {
    this.#base ??= new Promise((done) => {
      try {
        const request = indexedDB.open("mutua-kiosk", kVersion);
        request.onupgradeneeded = () => {
          const known = request.result.objectStoreNames;
          kStores.filter((name) => !known.contains(name)).forEach((name) => request.result.createObjectStore(name));
        };
        request.onsuccess = () => {
          // Closed by the browser (its files are gone, say): opened anew at the next call.
          request.result.onclose = () => (this.#base = undefined);
          request.result.onversionchange = () => {
            request.result.close();
            this.#base = undefined;
          };
          done(request.result);
        };
        // Blocked: by another tab, whose page is an older one.
        request.onerror = request.onblocked = () => {
          this.#base = undefined;
          done(undefined);
        };
      } catch {
        done(undefined);
      }
    });
    return this.#base;
  }
}
