import { type CustomerItem, emptyCustomerItem } from '../shared/change/customer-item.ts';
import { emptySubjectItem, type SubjectItem } from '../shared/change/subject-item.ts';
import { emptyIdentityItem, type IdentityItem } from '../shared/identity/identity-item.ts';
import type { Ledger, LedgerRecord } from '../shared/ports/ports.ts';
import {
  customerItems,
  decodeItem,
  encodeItem,
  type Hold,
  identityItems,
  type ItemKind,
  subjectItems,
} from './ledger-items.ts';

/** Somebody else has written an item since it was read: the event comes again, and reads anew. */
export class LedgerConflict extends Error {
  readonly kind = 'conflict';
  readonly retryable = true;
  constructor() {
    super('another worker wrote first');
    this.name = 'LedgerConflict';
  }
}

export interface SessionOptions {
  readonly ledger: Ledger;
  /** Unix ms. */
  readonly clock: () => number;
  /** Who holds: the same for every try of one event. */
  readonly holder: string;
  /** Unix ms by which this try has ended. */
  readonly until: number;
}

/** The items of one sort that an event reads, holds and writes. */
export interface Shelf<T> {
  /** Undefined where there is none. The key must have been loaded. */
  get(key: string): T | undefined;
  /** Does this event hold it? */
  holds(key: string): boolean;
  /**
   * Holds all of them or none, in the order of their keys; false where somebody else holds or has just written one. What `change`
   * makes of an item is written with the hold.
   */
  hold(keys: readonly string[], change?: (key: string, item: T) => T): Promise<boolean>;
  /**
   * Writes what `change` makes of an item, and gives it back. Of an item that this event does not hold, `change` is asked anew when
   * somebody else has written it. @throws LedgerConflict where somebody else goes on holding it
   */
  update(key: string, change: (item: T) => T): Promise<void>;
  /** Writes an item as it is to be, and gives it back. @throws LedgerConflict where somebody else has written it since */
  put(key: string, item: T): Promise<void>;
  /** @throws LedgerConflict */
  remove(key: string): Promise<void>;
}

/** What one try of one event knows and changes of the ledger. */
export interface LedgerSession {
  readonly identities: Shelf<IdentityItem>;
  readonly customers: Shelf<CustomerItem>;
  readonly subjects: Shelf<SubjectItem>;
  /** Reads what was not read before; `others` are keys of former versions, for `former`. */
  load(wanted: {
    readonly identities?: readonly string[];
    readonly customers?: readonly string[];
    readonly subjects?: readonly string[];
    readonly others?: readonly string[];
  }): Promise<void>;
  /** An item that a former version wrote, as it stands. */
  former(key: string): LedgerRecord | undefined;
  /** Gives back what is still held, as it was. Never throws: a hold ends by itself. */
  release(): Promise<void>;
}

interface Loaded<T> {
  readonly v: number | undefined;
  readonly item: T | undefined;
  readonly hold: Hold | undefined;
}

export function openLedgerSession(options: SessionOptions): LedgerSession {
  const { ledger } = options;
  const shelves = {
    identities: openShelf(identityItems, emptyIdentityItem, options),
    customers: openShelf(customerItems, emptyCustomerItem, options),
    subjects: openShelf(subjectItems, emptySubjectItem, options),
  };
  const former = new Map<string, LedgerRecord | undefined>();
  return {
    identities: shelves.identities.shelf,
    customers: shelves.customers.shelf,
    subjects: shelves.subjects.shelf,
    async load({ identities = [], customers = [], subjects = [], others = [] }) {
      const missing = [
        ...shelves.identities.missing(identities),
        ...shelves.customers.missing(customers),
        ...shelves.subjects.missing(subjects),
        ...others.filter((key) => !former.has(key)),
      ];
      if (missing.length === 0) return;
      const records = await ledger.read(missing);
      for (const shelf of Object.values(shelves)) shelf.take(missing, records);
      for (const key of others) if (!former.has(key)) former.set(key, records.get(key));
    },
    former: (key) => former.get(key),
    async release() {
      await Promise.all(Object.values(shelves).map((shelf) => shelf.release()));
    },
  };
}

