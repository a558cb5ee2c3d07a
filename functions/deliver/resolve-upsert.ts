import type { CaseObservation } from '../shared/cases/case.ts';
import { customerId } from '../shared/cdp/ids.ts';
import { type CandidateIdentity, isVerified, sortedByEvidence } from '../shared/change/candidate.ts';
import type { Upsert } from '../shared/change/customer-change.ts';
import type { HashedName } from '../shared/change/customer-item.ts';
import { withDecided } from '../shared/change/never-one.ts';
import type { Resolution } from '../shared/change/resolution.ts';
import { resolve } from '../shared/change/resolve.ts';
import { actTimeOrEvent } from '../shared/change/screen.ts';
import { hashesOfPair } from '../shared/identity/keyed-hash.ts';
import { type Claimant, type IdentityItem, withObservation } from '../shared/identity/identity-item.ts';
import type { UpsertContext } from './context.ts';
import { aliasesOf, follow } from './aliases.ts';
import { askOwners, type ItemBefore } from './ask-owners.ts';
import { claimantsOf, claimsKept } from './claimants.ts';
import { gather, type Gathered } from './gather.ts';
import { joinRules } from './join-rules.ts';
import { observe } from './observe.ts';
import { beyondLimits, type Discarded, knownAsShared } from './shared-values.ts';
import { type SaidOfPerson, saidOfPerson } from './suggestions-for.ts';

/** Who an upsert is about, and all that was asked to know it. */
export interface ResolvedUpsert {
  readonly outcome: 'resolved';
  /** What was asked after: all but what too many share. */
  readonly candidates: readonly CandidateIdentity[];
  readonly gathered: Gathered;
  readonly resolution: Resolution;
  readonly claimants: ReadonlyMap<string, Claimant>;
  /** Values that too many share, or of which the person has too many. */
  readonly discarded: readonly Discarded[];
  readonly observations: readonly CaseObservation[];
  /** Unix ms of what the person did. */
  readonly actTime: number;
  /** The person's name, where it is one. */
  readonly name: HashedName | undefined;
}

export type Resolving = ResolvedUpsert | { readonly outcome: 'held' };

/** Of looking whom those who were joined lead to. */
const MOST_ROUNDS = 3;

/**
 * Asks who has the identities, holds those of which something may change, and decides who the event is about.
 *
 * Asking comes before holding, so that a try whose first call fails has written nothing. It is as safe as the other way round: a hold is
 * written only over the version that was read before the question. Whoever could have made a customer of the identity since must have
 * held it in between, and then the hold fails and the event comes again.
 * @throws CdpError
 */
export async function resolveUpsert(
  change: Upsert,
  given: readonly CandidateIdentity[],
  itemBefore: ItemBefore,
  context: UpsertContext,
): Promise<Resolving> {
  const { session, compat, event, time, clock } = context;
  const claimants = claimantsOf(change, given, context);
  const acted = actTimeOrEvent({ time, act: change.act });
  // What many share needs no hold and no question: everybody would wait for everybody.
  const crowd = await knownAsShared(given, claimants, itemBefore, acted, context);
  const candidates = given.filter((candidate) => !crowd.includes(candidate));

  if (!(await compat.lease(candidates))) return { outcome: 'held' };
  if (candidates.some(({ key }) => session.identities.isHeldByAnother(key))) return { outcome: 'held' };
  const aliases = await aliasesOf(
    candidates.flatMap((candidate) => itemBefore(candidate).owner ?? []),
    context,
  );
  const asked = await askOwners(candidates, itemBefore, (id) => follow(id, aliases), context);
  const held = await holdOpen(candidates, { claimants, itemBefore, acted, owners: asked.owners }, context);
  if (!held) return { outcome: 'held' };

  const itemNow: ItemBefore = (candidate) => session.identities.get(candidate.key) ?? itemBefore(candidate);
  const said = saidOfPerson(change, context);
  const decideWith = (gathered: Gathered) => decide(change, { candidates, crowd, claimants, gathered, said }, context);
  let decided = decideWith(await gather(candidates, asked, itemNow, said, context));
  // Whoever turn out to be one person may, by what is known of both, be a third one too.
  for (let round = 0; round < MOST_ROUNDS && decided.resolution.joined.length > 0; round++) {
    const { suggested } = decided.gathered;
    const people = decided.resolution.customers;
    const gathered = await gather(candidates, asked, itemNow, said, context, { suggested, people });
    if (gathered.suggested.length === suggested.length) break;
    decided = decideWith(gathered);
  }
  const { gathered, beyond, discarded, resolution } = decided;
  return {
    outcome: 'resolved',
    candidates,
    gathered,
    resolution,
    claimants,
    discarded,
    observations: [...crowd, ...beyond.observations].map((candidate) =>
      observe('shared-value', candidate, event, clock()),
    ),
    actTime: acted,
    name: said.name,
  };
}

