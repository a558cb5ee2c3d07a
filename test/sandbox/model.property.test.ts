import { afterAll, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { endpoints, type EndpointName } from '../../functions/shared/cdp/contract.ts';
import { contract } from '../../functions/shared/cdp/contract/contract.ts';
import { isJsonObject, scalar, type Json } from '../../functions/shared/json/lossless.ts';
import { fuzzing } from '../kit/fuzz.ts';
import { WatchedDatabase } from './database-dump.ts';
import { TestSandbox, type Reply } from './harness.ts';
import { pairs, view } from './model/customers.ts';
import { checkDecision } from './model/invariants.ts';
import { RandomCalls, type Call } from './model/random-calls.ts';
import { Random } from './model/random.ts';
import { ATTRIBUTES, emptyWorld, randomSwitches, types } from './model/small-world.ts';
import { groupsOf, heldBy, isRefused, type Ref, type World } from './model/world.ts';

/*
 * Random calls over all 22 endpoints and the sandbox's undo, purge and smart groups, on small worlds, strict and with the
 * switches on either side: the sandbox and a model on plain maps, side by side. Every answer, every explaining header and,
 * after every change, the whole state must agree; a read or a refusal must not touch the database.
 */
const { numRuns: CALLS, seed } = fuzzing(2_500);
const CALLS_PER_WORLD = 60;
const FIRST_CALLS = 12;
const MAX_CUSTOMERS = 9;

const database = new WatchedDatabase();
const cdp = new TestSandbox({
  file: database.file,
  switches: { tokenLifetimeSeconds: 31_536_000 },
  identityTypes: types,
  extendedAttributes: ATTRIBUTES.map((key) => ({ key, type: 'string' })),
});
afterAll(() => {
  cdp.close();
  database.close();
});

const random = new Random(seed);
const calls = new RandomCalls(random);
const seen: Record<string, number> = {
  calls: 0,
  worlds: 0,
  refused: 0,
  merges: 0,
  undone: 0,
  strategiesDiffer: 0,
  repeats: 0,
};
const count = (what: string, by = 1) => (seen[what] = (seen[what] ?? 0) + by);

it('random calls agree with the plain-map model and keep the invariants', () => {
  const started = process.cpuUsage();
  while ((seen['calls'] ?? 0) < CALLS) new Play().run();
  const { user, system } = process.cpuUsage(started);
  const seconds = ((user + system) / 1e6).toFixed(1);
  process.stdout.write(`sandbox against model, seed ${seed}, ${seconds} s of CPU: ${JSON.stringify(seen)}\n`);
  const wanted = [...Object.keys(endpoints), 'refused', 'merges', 'undone', 'strategiesDiffer', 'repeats'];
  for (const what of wanted) expect(seen[what] ?? 0, what).toBeGreaterThan(CALLS / 1000);
});

const own = ['/sandbox/merges/undo', '/sandbox/smart-groups', '/sandbox/purge'];
const reads = new Set<string>(
  (Object.keys(endpoints) as EndpointName[]).filter((name) => endpoints[name].permission.endsWith('-read')),
);

/** What no call can show, and yet must not stay behind. */
const ORPHANS = `SELECT
  (SELECT count(*) FROM group_members WHERE group_id NOT IN (SELECT id FROM groups) OR customer NOT IN (SELECT id FROM customers))
  + (SELECT count(*) FROM identities WHERE customer NOT IN (SELECT id FROM customers))
  + abs((SELECT count(*) FROM identities) - (SELECT ifnull(sum(json_array_length(identities)), 0) FROM customers))
  + (SELECT count(*) FROM customers WHERE id IN (SELECT id FROM former_customers))
  + (SELECT count(*) FROM groups WHERE folder IS NOT NULL AND folder NOT IN (SELECT id FROM folders)) AS count`;

/** One world from its beginning. */
class Play {
  #world: World;
  readonly #idOf = new Map<Ref, string>([['@c0', '1234567890123456789']]);
  readonly #nameOf = new Map<string, Ref>([['1234567890123456789', '@c0']]);

  constructor() {
    count('worlds');
    const switches = randomSwitches(random);
    this.#ok(cdp.own('POST', '/sandbox/reset'));
    this.#ok(cdp.own('POST', '/sandbox/switches', switches));
    cdp.now += 60_000;
    this.#world = emptyWorld(cdp.now, switches);
  }

  run(): void {
    for (let step = 0; step < CALLS_PER_WORLD && this.#world.customers.size <= MAX_CUSTOMERS; step += 1) {
      cdp.now += random.below(2) * 700;
      this.#world = { ...this.#world, now: cdp.now };
      this.#play(step < FIRST_CALLS ? calls.first(this.#world, step) : calls.next(this.#world));
    }
    this.#checkRedirects();
    const [orphans] = database.rows(ORPHANS);
    expect(orphans, `rows about nobody; seed ${seed}`).toEqual({ count: 0n });
  }

  #play(call: Call): void {
    count('calls');
    count(call.to);
    const before = this.#world;
    const version = database.version();
    const reply = this.#send(call);
    const isChanged = database.version() !== version;
    this.#world = call.after;

    if (isRefused(call.expected)) {
      count('refused');
      this.#same(call, reply.headers['x-sandbox-refusal'] ?? reply.text, call.expected.refusal, 'the refusal');
      this.#same(call, isChanged, false, 'a refused call changes nothing');
      return;
    }
    this.#same(call, reply.code === 0 ? '' : reply.text, '', 'success');
    this.#learn(call, reply.data);
    this.#same(call, stable(this.#named(reply.data)), stable(call.expected.data), 'data');
    for (const [name, value] of Object.entries(call.expected.headers ?? {}))
      this.#same(call, this.#inNames(reply.headers[name] ?? ''), value, name);
    if (reads.has(call.to)) {
      this.#same(call, isChanged, false, 'a read changes nothing');
      return;
    }
    this.#checkState(call);
    if (call.upsert !== undefined) this.#checkUpsert(call, before, reply);
    if (call.to === '/sandbox/merges/undo') count('undone');
  }

  #send({ to, input }: Call): Reply {
    const wire = this.#onWire(input);
    if (!isJsonObject(wire)) throw new Error('no input');
    if (isOwn(to)) return cdp.own('POST', to, wire);
    if (contract[to].input === 'body') return cdp.post(to, wire);
    return cdp.get(to, Object.fromEntries(Object.entries(wire).map(([name, value]) => [name, scalar(value) ?? ''])));
  }

  /** A new thing's id belongs to the name that the model has for it; a new folder's code is in the tree. */
  #learn({ to, expected }: Call, data: Json | undefined): void {
    if (isRefused(expected)) return;
    const made = to === '/sandbox/smart-groups' ? z.object({ id: z.string() }).parse(expected.data).id : expected.data;
    const actual = isJsonObject(data) ? data['id'] : data;
    if (typeof made !== 'string' || !/^@[cgf]/.test(made) || this.#idOf.has(made)) return;
    const id = scalar(actual) ?? '';
    this.#same({ to, expected }, this.#nameOf.has(id), false, 'a new id');
    this.#name(made, id);
    if (to !== 'groupAdd') return;
    const code = codeOf(id, cdp.get('queryTreeFormList', { businessType: 'customer_group' }).data);
    this.#same({ to, expected }, code === id || this.#nameOf.has(code), false, 'a new code');
    this.#name(`@code:${made}`, code);
  }

  #name(ref: Ref, id: string): void {
    this.#idOf.set(ref, id);
    this.#nameOf.set(id, ref);
  }

  /** The whole state: everybody's fields, identities, groups and redirects; group totals; the tree. */
  #checkState(call: Call): void {
    const world = this.#world;
    const listing = z
      .object({ customers: z.array(z.looseObject({})) })
      .parse(cdp.own('GET', '/sandbox/customers').data);
    const expected = [...world.customers]
      .sort(([a], [b]) => Number(a.slice(2)) - Number(b.slice(2)))
      .map(([id, { fields, createdAt }]) => ({
        id,
        createdAt: new Date(createdAt).toISOString(),
        name: fields['name'] ?? '',
        ...(fields['mobile'] !== undefined && {
          mobile: fields['mobile'],
          mobileVerified: fields['mobileVerified'] ?? 0,
        }),
        profile: view(world, fields),
        identities: pairs(heldBy(world, id)),
        groups: groupsOf(world, id).map((group) => ({ id: group, name: world.groups.get(group)?.name })),
        mergedIds: [...world.survivors]
          .filter(([, last]) => last === id)
          .map(([old]) => old)
          .sort(byNumber),
      }));
    this.#same(call, stable(this.#named(listing.customers as Json)), stable(expected), 'the state');

    const totals = z
      .object({ records: z.array(z.object({ customerTotal: z.number() })), total: z.number() })
      .parse(cdp.get('customerGroupSimpleQuery', { current: '1', size: '500' }).data);
    const memberships = expected.reduce((sum, { groups }) => sum + groups.length, 0);
    const sum = totals.records.reduce((all, { customerTotal }) => all + customerTotal, 0);
    this.#same(call, sum, memberships, 'group totals equal memberships');
    const tree = cdp.get('queryTreeFormList', { businessType: 'customer_group' }).data;
    this.#same(call, countFolders(tree), world.folders.size, 'no folder is an orphan or in a cycle');
  }

  #checkUpsert(call: Call, before: World, reply: Reply): void {
    const { upsert, after, to } = call;
    if (upsert === undefined) return;
    const names = [...after.owners];
    const perType = new Set(names.map(([identity, owner]) => `${owner} ${identity.split(':')[0]}`));
    const unique = names.filter(([identity]) => after.types.get(identity.split(':')[0] ?? '')?.unique === true);
    const uniquePerType = new Set(unique.map(([identity, owner]) => `${owner} ${identity.split(':')[0]}`));
    this.#same(call, uniquePerType.size, unique.length, '2: one value of a unique type per customer');
    this.#same(call, perType.size <= names.length, true, '1: one live owner per identity');
    for (const identity of before.owners.keys())
      this.#same(call, after.owners.has(identity), true, '7: no identity is lost');
    count('merges', after.merges.length - before.merges.length);
    if (!upsert.autoMerge)
      this.#same(call, after.customers.size >= before.customers.size, true, '6: nobody is merged unasked');

    if (before.switches.deletedIdentities !== 'revive') {
      const { plan, strategiesDiffer, broken } = checkDecision(before, upsert, random);
      this.#same(call, broken.join(), '', 'the invariants of the decision');
      this.#same(
        call,
        plan.merges.join(),
        after.merges
          .slice(before.merges.length)
          .map(({ loser }) => loser)
          .join(),
        'merges',
      );
      if (strategiesDiffer) count('strategiesDiffer');
    }
    if (random.chance(0.2) && to === 'createCustomerByIdentity') {
      count('repeats');
      const again = this.#send(call);
      this.#same(call, again.text, reply.text, '4: a repeat finds the same customer');
      this.#same(call, again.headers['x-sandbox-merged'] ?? '', '', '4: a repeat merges nobody');
      this.#checkState(call);
    }
  }

  /** 8 and 9: a merged id is one hop from who lives, or leads nowhere; a deleted one leads nowhere. */
  #checkRedirects(): void {
    if (this.#world.switches.mergedId === 'error') return;
    for (const [loser, survivor] of this.#world.survivors) {
      const { headers, data } = cdp.get('customerInfo', { customerId: this.#idOf.get(loser) ?? '' });
      const isLive = this.#world.customers.has(survivor);
      const leadsTo = this.#nameOf.get(headers['x-sandbox-resolved-customer-id'] ?? '');
      if (isLive ? leadsTo !== survivor : data !== null)
        throw new Error(`seed ${seed}: ${loser} does not lead to ${survivor}`);
    }
  }

  #onWire(value: unknown): unknown {
    if (typeof value === 'string' && value.startsWith('@')) return this.#idOf.get(value) ?? 'F0';
    if (Array.isArray(value)) return value.map((one) => this.#onWire(one));
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.#onWire(one)]));
  }

  #named(value: Json | undefined): unknown {
    if (typeof value === 'string' || typeof value === 'number') return this.#nameOf.get(String(value)) ?? value;
    if (Array.isArray(value)) return value.map((one: Json) => this.#named(one));
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.#named(one)]));
  }

  #inNames(header: string): string {
    return header.replace(/\d{15,19}/g, (id) => this.#nameOf.get(id) ?? id);
  }

  #ok(reply: Reply): void {
    if (reply.code !== 0) throw new Error(reply.text);
  }

  /** Cheaper than `expect` by two orders of magnitude, which a million comparisons need. */
  #same<T extends string | number | boolean>(call: Partial<Call>, actual: T, wanted: T, what: string): void {
    if (actual === wanted) return;
    expect(actual, `${what}; seed ${seed}, call ${seen['calls']}: ${call.to} ${JSON.stringify(call.input)}`).toBe(
      wanted,
    );
  }
}

const isOwn = (to: Call['to']): to is `/sandbox/${string}` => own.includes(to);
const byNumber = (a: Ref, b: Ref) => Number(a.slice(2)) - Number(b.slice(2));

/** JSON with sorted keys: the order of fields says nothing. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

interface Folders {
  readonly id: string | number;
  readonly code: string;
  readonly subList: readonly Folders[];
}

const folder: z.ZodMiniType<Folders> = z.object({
  id: z.union([z.string(), z.number()]),
  code: z.string(),
  get subList() {
    return z.array(folder);
  },
});

const flat = (folders: readonly Folders[]): readonly Folders[] => folders.flatMap((one) => [one, ...flat(one.subList)]);
const foldersIn = (tree: Json | undefined) => flat(z.array(folder).parse(tree));
const countFolders = (tree: Json | undefined): number => new Set(foldersIn(tree).map(({ id }) => id)).size;
const codeOf = (id: string, tree: Json | undefined): string =>
  foldersIn(tree).find((one) => String(one.id) === id)?.code ?? '';