const absent = { v: undefined, item: undefined, hold: undefined };
/** Whoever tries to hold several items and gets only some gives them back at once. */
const UPDATE_ATTEMPTS = 5;

function openShelf<T extends object>(kind: ItemKind<T>, empty: T, { ledger, clock, holder, until }: SessionOptions) {
  const loaded = new Map<string, Loaded<T>>();
  const at = (key: string): Loaded<T> => {
    const found = loaded.get(key);
    if (!found) throw new Error(`${kind.prefix} was not loaded`);
    return found;
  };
  const write = async (key: string, item: T, hold: Hold | undefined): Promise<boolean> => {
    const { v: before } = at(key);
    const v = (before ?? 0) + 1;
    const written = await ledger.write(kind.prefix + key, encodeItem(kind, item, { v, hold, now: clock() }), before);
    if (written === 'conflict') return false;
    loaded.set(key, { v, item, hold });
    return true;
  };
  const reload = async (key: string): Promise<void> => {
    const record = (await ledger.read([kind.prefix + key])).get(kind.prefix + key);
    loaded.set(key, record ? { v: record.v, ...decodeItem(kind, record) } : absent);
  };
  /** Without what was only written to hold it. */
  const giveBack = async (key: string): Promise<void> => {
    const { v, item, hold } = at(key);
    if (hold?.by !== holder || v === undefined) return;
    if (item !== undefined && JSON.stringify(item) !== JSON.stringify(empty)) {
      await write(key, item, undefined);
      return;
    }
    await ledger.remove(kind.prefix + key, v);
    loaded.set(key, absent);
  };

  const shelf: Shelf<T> = {
    get: (key) => at(key).item,
    holds: (key) => loaded.get(key)?.hold?.by === holder,
    async hold(keys, change = (_key, item) => item) {
      const taken: string[] = [];
      for (const key of [...new Set(keys)].toSorted()) {
        const { item = empty, hold } = at(key);
        const isFree = hold === undefined || hold.by === holder || hold.until <= clock();
        if (isFree && (await write(key, change(key, item), { by: holder, until }))) {
          taken.push(key);
          continue;
        }
        await Promise.allSettled(taken.map(giveBack));
        return false;
      }
      return true;
    },
    async update(key, change) {
      for (let attempt = 0; attempt < UPDATE_ATTEMPTS; attempt++) {
        if (attempt > 0) await reload(key);
        const { item: before, hold } = at(key);
        const isHeld = hold?.by === holder;
        // Whoever holds it decides by what it says.
        if (hold && !isHeld && hold.until > clock()) continue;
        const item = change(before ?? empty);
        if (!isHeld && JSON.stringify(before ?? empty) === JSON.stringify(item)) return;
        if (await write(key, item, undefined)) return;
      }
      throw new LedgerConflict();
    },
    async put(key, item) {
      const { hold } = at(key);
      const isForeign = hold && hold.by !== holder && hold.until > clock();
      if (isForeign || !(await write(key, item, undefined))) throw new LedgerConflict();
    },
    async remove(key) {
      const { v } = at(key);
      if (v === undefined) return;
      if ((await ledger.remove(kind.prefix + key, v)) === 'conflict') throw new LedgerConflict();
      loaded.set(key, absent);
    },
  };
  return {
    shelf,
    missing: (keys: readonly string[]) => keys.filter((key) => !loaded.has(key)).map((key) => kind.prefix + key),
    take(keys: readonly string[], records: ReadonlyMap<string, LedgerRecord>) {
      for (const prefixed of keys) {
        if (!prefixed.startsWith(kind.prefix)) continue;
        const record = records.get(prefixed);
        const key = prefixed.slice(kind.prefix.length);
        loaded.set(key, record ? { v: record.v, ...decodeItem(kind, record) } : absent);
      }
    },
    release: async () => {
      await Promise.allSettled([...loaded.keys()].map(giveBack));
    },
  };
}
