import type { DividedIdentity } from '../undo.ts';

/** An identity of the customer, as the CDP shows it. */
export interface Divisible {
  /** Keyed hashes under which events and the ledger know it. */
  readonly hashes: readonly string[];
}

/** An event that is kept, as far as it bears on whose an identity is. */
export interface UndoEvidence {
  /** Its digest, as the ledger names it by the beginning of it. */
  readonly event: string;
  /** RFC 3339, in UTC. */
  readonly received: string;
  /** To whom it led, by the ids of then. */
  readonly customers: readonly string[];
  /** Keyed hashes of the identities that it names. */
  readonly names: ReadonlySet<string>;
}

type Side = 'stays' | 'leaves';

export interface Division {
  readonly side: Side;
  readonly because: DividedIdentity['because'];
  readonly events: number;
  readonly first?: string;
}

interface Merged {
  readonly customer: string;
  /** Who has become part of the customer, where that is known. */
  readonly former: string | undefined;
}

export interface DivideInput<T extends Divisible> extends Merged {
  readonly identities: readonly T[];
  /** In any order. */
  readonly evidence: readonly UndoEvidence[];
  /** What whoever asked has chosen. */
  readonly chosen: (identity: T) => Side | undefined;
  /** What the sandbox has written down of the merge. */
  readonly recorded?: ((identity: T) => Side) | undefined;
}

/** Whose each identity is: as chosen, as written down, as the first event says that gave it, else as what it was given beside. */
export function divide<T extends Divisible>(input: DivideInput<T>): ReadonlyMap<T, Division> {
  const { identities, chosen, recorded } = input;
  const evidence = input.evidence.toSorted((one, other) => (one.received < other.received ? -1 : 1));
  const sides = new Map<T, { readonly side: Side; readonly because: DividedIdentity['because'] }>();
  const isIn = ({ names }: UndoEvidence, { hashes }: T) => hashes.some((hash) => names.has(hash));
  const before = evidence.filter(({ received }) => received < mergedAt(input, evidence));
  for (const identity of identities) {
    const choice = chosen(identity);
    if (choice) sides.set(identity, { side: choice, because: 'chosen' });
    else if (recorded) sides.set(identity, { side: recorded(identity), because: 'merge-ledger' });
    else {
      const first = before.find((event) => isIn(event, identity));
      const side = first && sideOf(first, input);
      if (side) sides.set(identity, { side, because: 'own-event' });
    }
  }
  // With a beginning on one side alone, everything that ever stood together would go there.
  const hasBoth = new Set([...sides.values()].map(({ side }) => side)).size === 2;
  for (let isNew = hasBoth; isNew;) {
    isNew = false;
    for (const identity of identities.filter((one) => !sides.has(one))) {
      const side = besideWhom(identity, sides, evidence, isIn);
      if (!side) continue;
      sides.set(identity, { side, because: 'beside' });
      isNew = true;
    }
  }
  return new Map(
    identities.map((identity) => {
      const naming = evidence.filter((event) => isIn(event, identity));
      const [first] = naming;
      const known = sides.get(identity) ?? { side: 'stays' as const, because: 'unknown' as const };
      return [identity, { ...known, events: naming.length, ...(first && { first: first.received }) }];
    }),
  );
}

/** Whose an event is that wrote something: undefined where it names nobody, or both. */
export function sideOfEvent<T extends Divisible>(
  { names }: UndoEvidence,
  division: ReadonlyMap<T, Pick<Division, 'side'>>,
): Side | undefined {
  const named = [...division].filter(([{ hashes }]) => hashes.some((hash) => names.has(hash)));
  const sides = new Set(named.map(([, { side }]) => side));
  const [side] = sides;
  return sides.size === 1 ? side : undefined;
}

function sideOf({ customers }: UndoEvidence, { customer, former }: Merged): Side | undefined {
  const isOwn = customers.includes(customer);
  const isFormers = former !== undefined && customers.includes(former);
  if (isOwn === isFormers) return undefined;
  return isOwn ? 'stays' : 'leaves';
}

/** From then on events of both led to the one customer, and say nothing of whose they are. */
function mergedAt({ customer, former }: Merged, evidence: readonly UndoEvidence[]): string {
  // Without another customer before it nothing was ever told apart.
  if (former === undefined) return '';
  const ofFormer = new Set<string>();
  for (const { customers, names, received } of evidence) {
    const isOfBoth =
      customers.includes(customer) && (customers.includes(former) || [...names].some((name) => ofFormer.has(name)));
    if (isOfBoth) return received;
    if (customers.includes(former)) for (const name of names) ofFormer.add(name);
  }
  return '~';
}

function besideWhom<T extends Divisible>(
  identity: T,
  sides: ReadonlyMap<T, { readonly side: Side }>,
  evidence: readonly UndoEvidence[],
  isIn: (event: UndoEvidence, identity: T) => boolean,
): Side | undefined {
  for (const event of evidence.filter((one) => isIn(one, identity))) {
    const side = sideOfEvent(event, sides);
    if (side) return side;
  }
  return undefined;
}
