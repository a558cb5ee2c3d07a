import { afterAll, expect, it } from 'vitest';
import { documentedEndpoints } from '../../sandbox/endpoints/documented.ts';
import { createCustomerByIdentity } from '../../sandbox/endpoints/create-customer.ts';
import type { Identity } from '../../sandbox/resolution/identity.ts';
import {
  findTarget,
  resolve,
  type Lookups,
  type ResolutionRequest,
  type Target,
} from '../../sandbox/resolution/resolve.ts';
import { openStore } from '../../sandbox/store/store.ts';
import { strictSwitches } from '../../sandbox/switches.ts';
import type { Tenant } from '../../sandbox/tenant.ts';
import { unknown } from './harness.ts';
import { Model, type ModelCall } from './model.ts';
import {
  byPriority,
  firstOwnerConflictsAbove,
  identityTypes,
  lookups,
  modelTypes,
  nameOf,
  pairOfIdentity,
  types,
} from './small-world.ts';

/*
 * Random calls on small worlds, sandbox and model side by side. A world is a handful of customers over 4 types with 3
 * values each; the worlds share one database and no identity. Run one again with SANDBOX_SEED=<seed>.
 */
const CALLS = 100_000;
const MAX_CUSTOMERS = 5;
const CALLS_PER_WORLD = 16;
const seed = Number(process.env['SANDBOX_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

const random = (() => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
})();
const below = (limit: number): number => Math.floor(random() * limit);
const pick = <T>(...from: T[]): T => from[below(from.length)] as T;

const store = openStore({ file: ':memory:', synchronous: 'normal', identityTypes: types, extendedAttributes: [] });
let clock = 0;
const tenant: Tenant = {
  store,
  switches: strictSwitches,
  now: () => (clock += 1),
};
afterAll(() => store.close());

const seen = { calls: 0, worlds: 0, created: 0, merges: 0, deletes: 0, leftOut: 0, keptApart: 0, strategiesDiffer: 0 };

it(
  `agrees with the plain-map model and keeps the 11 invariants over ${CALLS} calls, seed ${seed}`,
  { timeout: 60_000 },
  () => {
    while (seen.calls < CALLS) new World(seen.worlds).run();
    process.stdout.write(`sandbox against model, seed ${seed}: ${JSON.stringify(seen)}\n`);
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(100);
  },
);

class World {
  readonly #model = new Model(modelTypes);
  /** Every identity of this world: type and value, and its name in the model. */
  readonly #identities: readonly (Identity & { name: string })[];
  readonly #idOf = new Map<number, string>();
  readonly #live = new Set<number>();
  readonly #deleted = new Set<number>();

  constructor(number: number) {
    seen.worlds += 1;
    this.#identities = types.flatMap(({ code: type }) =>
      [1, 2, 3].map((n) => ({ type, value: `${number}-${n}`, name: `${type}:${number}-${n}` })),
    );
  }

  run(): void {
    for (let step = 0; step < CALLS_PER_WORLD && this.#live.size <= MAX_CUSTOMERS; step += 1) {
      const victim = [...this.#live][below(this.#live.size)];
      if (victim !== undefined && random() < 0.05) this.#delete(victim);
      else this.#call();
    }
    for (const [loser, survivor] of this.#model.survivors) {
      const located = store.customers.locate(this.#id(loser));
      const expected = this.#deleted.has(survivor) ? 'absent' : `merged ${this.#id(survivor)}`;
      same(
        located.kind === 'absent' ? 'absent' : `${located.kind} ${located.id}`,
        expected,
        '8: one hop from a merged id',
      );
    }
    const holdings = [...this.#live].flatMap((customer) => store.identities.ofCustomer(this.#id(customer)));
    same(new Set(holdings.map(nameOf)).size, holdings.length, '1: one live owner per identity');
    for (const customer of this.#live)
      same(
        store.identities.ofCustomer(this.#id(customer)).map(nameOf).sort().join(),
        this.#model.held(customer).sort().join(),
        'both indexes of the identities agree',
      );
  }

  #call(): void {
    seen.calls += 1;
    const before = this.#snapshot();
    const liveBefore = this.#live.size;
    const { sent, request } = this.#randomRequest();
    const sentAll = { ...unknown, ...sent };
    const state = lookups(before);
    const plan = resolve(state, identityTypes, request);

    const outcome = createCustomerByIdentity(tenant, sentAll);
    const result = this.#model.call(modelCall(request));

    if (!outcome.ok) throw new Error(`seed ${seed}: ${outcome.message}`);
    if (result.created) {
      same(this.#idOf.has(result.target), false, 'a created customer is new');
      this.#idOf.set(result.target, outcome.customerId);
      this.#live.add(result.target);
      seen.created += 1;
    }
    for (const loser of result.merged) this.#live.delete(loser);
    seen.merges += result.merged.length;
    seen.leftOut += result.leftOut.length;
    seen.keptApart += result.keptApart.length;

    const ids = (customers: readonly number[]) => customers.map((customer) => this.#id(customer)).join();
    same(outcome.customerId, this.#id(result.target), 'target');
    same(outcome.plan.target.kind === 'created', result.created, 'created');
    same(outcome.plan.links.map(nameOf).join(), result.linked.join(), 'links');
    const leftOut = outcome.plan.dropped.filter(({ reason }) => reason === 'target-holds-other-value');
    same(leftOut.map(({ identity }) => nameOf(identity)).join(), result.leftOut.join(), 'left out');
    same(outcome.plan.merges.join(), ids(result.merged), 'merges');
    same(outcome.plan.skippedMerges.map(({ customerId }) => customerId).join(), ids(result.keptApart), 'kept apart');
    same(this.#fields(outcome.customerId), sorted(this.#model.fields.get(result.target) ?? {}), 'fields');
    const after = this.#snapshot();
    same(this.#inWords(after), this.#modelInWords(), 'owners');

    this.#checkUniqueness(after);
    same(JSON.stringify(plan), JSON.stringify(outcome.plan), '3: same state and request, same decision');
    if (result.created) {
      const top = byPriority(request)[0];
      same(
        top !== undefined && after.get(nameOf(top)) === outcome.customerId,
        true,
        '5: created owns the top identity',
      );
    }
    if (!request.autoMerge)
      same(this.#live.size, liveBefore + (result.created ? 1 : 0), '6: no merge, no change in number');
    for (const name of before.keys()) same(after.has(name), true, '7: no identity is lost');
    this.#checkStrategySwap(state, request);
    this.#checkPermutation(state, request);
    if (random() < 0.25) this.#checkRepeat(sentAll, outcome.customerId, after);
  }

  #delete(customer: number): void {
    seen.deletes += 1;
    const id = this.#id(customer);
    const answer = documentedEndpoints.singleDelete(tenant, {
      method: 'GET',
      path: '',
      query: new URLSearchParams({ customerId: id }),
      headers: {},
      body: '',
    });
    same(answer.ok, true, 'deleted');
    this.#model.delete(customer);
    this.#live.delete(customer);
    this.#deleted.add(customer);
    const after = this.#snapshot();
    same([...after.values()].includes(id), false, '9: no identity of a deleted customer resolves');
    same(this.#inWords(after), this.#modelInWords(), 'owners after a delete');
  }

  #checkUniqueness(owners: ReadonlyMap<string, string>): void {
    const taken = new Set<string>();
    for (const { type, name } of this.#identities) {
      const owner = owners.get(name);
      if (owner === undefined || identityTypes.get(type)?.uniquePerCustomer !== true) continue;
      same(taken.has(`${owner} ${type}`), false, '2: one value of a unique type per customer');
      taken.add(`${owner} ${type}`);
    }
  }

  #checkRepeat(sent: Parameters<typeof createCustomerByIdentity>[1], id: string, owners: Map<string, string>): void {
    const again = createCustomerByIdentity(tenant, sent);
    same(
      again.ok && again.customerId === id && again.plan.merges.length === 0,
      true,
      '4: a repeat finds the same target',
    );
    same(this.#inWords(this.#snapshot()), this.#inWords(owners), '4: a repeat changes no owner');
  }

  #checkStrategySwap(state: Lookups, request: ResolutionRequest): void {
    const target = (targetCustomerStrategy: ResolutionRequest['targetCustomerStrategy']) =>
      targetName(findTarget(state, identityTypes, { ...request, targetCustomerStrategy }));
    if (target('identityFirst') === target('customerFirst')) return;
    seen.strategiesDiffer += 1;
    same(firstOwnerConflictsAbove(state, byPriority(request)), true, '10: when the strategies may differ');
  }

  #checkPermutation(state: Lookups, request: ResolutionRequest): void {
    const shuffled = types.map(({ code }) => ({ code, at: random() })).sort((one, other) => one.at - other.at);
    const position = (identity: Identity) => shuffled.findIndex(({ code }) => code === identity.type);
    const permuted = request.identities.toSorted((one, other) => position(one) - position(other));
    const decide = (identities: readonly Identity[]) =>
      JSON.stringify(resolve(state, identityTypes, { ...request, identities, identityPriorityStrategy: 'system' }));
    same(decide(permuted), decide(request.identities), '11: system priority ignores the listed order of types');
  }

  #randomRequest(): { sent: Parameters<typeof createCustomerByIdentity>[1]; request: ResolutionRequest } {
    const identities = new Set<Identity & { name: string }>();
    const count = 1 + below(4);
    while (identities.size < count) identities.add(pick(...this.#identities));
    const identityPriorityStrategy = pick('system', 'custom');
    const targetCustomerStrategy = pick('identityFirst', 'customerFirst');
    const autoMerge = pick(true, false);
    const strategy = { identityPriorityStrategy, targetCustomerStrategy, autoMerge } as const;
    const fields = { nickName: pick('', 'Lan', 'Mei'), city: pick('', 'Kunming', 'Dali'), gender: pick(0, 1, 2) };
    const list = [...identities].map(({ type, value }) => ({ type, value }));
    return {
      sent: { ...strategy, ...fields, identityList: list.map(pairOfIdentity) },
      request: {
        ...strategy,
        identities: list,
        fields: { profile: { ...unknown, ...fields } },
        switches: strictSwitches,
      },
    };
  }

  #snapshot(): Map<string, string> {
    const owners = new Map<string, string>();
    for (const identity of this.#identities) {
      const owner = store.identities.owner(identity);
      if (owner !== undefined) owners.set(identity.name, owner);
    }
    return owners;
  }

  #inWords(owners: ReadonlyMap<string, string>): string {
    return this.#identities.map(({ name }) => owners.get(name) ?? '-').join();
  }

  #modelInWords(): string {
    const ownerOf = (name: string): string => {
      const owner = this.#model.owners.get(name);
      return owner === undefined ? '-' : this.#id(owner);
    };
    return this.#identities.map(({ name }) => ownerOf(name)).join();
  }

  #fields(id: string): string {
    return sorted(store.customers.fields(id).profile);
  }

  #id(customer: number): string {
    const id = this.#idOf.get(customer);
    if (id === undefined) throw new Error(`seed ${seed}: the model has a customer the sandbox has not`);
    return id;
  }
}

function modelCall(request: ResolutionRequest): ModelCall {
  const { nickName, city, gender } = request.fields.profile;
  return {
    list: request.identities.map(nameOf),
    priority: request.identityPriorityStrategy,
    strategy: request.targetCustomerStrategy,
    autoMerge: request.autoMerge,
    fields: { nickName: nickName ?? '', city: city ?? '', gender: String(gender) },
  };
}

function targetName(target: Target): string {
  return target.kind === 'created' ? 'created' : target.customerId;
}

function sorted(fields: object): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${String(value)}`)
    .sort()
    .join();
}

/** Cheaper than `expect` by two orders of magnitude, which a million comparisons need. */
function same<T extends string | number | boolean>(actual: T, expected: T, what: string): void {
  if (actual !== expected) expect(actual, `${what}; seed ${seed}, call ${seen.calls}`).toBe(expected);
}
