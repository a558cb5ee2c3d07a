import type { Identity, IdentityTypes } from '../../../sandbox/resolution/identity.ts';
import {
  findTarget,
  resolve,
  type Lookups,
  type Plan,
  type ResolutionRequest,
} from '../../../sandbox/resolution/resolve.ts';
import type { Random } from './random.ts';
import { types } from './small-world.ts';
import type { Upsert } from './upsert.ts';
import { heldBy, typeOf, type World } from './world.ts';

/** The invariants of a decision that need no database: state and request in, plan out. Each says what is broken. */

const identityOf = (name: string): Identity => ({ type: typeOf(name), value: name.slice(name.indexOf(':') + 1) });
const nameOf = ({ type, value }: Identity) => `${type}:${value}`;

function lookups(world: World): Lookups {
  return {
    owner: (identity) => world.owners.get(nameOf(identity)),
    identities: (customer) => heldBy(world, customer).map(identityOf),
  };
}

export interface Decision {
  readonly plan: Plan;
  /** The two target strategies choose different customers. */
  readonly strategiesDiffer: boolean;
  readonly broken: readonly string[];
}

export function checkDecision(world: World, call: Upsert, random: Random): Decision {
  const known: IdentityTypes = new Map([
    ...call.list.map((name) => [typeOf(name), { code: typeOf(name), uniquePerCustomer: false }] as const),
    ...types.map((type) => [type.code, type] as const),
  ]);
  const state = lookups(world);
  const request: ResolutionRequest = {
    identities: call.list.map(identityOf),
    identityPriorityStrategy: call.priority,
    targetCustomerStrategy: call.strategy,
    autoMerge: call.autoMerge,
    fields: { profile: {} },
    switches: world.switches,
    groupId: call.group,
  };
  const plan = resolve(state, known, request);
  const targetBy = (targetCustomerStrategy: ResolutionRequest['targetCustomerStrategy']) =>
    JSON.stringify(findTarget(state, known, { ...request, targetCustomerStrategy }));
  const strategiesDiffer = targetBy('identityFirst') !== targetBy('customerFirst');

  const bySystem = (identities: readonly Identity[]) =>
    JSON.stringify(resolve(state, known, { ...request, identities, identityPriorityStrategy: 'system' }));
  const shuffled = types.map(({ code }) => ({ code, at: random.next() })).sort((one, other) => one.at - other.at);
  const position = (identity: Identity) => shuffled.findIndex(({ code }) => code === identity.type);
  const hasUnranked = call.list.some((name) => known.get(typeOf(name))?.rank === undefined);
  const permuted = request.identities.toSorted((one, other) => position(one) - position(other));

  const checks: [what: string, holds: boolean][] = [
    [
      '3: the same state and request, the same decision',
      JSON.stringify(resolve(state, known, request)) === JSON.stringify(plan),
    ],
    [
      '5: who is created owns the top identity',
      plan.target.kind === 'found' ||
        nameOf(plan.links[0] ?? { type: '', value: '' }) === call.list.toSorted(byPriority(call, known))[0],
    ],
    [
      '10: the strategies differ only where they may',
      !strategiesDiffer || firstOwnerConflictsAbove(state, request, known),
    ],
    [
      '11: system priority ignores the order of ranked types',
      hasUnranked || bySystem(permuted) === bySystem(request.identities),
    ],
  ];
  return { plan, strategiesDiffer, broken: checks.filter(([, holds]) => !holds).map(([what]) => what) };
}

function byPriority(
  { list, priority }: Pick<Upsert, 'list' | 'priority'>,
  known: IdentityTypes,
): (a: string, b: string) => number {
  const rank = (name: string) => (priority === 'custom' ? 0 : (known.get(typeOf(name))?.rank ?? 99));
  return (a, b) => rank(a) - rank(b) || list.indexOf(a) - list.indexOf(b);
}

/** The first owner is found below the top and conflicts with an identity above it that nobody owns. */
function firstOwnerConflictsAbove(state: Lookups, request: ResolutionRequest, known: IdentityTypes): boolean {
  const call = { list: request.identities.map(nameOf), priority: request.identityPriorityStrategy };
  const ordered = call.list.toSorted(byPriority(call, known)).map(identityOf);
  const position = ordered.findIndex((identity) => state.owner(identity) !== undefined);
  const first = ordered[position];
  const owner = first === undefined ? undefined : state.owner(first);
  if (owner === undefined) return false;
  return ordered
    .slice(0, position)
    .filter(({ type }) => known.get(type)?.uniquePerCustomer === true)
    .some(({ type, value }) => state.identities(owner).some((held) => held.type === type && held.value !== value));
}
