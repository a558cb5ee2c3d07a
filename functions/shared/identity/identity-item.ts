/** A time span in Unix ms, both ends included. */
export type Span = readonly [from: number, to: number];

/** Somebody who says that the identity is theirs. */
export interface Claim {
  /** Their customer, once the CDP has said which one. */
  readonly customer?: string;
  /** Keyed hashes by which claimants are told apart: of a primary id, of connection and subject, of a name. */
  readonly by: readonly string[];
  /** Nothing but the value names them: the customer who has it says nothing about who they are. */
  readonly alone?: true;
  /** When an act of the person proved it: the newest spans, the oldest of them first. */
  readonly proved?: readonly Span[];
  /** When an act first proved it (Unix ms), where that span is no longer kept. */
  readonly first?: number;
  /** When a platform's record of the person first had it (Unix ms). */
  readonly recorded?: number;
  /** When such a record last had it anew, after another (Unix ms). */
  readonly renewed?: number;
  /** When it was typed first and last (Unix ms), and the digest of the event that typed it first. */
  readonly typed?: { readonly from: number; readonly to: number; readonly event: string };
  /** When they last paid with it, in a connection whose configuration counts that (Unix ms). */
  readonly paid?: number;
}

/** The identity has left a customer. */
export interface Release {
  readonly customer: string;
  /** Unix ms of what said so. */
  readonly at: number;
}

/** The identity belongs to somebody who must be forgotten; each says since when (Unix ms). */
export interface Marks {
  /** An erase was carried out: what happened before it is blocked, and for some days whatever comes. */
  readonly erased?: number;
  /** Blocked until an operator lifts it. */
  readonly suppressed?: number;
  /** The consent for this contact was withdrawn. */
  readonly withdrawn?: number;
  /** The person has come back: what was marked before no longer counts. */
  readonly returned?: number;
  /** An operator has freed it: what was marked before no longer counts. */
  readonly lifted?: number;
}

/** What delivery remembers of one identity. No personal data: it stands under a keyed hash of kind, scope and value. */
export interface IdentityItem {
  /** The customer whom the CDP last named as its owner. */
  readonly owner?: string;
  /** The newest last. */
  readonly claims: readonly Claim[];
  readonly released: readonly Release[];
  readonly marks?: Marks;
}

export const emptyIdentityItem: IdentityItem = { claims: [], released: [] };

const DAY_MS = 24 * 3_600_000;
/** Proofs that lie closer together are one span. */
const SPAN_GAP_MS = 30 * DAY_MS;
const SPANS_KEPT = 3;
const NAMES_KEPT = 4;

/** What is known of a customer's claim. */
export function claimOf({ claims }: IdentityItem, customer: string): Claim | undefined {
  const own = claims.filter((claim) => claim.customer === customer);
  return own.length > 1 ? own.reduce(uniteClaims) : own[0];
}

/** Has an act or a platform's record proved it? */
export function isProved(claim: Claim | undefined): boolean {
  return claim !== undefined && ((claim.proved?.length ?? 0) > 0 || claim.recorded !== undefined);
}

/** Unix ms of the newest proof; -Infinity where there is none. */
export function lastProof(claim: Claim): number {
  return Math.max(-Infinity, ...proofsIn(claim).map(([, to]) => to));
}

/** What a record says after an act is the same thing said again. */
export function proofsIn({ proved = [], recorded, renewed }: Claim): readonly Span[] {
  const isRepeated = recorded === undefined || proved.some(([from]) => from <= recorded);
  return [
    ...proved,
    ...(isRepeated ? [] : [[recorded, recorded] as const]),
    ...(renewed === undefined ? [] : [[renewed, renewed] as const]),
  ];
}

/** Unix ms of the oldest proof that is known; Infinity where there is none. */
export function firstProof(claim: Claim): number {
  return Math.min(claim.first ?? Infinity, ...proofsIn(claim).map(([from]) => from));
}

/** Unix ms when it was last proved or typed. */
export function lastSeen({ typed, ...claim }: Claim): number {
  return Math.max(lastProof(claim), typed?.to ?? -Infinity);
}

/** Unix ms when it was first proved or typed; -Infinity where nobody knows. */
export function firstSeen(claim: Claim | undefined): number {
  const first = claim ? Math.min(firstProof(claim), claim.typed?.from ?? Infinity) : Infinity;
  return Number.isFinite(first) ? first : -Infinity;
}

function lastAct({ proved = [] }: Pick<Claim, 'proved'>): number {
  return Math.max(-Infinity, ...proved.map(([, to]) => to));
}

/** Who has proved an identity, and when. */
export interface Proofs {
  readonly customers: readonly string[];
  readonly spans: readonly Span[];
  /** Unix ms. */
  readonly first: number;
}