interface Deciding {
  readonly candidates: readonly CandidateIdentity[];
  /** What many share. */
  readonly crowd: readonly CandidateIdentity[];
  readonly claimants: ReadonlyMap<string, Claimant>;
  readonly gathered: Gathered;
  readonly said: SaidOfPerson;
}

/** Who the event is about by what was gathered, without what too many share. */
function decide(
  { nameFrom, mergedIds }: Upsert,
  { candidates, crowd, claimants, gathered, said: { time, name } }: Deciding,
  context: UpsertContext,
) {
  const beyond = beyondLimits(candidates, claimants, gathered, time, context);
  const discarded = [...crowd.map((candidate) => ({ candidate, reason: 'shared' as const })), ...beyond.discarded];
  const { owners, items, customers, suggested, subjectCustomer } = gathered;
  const resolution = resolve(
    {
      candidates: candidates.filter((candidate) => !discarded.some((one) => one.candidate === candidate)),
      owners,
      items,
      customers,
      event: { time, ...(name && { name, isNameOfAddress: nameFrom === 'beside-contact' }) },
      mergedIds: mergedIds === true,
      suggested,
      ...(subjectCustomer !== undefined && { subjectCustomer }),
    },
    decidedRules(gathered, context),
  );
  return { gathered, beyond, discarded, resolution };
}

interface Holding {
  readonly claimants: ReadonlyMap<string, Claimant>;
  readonly itemBefore: ItemBefore;
  readonly acted: number;
  readonly owners: ReadonlyMap<string, string | undefined>;
}

/** Holds what is not known for certain to be the person's, and what is not as remembered; what is typed is noted with the hold. */
async function holdOpen(
  candidates: readonly CandidateIdentity[],
  { claimants, itemBefore, acted, owners }: Holding,
  context: UpsertContext,
): Promise<boolean> {
  const { session } = context;
  const expected = expectedCustomer(candidates, itemBefore, context);
  const open = candidates.filter((candidate) => {
    const { owner } = itemBefore(candidate);
    return owner === undefined || (expected !== undefined && owner !== expected);
  });
  // Somebody else has changed the CDP since it was remembered.
  const changed = candidates.filter(({ key }) => owners.get(key) !== session.identities.get(key)?.owner);
  const byKey = new Map(open.map((candidate) => [candidate.key, candidate]));
  // A link whose answer is lost would otherwise look like a proved one.
  const noted = (key: string, item: IdentityItem): IdentityItem => {
    const candidate = byKey.get(key);
    const claimant = claimants.get(key);
    if (!candidate || !claimant || isVerified(candidate) || !candidate.contact) return item;
    const observation = { claimant, how: 'typed', time: acted, event: context.digest } as const;
    return withObservation(itemBefore(candidate), observation, claimsKept(candidate, context));
  };
  return session.identities.hold([...byKey.keys(), ...changed.map(({ key }) => key)], noted);
}

/** Whom the event is about by memory. */
function expectedCustomer(
  candidates: readonly CandidateIdentity[],
  itemBefore: ItemBefore,
  { subject, subjectId }: UpsertContext,
): string | undefined {
  const [first] = sortedByEvidence(candidates).primary;
  if (first) return itemBefore(first).owner ?? 'nobody yet';
  return subjectId === undefined ? undefined : subject.customer;
}

/** The rules, with what people have decided about the customers who may be meant. */
function decidedRules({ customers, idToday }: Gathered, { config, hashKey }: UpsertContext) {
  const decidedOf = (id: string) => {
    const known = customerId(id);
    const item = known === undefined ? undefined : customers.get(known)?.item;
    return { neverOne: (item?.neverOne ?? []).map(idToday), neverTheirs: item?.neverTheirs ?? [] };
  };
  return withDecided(joinRules(config), decidedOf, (pair) => hashesOfPair(pair, config.cdp, hashKey));
}
