import type { IdentityType } from '../../../sandbox/resolution/identity.ts';
import { strictSwitches, type Switches } from '../../../sandbox/switches.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** Four identity types with three values each: a handful of customers keeps meeting itself. */
export const types: readonly IdentityType[] = [
  { code: 'mobile', uniquePerCustomer: true, rank: 1 },
  { code: 'wechat-unionid', uniquePerCustomer: true, rank: 2 },
  { code: 'wechat', uniquePerCustomer: false, rank: 3 },
  { code: 'cookie', uniquePerCustomer: false },
];

export const values: Readonly<Record<string, readonly string[]>> = {
  mobile: ['15931000001', '15931000002', '15931000003'],
  'wechat-unionid': ['u1', 'u2', 'u3'],
  wechat: ['wx1:a', 'wx1:b', 'wx2:c'],
  cookie: ['k1', 'k2', 'k3'],
};

export const identities = types.flatMap(({ code }) => (values[code] ?? []).map((value) => `${code}:${value}`));

export const ATTRIBUTES = ['tier', 'club'];

export function emptyWorld(now: number, switches: Switches): World {
  return {
    switches,
    now,
    types: new Map(
      types.map(({ code, uniquePerCustomer, rank = 99 }, position) => [
        code,
        { unique: uniquePerCustomer, rank, position },
      ]),
    ),
    attributes: [...ATTRIBUTES],
    customers: new Map(),
    owners: new Map(),
    survivors: new Map(),
    deleted: new Map(),
    tombstones: new Map(),
    groups: new Map(),
    members: new Map(),
    folders: new Map(),
    merges: [],
    made: 0,
  };
}

/** A third of the worlds are strict; in the others each switch that changes what happens is on either side. */
export function randomSwitches(random: Random): Switches {
  if (random.chance(1 / 3)) return strictSwitches;
  return {
    ...strictSwitches,
    notFound: random.pick('null', 'refuse'),
    ids: random.pick('19-digits', 'safe-integers'),
    contactFields: random.pick('required', 'optional'),
    zeroOverwrites: random.chance(0.5),
    createTakesName: random.chance(0.5),
    addExistingMobile: random.pick('update', 'refuse'),
    unknownIdentityType: random.pick('refuse', 'create'),
    fieldsCreateIdentities: random.chance(0.5),
    sourceIsFirstTouch: random.chance(0.5),
    unknownAttribute: random.pick('refuse', 'create'),
    exposeIds: random.chance(0.5),
    attributeValues: random.pick('list', 'object'),
    folderDeleteType: random.pick('customer_label', 'customer_group', 'both'),
    listLookUp: random.pick('as-create', 'any-owner'),
    rejectSkippedOwners: random.chance(0.5),
    mergedId: random.pick('redirect', 'error'),
    maxIdentitiesPerType: random.pick(2, 3, 20),
    maxMergesPerCall: random.pick(1, 2, 5),
    deletedIdentities: random.pick('release', 'retain', 'revive', 'revive'),
    repeatedDelete: random.pick('refuse', 'accept'),
    placeholderValues: random.pick('refuse', 'accept'),
  };
}
