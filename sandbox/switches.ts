import type { QuirkId } from '../functions/shared/cdp/contract/quirks.ts';
import { nearestSpelling } from '../functions/shared/text/nearest-spelling.ts';
import { decline, type Declined } from './declined.ts';

/**
 * Every reading of the CDP's documents that a tenant may not share, as a switch. The defaults are the strict reading:
 * what a client survives there it survives at a tenant. Quirk ids number the documents' oddities; a switch without one
 * is about a rule that the documents leave out.
 */

/** The oddity of the documents, or the rule that they leave out. */
type About = QuirkId | 'merge' | 'delete' | 'blocklist';

interface Definition<V extends string | boolean | number> {
  readonly quirk: About;
  readonly meaning: string;
  readonly strict: V;
  /** The allowed values, or the least and the most of an integer. */
  readonly values: readonly V[] | { readonly least: number; readonly most: number };
}

const choice = <const V extends string>(
  quirk: About,
  meaning: string,
  ...values: readonly [V, ...V[]]
): Definition<V> => ({ quirk, meaning, strict: values[0], values });

const flag = (quirk: About, meaning: string, strict: boolean): Definition<boolean> => ({
  quirk,
  meaning,
  strict,
  values: [false, true],
});

const integer = (quirk: About, meaning: string, strict: number, most: number): Definition<number> => ({
  quirk,
  meaning,
  strict,
  values: { least: 1, most },
});

/** The first value of a choice is the strict one. */
export const switchDefinitions = {
  tokenLifetimeSeconds: integer('Q01', 'How long an issued token is good for.', 7200, 31_536_000),
  badToken: choice(
    'Q01',
    'A missing, unknown or expired token is answered with code -1 and HTTP 200, or with HTTP 401.',
    'code',
    'http-401',
  ),
  strategyPlace: choice(
    'Q02',
    'Where the three strategy fields of createCustomerByIdentity are read; elsewhere they are ignored.',
    'both',
    'body',
    'query',
  ),
  messages: choice(
    'Q03',
    'msg of a refusal: English behind a machine word, or a bare Chinese sentence.',
    'machine',
    'chinese',
  ),
  notFound: choice(
    'Q05',
    'A read about a customer who does not exist answers code 0 with data null, or is refused.',
    'null',
    'refuse',
  ),
  ids: choice(
    'Q06',
    'New ids have 19 digits, which a JavaScript number cannot hold, or 16 digits, which it can.',
    '19-digits',
    'safe-integers',
  ),
  contentTypeOnGet: choice('Q08', 'A GET without Content-Type is carried out, or is HTTP 415.', 'optional', 'required'),
  contactFields: choice(
    'Q10',
    'email, emailVerified and gender must stand in createCustomerByIdentity, or may be left out.',
    'required',
    'optional',
  ),
  zeroOverwrites: flag(
    'Q10',
    'A gender or emailVerified of 0 in createCustomerByIdentity is written like any value; false: a zero that says nothing keeps what is known.',
    true,
  ),
  createTakesName: flag(
    'Q11',
    'createCustomerByIdentity takes name, mobile and mobileVerified as profile fields; false: they are ignored.',
    false,
  ),
  addExistingMobile: choice(
    'Q12',
    'customer/add with a mobile that has an owner updates the owner, or is refused.',
    'update',
    'refuse',
  ),
  unknownIdentityType: choice(
    'Q14',
    'An identity type that is not configured is refused, or created: not unique, without rank.',
    'refuse',
    'create',
  ),
  fieldsCreateIdentities: flag(
    'Q17',
    'The profile fields openId (with appId) and unionId count as identities wechat and wechat-unionid behind the listed ones.',
    false,
  ),
  sourceIsFirstTouch: flag('Q18', 'A source that is known is never overwritten.', false),
  unknownAttribute: choice(
    'Q21',
    'An extended attribute that is not declared is refused, or declared as text by use.',
    'refuse',
    'create',
  ),
  exposeIds: flag('Q22', "Customers in answers carry their id, which the documents' tables lack.", false),
  listLookUp: choice(
    'Q24',
    'Of several identities a lookup passes over an owner who holds another value of a unique type, as createCustomerByIdentity does, or answers with any owner.',
    'as-create',
    'any-owner',
  ),
  maxPageSize: integer('Q26', 'The most records that one page may hold.', 500, 100_000),
  attributeValues: choice(
    'Q28',
    'queryAttrValuesByCustomerId answers with a list of one object, or with the object.',
    'list',
    'object',
  ),
  groupListPermission: choice('Q31', 'The permission of customer-group/simpleQuery.', 'group-read', 'tag-read'),
  folderDeleteType: choice(
    'Q33',
    'The businessType that group/delete takes.',
    'customer_label',
    'customer_group',
    'both',
  ),
  folderUpdatePermission: choice('Q35', 'The permission of group/update.', 'group-write', 'tag-write'),
  rejectSkippedOwners: flag(
    'merge',
    'An owner that identityFirst passes over as target is not merged into the target either.',
    false,
  ),
  mergedId: choice(
    'merge',
    'A call about a merged id is about the survivor, or is refused. Deleting through it is always refused.',
    'redirect',
    'error',
  ),
  maxIdentitiesPerType: integer(
    'merge',
    'The most identities of one type that a customer may come to hold; a call that would exceed it is refused.',
    20,
    1_000_000,
  ),
  maxMergesPerCall: integer(
    'merge',
    'The most customers that one call may merge; a call that would merge more is refused.',
    5,
    1_000_000,
  ),
  deletedIdentities: choice(
    'delete',
    'What createCustomerByIdentity makes of an identity of a deleted customer: a new customer, a refusal, or the old customer again.',
    'release',
    'retain',
    'revive',
  ),
  repeatedDelete: choice('delete', 'Deleting a deleted customer again is refused, or is code 0.', 'refuse', 'accept'),
  placeholderValues: choice(
    'blocklist',
    'Identity values that stand for nobody (zeros, null, undefined, masked and virtual numbers) are refused, or taken.',
    'refuse',
    'accept',
  ),
} as const satisfies Record<string, Definition<string> | Definition<boolean> | Definition<number>>;