/** The proofs of customers who are one person, and of an event of theirs (Unix ms). */
export function proofsOf(item: IdentityItem, customers: readonly string[], now?: number): Proofs {
  const claims = customers.flatMap((customer) => claimOf(item, customer) ?? []);
  const spans = claims.flatMap(proofsIn);
  return {
    customers,
    spans: now === undefined ? spans : [...spans, [now, now]],
    first: Math.min(now ?? Infinity, ...claims.map(firstProof)),
  };
}

/**
 * Has whoever proved it first proved it, and the other at most so many ms later, and had it not left the first in between? Whoever proves it
 * first and again after the other says nothing of the other: the other's next proof does. The same in every order of arrival.
 */
export function provedInTurn({ released }: IdentityItem, one: Proofs, other: Proofs, ms: number): boolean {
  const [elder, younger] = one.first <= other.first ? [one, other] : [other, one];
  const hasLeft = (since: number, until: number) =>
    released.some(({ customer, at }) => elder.customers.includes(customer) && since <= at && at <= until);
  return elder.spans.some(([begin, end]) =>
    younger.spans.some(([from, to]) => (from < end ? to >= begin : from - end <= ms && !hasLeft(end, from))),
  );
}

/** Had it left the customer by `time`? A release ends with the customer's next act of proof; a record that repeats it ends nothing. */
export function isReleased(item: IdentityItem, customer: string, time: number): boolean {
  const acts = claimOf(item, customer)?.proved ?? [];
  return item.released.some(
    (release) =>
      release.customer === customer &&
      release.at <= time &&
      !acts.some(([from, to]) => to > release.at && from <= time),
  );
}

/** By what claimants are told apart, and who they are so far. */
export type Claimant = Pick<Claim, 'customer' | 'by' | 'alone'>;

/** Two claims of one claimant: the same customer, or alike in something by which claimants are told apart. */
export function isSameClaimant(one: Claimant, other: Claimant): boolean {
  const isAlone = one.alone === true || other.alone === true;
  if (!isAlone && one.customer !== undefined && one.customer === other.customer) return true;
  return one.by.some((name) => other.by.includes(name));
}

/** The customers who have paid with it, where a configuration counts that. */
export function payersOf({ claims }: IdentityItem): readonly string[] {
  return claims.flatMap(({ customer, paid }) => (paid === undefined ? [] : (customer ?? [])));
}

/** What an event adds to what is known of an identity. */
export interface Observation {
  readonly claimant: Claimant;
  readonly how: 'act' | 'record' | 'typed';
  /** Unix ms. */
  readonly time: number;
  /** Digest of the event. */
  readonly event: string;
  /** A record says it anew: another contact stood there before. */
  readonly isNewState?: boolean;
  /** Typed by whoever has paid, where the configuration counts that. */
  readonly isPaid?: boolean;
}

/**
 * The item with one more observation. Of one claimant there is one claim; the oldest claimants go when there are too many. What says
 * nothing new changes nothing: a claim is dated to the day.
 */
export function withObservation(item: IdentityItem, observation: Observation, claimsKept: number): IdentityItem {
  const { claimant } = observation;
  const same = item.claims.filter((claim) => isSameClaimant(claim, claimant));
  const before: Claim = same.length > 0 ? same.reduce(uniteClaims) : { by: [] };
  const isNamed = claimant.by.every((name) => before.by.includes(name));
  const by = isNamed ? before.by : newest([...before.by, ...claimant.by], NAMES_KEPT);
  const known = { ...before, ...claimant, by };
  const isReleasedSince = item.released.some(
    ({ customer, at }) => customer === known.customer && at >= lastAct(known) && at < observation.time,
  );
  const claim = observed(known, observation, isReleasedSince);
  if (same.length === 1 && isNamed && claim === known && before.customer === known.customer) return item;
  const others = item.claims.filter((one) => !same.includes(one));
  return { ...item, claims: trimmed([...others, claim], claimsKept, item.owner) };
}

/** The claim itself where the observation says nothing new. */
function observed(claim: Claim, observation: Observation, isForced: boolean): Claim {
  const { isPaid = false, time } = observation;
  const isNew = isPaid && (claim.paid === undefined || time >= claim.paid + DAY_MS);
  return evidenced(isNew ? { ...claim, paid: time } : claim, observation, isForced);
}

function evidenced(claim: Claim, { how, time, event, isNewState = false }: Observation, isForced: boolean): Claim {
  switch (how) {
    case 'act':
      return provedAt(claim, time, isForced);
    case 'record':
      return recordedAt(claim, time, isNewState);
    case 'typed':
      return typedAt(claim, time, event);
  }
}

function provedAt(claim: Claim, time: number, isForced: boolean): Claim {
  const proved = claim.proved ?? [];
  const isKnown = proved.some(([from, to]) => from <= time && time < to + DAY_MS);
  return isKnown && !isForced ? claim : { ...claim, ...withSpans([...proved, [time, time]], claim.first) };
}

