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
  /** May the ledger have items of former versions? Default: it may. */
  readonly hasFormer?: boolean;
}

/** The items of one sort that an event reads, holds and writes. */
export interface Shelf<T> {
  /** Undefined where there is none. The key must have been loaded. */
  get(key: string): T | undefined;
  /** Does this event hold it? */
  holds(key: string): boolean;
  isHeldByAnother(key: string): boolean;
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
  const { ledger, hasFormer = true } = options;
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
    async load({ identities = [], customers = [], subjects = [], others: asked = [] }) {
      const others = hasFormer ? asked : [];
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
const UPDATE_ATTEMPTS = 5;

/** The items of one sort, as this try has read and written them. */
function openItems<T extends object>(kind: ItemKind<T>, empty: T, { ledger, clock, holder }: SessionOptions) {
  const loaded = new Map<string, Loaded<T>>();
  const at = (key: string): Loaded<T> => {
    const found = loaded.get(key);
    if (!found) throw new Error(`${kind.prefix} was not loaded`);
    return found;
  };
  const take = (key: string, record: LedgerRecord | undefined): void => {
    loaded.set(key, record ? { v: record.v, ...decodeItem(kind, record) } : absent);
  };
  const write = async (key: string, item: T, hold: Hold | undefined): Promise<boolean> => {
    const { v: before } = at(key);
    const v = (before ?? 0) + 1;
    const written = await ledger.write(kind.prefix + key, encodeItem(kind, item, { v, hold, now: clock() }), before);
    if (written === 'conflict') return false;
    loaded.set(key, { v, item, hold });
    return true;
  };
  return {
    at,
    take,
    write,
    keys: () => [...loaded.keys()],
    isLoaded: (key: string) => loaded.has(key),
    isHeld: (key: string) => loaded.get(key)?.hold?.by === holder,
    isHeldByAnother: (key: string) => {
      const { hold } = at(key);
      return hold !== undefined && hold.by !== holder && hold.until > clock();
    },
    async reload(key: string): Promise<void> {
      take(key, (await ledger.read([kind.prefix + key])).get(kind.prefix + key));
    },
    /** False where somebody else has written it since. */
    async remove(key: string): Promise<boolean> {
      const { v } = at(key);
      if (v === undefined) return true;
      if ((await ledger.remove(kind.prefix + key, v)) === 'conflict') return false;
      loaded.set(key, absent);
      return true;
    },
    /** Without what was only written to hold it. */
    async release(key: string): Promise<void> {
      if (!this.isHeld(key)) return;
      const { item } = at(key);
      if (item === undefined || isSame(item, empty)) await this.remove(key);
      else await write(key, item, undefined);
    },
  };
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function openShelf<T extends object>(kind: ItemKind<T>, empty: T, options: SessionOptions) {
  const items = openItems(kind, empty, options);
  const { holder, until } = options;
  const shelf: Shelf<T> = {
    get: (key) => items.at(key).item,
    holds: items.isHeld,
    isHeldByAnother: items.isHeldByAnother,
    async hold(keys, change = (_key, item) => item) {
      const taken: string[] = [];
      for (const key of [...new Set(keys)].toSorted()) {
        const { item = empty } = items.at(key);
        if (!items.isHeldByAnother(key) && (await items.write(key, change(key, item), { by: holder, until }))) {
          taken.push(key);
          continue;
        }
        // Whoever gets only some of them gives them back at once.
        await Promise.allSettled(taken.map((one) => items.release(one)));
        return false;
      }
      return true;
    },
    async update(key, change) {
      for (let attempt = 0; attempt < UPDATE_ATTEMPTS; attempt++) {
        if (attempt > 0) await items.reload(key);
        // Whoever holds it decides by what it says.
        if (items.isHeldByAnother(key)) continue;
        const { item: before = empty } = items.at(key);
        const item = change(before);
        if (!items.isHeld(key) && isSame(before, item)) return;
        if (await items.write(key, item, undefined)) return;
      }
      throw new LedgerConflict();
    },
    async put(key, item) {
      if (items.isHeldByAnother(key) || !(await items.write(key, item, undefined))) throw new LedgerConflict();
    },
    async remove(key) {
      if (!(await items.remove(key))) throw new LedgerConflict();
    },
  };
  return {
    shelf,
    missing: (keys: readonly string[]) => keys.filter((key) => !items.isLoaded(key)).map((key) => kind.prefix + key),
    take(keys: readonly string[], records: ReadonlyMap<string, LedgerRecord>) {
      for (const key of keys) {
        if (key.startsWith(kind.prefix)) items.take(key.slice(kind.prefix.length), records.get(key));
      }
    },
    release: async () => {
      await Promise.allSettled(items.keys().map((key) => items.release(key)));
    },
  };
}
