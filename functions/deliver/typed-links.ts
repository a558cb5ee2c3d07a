import type { CustomerId } from '../shared/cdp/ids.ts';
import { type KnownIdentity, provedContacts, sides } from '../shared/change/plan.ts';
import { keyedHash } from '../shared/identity/keyed-hash.ts';
import type { Marks } from '../shared/ports/ports.ts';

/**
 * The CDP does not know how sure we were of a link. A contact that a customer has only because somebody typed it at a
 * check-out may be a slip of the finger: whose it is shows when somebody proves it.
 */
export interface TypedLinking {
  readonly typedLinks: Marks;
  /** The key of the keyed hashes. */
  readonly hashKey: () => Promise<string>;
}

type OwnersOf = (identities: readonly KnownIdentity[]) => Promise<readonly (CustomerId | undefined)[]>;

export interface Typed {
  /** Contacts that this event proves and that were only typed so far. */
  readonly known: readonly KnownIdentity[];
  /** Those of them whose customer nothing else in this event leads to. */
  readonly byAnother: readonly KnownIdentity[];
}

/** What the event proves of that which was only typed. */
export async function typedSoFar(
  passed: readonly KnownIdentity[],
  ownersOf: OwnersOf,
  ports: TypedLinking,
): Promise<Typed> {
  const proved = provedContacts(passed);
  if (proved.length === 0) return { known: [], byAnother: [] };
  const keys = await keysOf(proved, ports);
  const marks = await ports.typedLinks.find(keys);
  const known = proved.filter((_contact, index) => marks.has(keys[index] ?? ''));
  if (known.length === 0) return { known, byAnother: [] };
  const own = await ownersOf(sides(passed).anchors.filter(({ contact }) => !contact));
  const theirs = await ownersOf(known);
  const byAnother = known.filter((_contact, index) => theirs[index] !== undefined && !own.includes(theirs[index]));
  return { known, byAnother };
}

/**
 * Remembers the contacts that nobody has so far, and that are about to be linked on the word of whoever typed them. Before the
 * call: one whose answer is lost has linked them all the same, and the next attempt would find them the customer's own.
 */
export async function rememberTyped(
  identities: readonly KnownIdentity[],
  ownersOf: OwnersOf,
  now: number,
  ports: TypedLinking,
): Promise<void> {
  const typed = identities.filter(({ identity, contact }) => contact && identity.evidence.grade !== 'verified');
  const owners = await ownersOf(typed);
  const news = typed.filter((_contact, index) => owners[index] === undefined);
  if (news.length > 0) await ports.typedLinks.add(await keysOf(news, ports), now);
}

/** Has nobody proved any of them since they were linked? */
export async function areTyped(contacts: readonly KnownIdentity[], ports: TypedLinking): Promise<boolean> {
  const keys = await keysOf(contacts, ports);
  const marks = await ports.typedLinks.find(keys);
  return keys.every((key) => marks.has(key));
}

/** Their customer has proved them: they are like any other from now on. */
export async function forgetTyped(contacts: readonly KnownIdentity[], ports: TypedLinking): Promise<void> {
  if (contacts.length > 0) await ports.typedLinks.lift(await keysOf(contacts, ports));
}

async function keysOf(contacts: readonly KnownIdentity[], { hashKey }: TypedLinking): Promise<readonly string[]> {
  const key = await hashKey();
  return contacts.map(({ pair }) => keyedHash(pair, key));
}
