import { earlierOf, type FirstEvent } from './first-event.ts';
import { newest } from './newest.ts';

/** When something was last set, by the event's time; of two at one time the greater event digest counts as the later. */
export interface Stamp {
  /** Unix ms. */
  readonly t: number;
  /** Beginning of the event's digest. */
  readonly e: string;
}

/** A person's name, as keyed hashes. */
export interface HashedName {
  readonly hash: string;
  readonly script: 'han' | 'words';
  /** What two names of one person may share. */
  readonly parts: readonly string[];
}

/** A name that the customer was called by. */
export interface KnownName extends HashedName {
  /**
   * For each event that named the customer by an id of theirs and called them so: the keys of the contacts that were typed beside it. Those
   * with the fewest are kept, and of equal ones a single one.
   */
  readonly said: readonly (readonly string[])[];
}

/** When a field was last set, and what the CDP was sent then, as a short keyed hash. */
export interface FieldStamp extends Stamp {
  readonly h?: string;
}

/** Whether the customer was last put into a group or taken out of it, and when the CDP was last sent that (Unix ms). */
export interface GroupStamp extends Stamp {
  readonly in: boolean;
  readonly sent?: number;
}

/** What delivery remembers of one customer of the CDP. No personal data: names of fields and groups, times, keyed hashes. */
export interface CustomerItem {
  /** The customer has become part of this one. */
  readonly alias?: string;
  readonly fields: Readonly<Record<string, FieldStamp>>;
  readonly groups: Readonly<Record<string, GroupStamp>>;
  /** Unix ms when the CDP last showed the customer, or was called about them. */
  readonly seen?: number;
  /** Absent where they may have been known before: of another writer, or of a former version. */
  readonly first?: FirstEvent;
  /** Keyed hash of the name last written. */
  readonly name?: string;
  /** The newest last. */
  readonly names: readonly KnownName[];
  /** Of kinds of which a person has one: the contact that was last proved, by its key, and when (Unix ms). */
  readonly contacts: Readonly<Record<string, { readonly key: string; readonly at: number }>>;
  /** By kind: the keys of the contacts that they have proved or typed, whoever has them in the CDP. The newest last. */
  readonly claimed?: Readonly<Record<string, readonly string[]>>;
  /** Customers of whom a person has decided that they are somebody else; both sides name each other. */
  readonly neverOne?: readonly string[];
  /** Keys of platform ids of whom a person has decided that they are somebody else's, whoever has them in the CDP. */
  readonly neverTheirs?: readonly string[];
}

export const emptyCustomerItem: CustomerItem = { fields: {}, groups: {}, names: [], contacts: {} };

const NAMES_KEPT = 4;

/** Is what happened at `stamp` later than what is known? */
export function isLater(stamp: Stamp, known: Stamp | undefined): boolean {
  if (!known) return true;
  return stamp.t === known.t ? stamp.e >= known.e : stamp.t > known.t;
}

const SAID_KEPT = 3;

/** The item with a name that an event has called the customer by. */
export function withName(item: CustomerItem, name: KnownName): CustomerItem {
  const known = item.names.find(({ hash }) => hash === name.hash);
  const others = item.names.filter(({ hash }) => hash !== name.hash);
  const said = fewest([...(known?.said ?? []), ...name.said]);
  return { ...item, names: [...others, { ...name, said }].slice(-NAMES_KEPT) };
}

function fewest(said: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const places = new Map(said.map((beside) => [beside.toSorted().join(), beside.toSorted()]));
  return [...places]
    .toSorted(([one, a], [other, b]) => a.length - b.length || (one < other ? -1 : 1))
    .map(([, beside]) => beside)
    .slice(0, SAID_KEPT);
}

const CLAIMED_KEPT = 6;

/** What they have claimed, and some contacts more, as kind and key. */
export function withClaimed(
  { claimed = {} }: Pick<CustomerItem, 'claimed'>,
  contacts: readonly (readonly [kind: string, key: string])[],
): Readonly<Record<string, readonly string[]>> {
  const kinds = new Set([...Object.keys(claimed), ...contacts.map(([kind]) => kind)]);
  return Object.fromEntries(
    [...kinds].map((kind) => {
      const before = claimed[kind] ?? [];
      const added = contacts.flatMap(([of, key]) => (of === kind && !before.includes(key) ? [key] : []));
      return [kind, added.length === 0 ? before : newest([...before, ...added], CLAIMED_KEPT)];
    }),
  );
}

/** Are two people called by these names? Two names of one script that share nothing; only what an id of theirs has said counts. */
export function areOfTwo(name: HashedName | undefined, known: readonly KnownName[]): boolean {
  return shareNothing(
    name,
    known.filter(({ said }) => said.length > 0),
  );
}

