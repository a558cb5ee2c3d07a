import type { CustomerId } from '../cdp/ids.ts';
import {
  type Claim,
  claimOf,
  emptyIdentityItem,
  firstProof,
  type IdentityItem,
  isProved,
  isReleased,
  uniteClaims,
} from '../identity/identity-item.ts';
import { areOfTwo, type CustomerItem, type HashedName, type KnownName, shareNothing } from './customer-item.ts';

const DAY_MS = 24 * 3_600_000;

/** Of an identity by its key. */
export type AllItems = ReadonlyMap<string, IdentityItem>;

/** One of two who may be one person, by what is remembered of them and what the event says. */
export interface Side {
  /** The customers that they are so far; or what stands for whoever is none yet. */
  readonly customers: readonly string[];
  readonly names: readonly KnownName[];
  /** Nothing but their claims is remembered of one of them: nobody has heard of them for so long. */
  readonly isForgotten?: true;
  /** The name by which the event calls them, wherever it stands. */
  readonly called?: HashedName | undefined;
  /** Contacts that they have proved or typed. */
  readonly keys: readonly string[];
  /** Those of them that the event proves. */
  readonly provedNow: readonly string[];
  /** Those of them that the event types. */
  readonly typedNow?: readonly string[];
  /** Of kinds of which a person has one: the contact that was last proved. */
  readonly contacts: CustomerItem['contacts'];
}

/** A contact between two. */
export interface Contact {
  readonly key: string;
  readonly kind: string;
}

/** What is known of a customer's own. */
export function sideOf(id: CustomerId, item: CustomerItem | undefined): Side {
  const { names = [], contacts = {}, claimed = {} } = item ?? {};
  const keys = Object.values(claimed).flat();
  return { customers: [id], names, keys, provedNow: [], contacts, ...(item === undefined && { isForgotten: true }) };
}

/** What is known of customers who are one person. */
export function uniteSides(sides: readonly Side[]): Side {
  return {
    customers: sides.flatMap(({ customers }) => customers),
    names: sides.flatMap(({ names }) => names),
    keys: [...new Set(sides.flatMap(({ keys }) => keys))],
    provedNow: [...new Set(sides.flatMap(({ provedNow }) => provedNow))],
    contacts: Object.assign({}, ...sides.map(({ contacts }) => contacts)) as CustomerItem['contacts'],
    ...(sides.some(({ isForgotten }) => isForgotten) && { isForgotten: true }),
    called: sides.find(({ called }) => called)?.called,
  };
}

export function claimIn(item: IdentityItem | undefined, { customers }: Pick<Side, 'customers'>): Claim | undefined {
  const claims = customers.flatMap((id) => (item && claimOf(item, id)) ?? []);
  return claims.length > 1 ? claims.reduce(uniteClaims) : claims[0];
}

/** Have they proved it, now or before, and does it not count as left? */
export function isTheirs(key: string, { customers, provedNow }: Side, items: AllItems, time: number): boolean {
  if (provedNow.includes(key)) return true;
  const item = items.get(key);
  return item !== undefined && customers.some((id) => isProved(claimOf(item, id)) && !isReleased(item, id, time));
}

/**
 * What agrees beside the contact, and could not have come from whoever typed it: another contact that one has proved and that the other
 * has proved too, or typed on another day under no name that shares nothing with theirs, neither of which reached that customer by the
 * other; or a name by which an event of the other had called them without the contact beside it,
 * unless another proved contact of the kind says that they have one.
 * @param typist whoever has typed the contact, or proved it longest ago
 * @param prover whoever has proved it
 */