export type SwitchName = keyof typeof switchDefinitions;
type ValueOf<D> = D extends Definition<infer V> ? V : never;
export type Switches = { readonly [name in SwitchName]: ValueOf<(typeof switchDefinitions)[name]> };

export const switchNames = Object.keys(switchDefinitions) as readonly SwitchName[];

export const strictSwitches = Object.fromEntries(
  switchNames.map((name) => [name, switchDefinitions[name].strict]),
) as unknown as Switches;

/** The switches after an order of some of them; nothing is set when one is unknown or has a value that is not allowed. */
export function setSwitches(
  current: Switches,
  order: Readonly<Record<string, unknown>>,
): { readonly ok: true; readonly switches: Switches } | Declined {
  for (const [name, value] of Object.entries(order)) {
    if (!isSwitch(name)) return unknownSwitch(name);
    if (!isAllowed(name, value)) return decline('E_FIELD', `${name} must be ${allowedInWords(name)}`);
  }
  return { ok: true, switches: { ...current, ...order } };
}

/** As a list: what each is about, what it may be and what it is. */
export function describeSwitches(current: Switches) {
  return switchNames.map((name) => {
    const { quirk, meaning, strict } = switchDefinitions[name];
    return { name, quirk, meaning, default: strict, allowed: allowedInWords(name), value: current[name] };
  });
}

function isSwitch(name: string): name is SwitchName {
  return Object.hasOwn(switchDefinitions, name);
}

function isAllowed(name: SwitchName, value: unknown): boolean {
  const { values }: Definition<string | boolean | number> = switchDefinitions[name];
  if ('least' in values)
    return typeof value === 'number' && Number.isInteger(value) && value >= values.least && value <= values.most;
  return values.some((allowed) => allowed === value);
}

function allowedInWords(name: SwitchName): string {
  const { values }: Definition<string | boolean | number> = switchDefinitions[name];
  if ('least' in values) return `an integer from ${values.least} to ${values.most}`;
  if (typeof values[0] === 'boolean') return 'true or false';
  return values.map(String).join(' or ');
}

function unknownSwitch(name: string): Declined {
  const nearest = nearestSpelling(name, switchNames);
  const advice = nearest === undefined ? 'GET /sandbox/switches/definitions lists them' : `did you mean ${nearest}?`;
  return decline('E_SWITCH_UNKNOWN', `there is no switch ${encodeURIComponent(name.toWellFormed())}; ${advice}`);
}