/** Are two people called by these? Names of two scripts say nothing of each other, and whoever has none is told apart from nobody. */
export function areCalledAsTwo(names: readonly KnownName[], others: readonly KnownName[]): boolean {
  const called = others.filter(({ said }) => said.length > 0);
  const own = names.filter(({ said, script }) => said.length > 0 && called.some((one) => one.script === script));
  return own.length > 0 && own.every((name) => areOfTwo(name, called));
}

/** Has the name a part of one by which an id of theirs has called them? */
export function shareSomething(name: HashedName | undefined, known: readonly KnownName[]): boolean {
  const called = known.filter(({ said, script }) => said.length > 0 && script === name?.script);
  return name !== undefined && called.some(({ parts }) => parts.some((part) => name.parts.includes(part)));
}

/** Names of one script of which none has a part of the other, wherever they stood. */
export function shareNothing(name: HashedName | undefined, known: readonly HashedName[]): boolean {
  if (name === undefined) return false;
  const alike = known.filter(({ script }) => script === name.script);
  return alike.length > 0 && alike.every(({ parts }) => !parts.some((part) => name.parts.includes(part)));
}

/** What a customer has after another has become part of it. */
export interface United {
  readonly item: CustomerItem;
  /** Fields whose later value was the lost customer's: the CDP keeps the surviving customer's. */
  readonly fieldsOfLost: readonly string[];
  /** Groups that the CDP has united although the later word was to leave. */
  readonly groupsToLeave: readonly string[];
}

/** The item of a customer who has turned out to be another: what the CDP was sent says nothing of them. */
export function untrusted({ seen: _seen, name: _name, ...item }: CustomerItem): CustomerItem {
  return { ...item, fields: without('h', item.fields), groups: without('sent', item.groups) };
}

function without<T extends Stamp, K extends keyof T>(key: K, stamps: Readonly<Record<string, T>>) {
  return Object.fromEntries(
    Object.entries(stamps).map(([name, stamp]) => {
      const { [key]: _removed, ...kept } = stamp;
      return [name, kept] as const;
    }),
  );
}

/** What people have decided about either. */
function decidedOf(...customers: readonly CustomerItem[]): Pick<CustomerItem, 'neverOne' | 'neverTheirs'> {
  const neverOne = [...new Set(customers.flatMap((item) => item.neverOne ?? []))];
  const neverTheirs = [...new Set(customers.flatMap((item) => item.neverTheirs ?? []))];
  return { ...(neverOne.length > 0 && { neverOne }), ...(neverTheirs.length > 0 && { neverTheirs }) };
}

/** Unites what is remembered of a customer with that of one who has become part of it. */
export function uniteCustomers(survivor: CustomerItem, lost: CustomerItem): United {
  const later = <T extends Stamp>(one: Readonly<Record<string, T>>, other: Readonly<Record<string, T>>) => {
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return Object.fromEntries(
      names.flatMap((name): [string, T][] => {
        const [a, b] = [one[name], other[name]];
        const chosen = a && b ? (isLater(b, a) && !isLater(a, b) ? b : a) : (a ?? b);
        return chosen ? [[name, chosen]] : [];
      }),
    );
  };
  // What the CDP has made of two values is known when it is sent or shown again.
  const fields = without('h', later(survivor.fields, lost.fields));
  const groups = without('sent', later(survivor.groups, lost.groups));
  const contacts = { ...survivor.contacts };
  for (const [kind, contact] of Object.entries(lost.contacts)) {
    if (contact.at > (contacts[kind]?.at ?? -Infinity)) contacts[kind] = contact;
  }
  const ofLost = Object.entries(lost.claimed ?? {}).flatMap(([kind, keys]) =>
    keys.map((key): [string, string] => [kind, key]),
  );
  const claimed = withClaimed(survivor, ofLost);
  const names = [...lost.names, ...survivor.names].reduce(withName, { ...emptyCustomerItem }).names;
  const isOfLost = (field: string) => {
    const [own, other] = [survivor.fields[field], lost.fields[field]];
    return own !== undefined && other !== undefined && isLater(other, own) && !isLater(own, other);
  };
  const fieldsOfLost = Object.keys(lost.fields).filter(isOfLost);
  const wasIn = (group: string) => survivor.groups[group]?.in === true || lost.groups[group]?.in === true;
  // The CDP keeps the surviving customer's name and shows nobody a name: where the lost one's is later, it has to be written again.
  const nameOfLost = lost.fields['name'] && (!survivor.fields['name'] || isOfLost('name'));
  const name = nameOfLost ? undefined : survivor.name;
  const first = earlierOf(survivor.first, lost.first);
  return {
    item: {
      fields,
      groups,
      names: newest(names, NAMES_KEPT),
      contacts,
      ...(Object.keys(claimed).length > 0 && { claimed }),
      ...(name !== undefined && { name }),
      ...(first && { first }),
      ...decidedOf(survivor, lost),
    },
    fieldsOfLost,
    groupsToLeave: Object.entries(groups).flatMap(([group, { in: isIn }]) => (!isIn && wasIn(group) ? [group] : [])),
  };
}