export function agreementOf(
  contact: Contact,
  typist: Side,
  prover: Side,
  items: AllItems,
  time: number,
): 'identity-agrees' | 'name-agrees' | undefined {
  const asked = claimIn(items.get(contact.key), typist);
  const typedOn = dayOf(asked?.typed?.from);
  const others = new Set([...prover.provedNow, ...typist.keys]);
  others.delete(contact.key);
  // By what names whoever is forgotten has been called, nobody knows.
  const areTwo = typist.isForgotten === true || areNamedAsTwo(typist, prover);
  const agrees = [...others].some((key) => {
    const item = items.get(key);
    const claim = claimIn(item, typist);
    if (!item || !claim || typist.customers.some((id) => isReleased(item, id, time))) return false;
    if (!isTheirs(key, prover, items, time)) return false;
    if (isProved(claim)) return true;
    const isOfAnotherDay = claim.typed && typedOn !== undefined && dayOf(claim.typed.from) !== typedOn;
    return !areTwo && isOfAnotherDay && !isOnlyBy(claim, contact.key) && !isOnlyBy(asked, key);
  });
  if (agrees) return 'identity-agrees';
  const another = typist.contacts[contact.kind];
  if (another && another.key !== contact.key) return undefined;
  const isBeside = (key: string) => key === contact.key || isOnlyBy(asked, key);
  const isNamed = typist.names.some(
    ({ hash, said }) => isCalled(prover, hash) && said.some((beside) => !beside.some(isBeside)),
  );
  return isNamed ? 'name-agrees' : undefined;
}

/** Whoever types the contacts of a friend on several days has a name of their own, by which an id or a form has called them. */
function areNamedAsTwo(typist: Side, { called, names }: Side): boolean {
  const theirs = [...typist.names, ...(typist.called ? [{ ...typist.called, said: [] }] : [])];
  const isOfAnother = (name: HashedName) => areOfTwo(name, theirs) || shareNothing(name, theirs);
  if (called) return isOfAnother(called);
  const own = names.filter(({ said, script }) => said.length > 0 && theirs.some((one) => one.script === script));
  return own.length > 0 && own.every(isOfAnother);
}

/** Has a contact reached its customer by another contact alone, as the phone of a guest by the address beside it? */
function isOnlyBy(claim: Claim | undefined, key: string): boolean {
  return claim !== undefined && claim.by.length > 0 && claim.by.every((name) => name === key);
}

function isCalled({ called, names }: Side, hash: string): boolean {
  return called?.hash === hash || names.some((name) => name.hash === hash && name.said.length > 0);
}

/**
 * A guest of whom nothing is known but contacts: nobody gains by it who is somebody else. They are whoever has proved all of the contacts, if
 * there are several; else whoever has proved one, has typed the others, and is called like them.
 * @param contacts by each of the keys that one may have
 */
export function guestAgreementOf(
  contacts: readonly (readonly string[])[],
  guest: Side,
  prover: Side,
  items: AllItems,
  time: number,
): 'identity-agrees' | 'name-agrees' | undefined {
  const proved = contacts.filter((keys) => keys.some((key) => isTheirs(key, prover, items, time)));
  if (proved.length === 0) return undefined;
  if (proved.length === contacts.length && proved.length > 1) return 'identity-agrees';
  const areKnown = contacts.every(
    (keys) =>
      proved.includes(keys) ||
      keys.some((key) => prover.typedNow?.includes(key) || claimIn(items.get(key), prover) !== undefined),
  );
  return areKnown && guest.names.some(({ hash }) => isCalled(prover, hash)) ? 'name-agrees' : undefined;
}

/** Was it typed by one before the other first proved it? Whoever types what somebody has proved already may only want to be them. */
export function isTypedFirst(
  key: string,
  typist: Pick<Side, 'customers'>,
  prover: Pick<Side, 'customers'>,
  items: AllItems,
  provedNow = Infinity,
): boolean {
  const item = items.get(key) ?? emptyIdentityItem;
  const typed = claimIn(item, typist)?.typed;
  const proof = claimIn(item, prover);
  return typed !== undefined && typed.from < Math.min(provedNow, proof ? firstProof(proof) : Infinity);
}

function dayOf(time: number | undefined): number | undefined {
  return time === undefined ? undefined : Math.floor(time / DAY_MS);
}