function recordedAt(claim: Claim, time: number, isNewState: boolean): Claim {
  const recorded = Math.min(claim.recorded ?? time, time);
  const renewed = isNewState ? Math.max(claim.renewed ?? time, time) : claim.renewed;
  if (recorded === claim.recorded && renewed === claim.renewed) return claim;
  return { ...claim, recorded, ...(renewed !== undefined && { renewed }) };
}

function typedAt(claim: Claim, time: number, event: string): Claim {
  const { typed } = claim;
  if (!typed) return { ...claim, typed: { from: time, to: time, event } };
  if (typed.from <= time && time < typed.to + DAY_MS) return claim;
  const first = time < typed.from ? { from: time, event } : { from: typed.from, event: typed.event };
  return { ...claim, typed: { ...first, to: Math.max(typed.to, time) } };
}

/** The newest spans, and when the oldest began where it is not among them. */
function withSpans(spans: readonly Span[], known = Infinity): Pick<Claim, 'proved' | 'first'> {
  const proved = united(spans);
  const first = Math.min(known, ...spans.map(([from]) => from));
  const isKept = proved.some(([from]) => from <= first);
  return { ...(proved.length > 0 && { proved }), ...(!isKept && first < Infinity && { first }) };
}

function united(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const [from, to] of spans.toSorted(([a], [b]) => a - b)) {
    const last = merged.at(-1);
    if (last && from - last[1] <= SPAN_GAP_MS) merged[merged.length - 1] = [last[0], Math.max(last[1], to)];
    else merged.push([from, to]);
  }
  return merged.slice(-SPANS_KEPT);
}

/** One claim of two claimants that have turned out to be one. */
export function uniteClaims(one: Claim, other: Claim): Claim {
  const customer = one.customer ?? other.customer;
  const first = Math.min(one.first ?? Infinity, other.first ?? Infinity);
  const recorded = [one.recorded, other.recorded].filter((time) => time !== undefined);
  const renewed = [one.renewed, other.renewed].filter((time) => time !== undefined);
  const paid = [one.paid, other.paid].filter((time) => time !== undefined);
  const typed = [one.typed, other.typed].filter((each) => each !== undefined).toSorted((a, b) => a.from - b.from);
  const [typedFirst] = typed;
  return {
    ...(customer !== undefined && { customer }),
    by: newest([...one.by, ...other.by], NAMES_KEPT),
    ...(one.alone && other.alone && { alone: true }),
    ...withSpans([...(one.proved ?? []), ...(other.proved ?? [])], first),
    ...(recorded.length > 0 && { recorded: Math.min(...recorded) }),
    ...(renewed.length > 0 && { renewed: Math.max(...renewed) }),
    ...(paid.length > 0 && { paid: Math.max(...paid) }),
    ...(typedFirst && { typed: { ...typedFirst, to: Math.max(...typed.map(({ to }) => to)) } }),
  };
}

/**
 * A claim of the owner's stays, then whoever has proved it, then whoever was seen last. Of an owner whom many have claimed to be, as a till's
 * phone has, one claim is enough: the others must not drive out a proof.
 */
function trimmed(claims: readonly Claim[], kept: number, owner: string | undefined): readonly Claim[] {
  if (claims.length <= kept) return claims;
  const byWorth = claims.toSorted((a, b) => Number(isProved(b)) - Number(isProved(a)) || lastSeen(b) - lastSeen(a));
  const ofOwner = byWorth.find(({ customer }) => owner !== undefined && customer === owner);
  const others = byWorth.filter((claim) => claim !== ofOwner);
  const chosen = new Set([...(ofOwner ? [ofOwner] : []), ...others].slice(0, kept));
  return claims.filter((claim) => chosen.has(claim));
}

const RELEASES_KEPT = 8;

/** The item, once the identity is known to have left a customer. */
export function withRelease(item: IdentityItem, release: Release): IdentityItem {
  const others = item.released.filter(({ customer }) => customer !== release.customer);
  const known = item.released.find(({ customer }) => customer === release.customer);
  const at = Math.max(known?.at ?? -Infinity, release.at);
  return { ...item, released: [...others, { ...release, at }].slice(-RELEASES_KEPT) };
}

/** The item with the customers' ids of today: those that have become another are named by it. */
export function withAliases(item: IdentityItem, idToday: (customer: string) => string): IdentityItem {
  const renamed = item.claims.map((claim) =>
    claim.customer === undefined ? claim : { ...claim, customer: idToday(claim.customer) },
  );
  const claims: Claim[] = [];
  for (const claim of renamed) {
    const index = claims.findIndex((one) => isSameClaimant(one, claim));
    const before = claims[index];
    if (before) claims[index] = uniteClaims(before, claim);
    else claims.push(claim);
  }
  const named = { ...item, ...(item.owner !== undefined && { owner: idToday(item.owner) }), claims };
  const releases = item.released.map((release) => ({ ...release, customer: idToday(release.customer) }));
  return releases.reduce(withRelease, { ...named, released: [] });
}

function newest(list: readonly string[], kept: number): readonly string[] {
  return [...new Set(list.toReversed())].slice(0, kept).toReversed();
}
