import type { Switches } from '../../../sandbox/switches.ts';

/**
 * The whole CDP on plain maps: what the SQLite sandbox must agree with. A customer, group or folder is a name (`@c1`, `@g1`,
 * `@f1`), an identity a text `type:value`. No value is ever changed in place, so a copy of the maps is a copy of the world.
 */

export type Ref = string;

/** `name`, `mobile`, `profile.city`, `attributes.tier` … */
export type Fields = Readonly<Record<string, string | number>>;

export interface ModelType {
  readonly unique: boolean;
  readonly rank: number;
  /** In which order the sandbox lists a customer's identities. */
  readonly position: number;
}

export interface ModelCustomer {
  readonly fields: Fields;
  /** ms since the epoch */
  readonly createdAt: number;
}

export interface ModelGroup {
  readonly name: string;
  readonly description: string;
  readonly smart: boolean;
  readonly computing: boolean;
  readonly folder: Ref | undefined;
}

export interface ModelMerge {
  readonly loser: Ref;
  readonly survivor: Ref;
  readonly loserBefore: ModelCustomer;
  /** The survivor after the whole call, without and with this merge. */
  readonly without: Fields;
  readonly merged: Fields;
  readonly moved: readonly string[];
  readonly survivorHeld: readonly string[];
  readonly loserGroups: readonly Ref[];
  readonly joinedGroups: readonly Ref[];
  readonly redirects: readonly Ref[];
  /** Closed: the survivor was deleted, and nothing can undo it. */
  readonly state: 'stands' | 'undone' | 'closed';
}

export interface World {
  switches: Switches;
  /** ms since the epoch */
  now: number;
  types: Map<string, ModelType>;
  /** Keys of declared attributes, in the order they are shown. */
  attributes: string[];
  customers: Map<Ref, ModelCustomer>;
  owners: Map<string, Ref>;
  /** Merged customers and their last survivor. */
  survivors: Map<Ref, Ref>;
  deleted: Map<Ref, ModelCustomer & { readonly isPurged?: boolean }>;
  /** Who held an identity last, of those who were deleted. */
  tombstones: Map<string, Ref>;
  groups: Map<Ref, ModelGroup>;
  members: Map<Ref, ReadonlySet<Ref>>;
  folders: Map<Ref, { readonly name: string; readonly parent: Ref | undefined }>;
  merges: ModelMerge[];
  /** How many of everything were ever made. */
  made: number;
}

export function copyOf(world: World): World {
  return {
    ...world,
    types: new Map(world.types),
    attributes: [...world.attributes],
    customers: new Map(world.customers),
    owners: new Map(world.owners),
    survivors: new Map(world.survivors),
    deleted: new Map(world.deleted),
    tombstones: new Map(world.tombstones),
    groups: new Map(world.groups),
    members: new Map(world.members),
    folders: new Map(world.folders),
    merges: [...world.merges],
  };
}

/** What a call must answer: a refusal's machine word, or data in which names stand for ids. */
export type Expected =
  | { readonly refusal: string }
  | { readonly data: unknown; readonly headers?: Readonly<Record<string, string>> };

export const refused = (refusal: string): Expected => ({ refusal });

export function isRefused(expected: Expected): expected is { readonly refusal: string } {
  return 'refusal' in expected;
}

export function heldBy(world: World, customer: Ref): string[] {
  const position = (identity: string) => world.types.get(typeOf(identity))?.position ?? Number.NaN;
  return [...world.owners]
    .filter(([, owner]) => owner === customer)
    .map(([identity]) => identity)
    .sort((a, b) => position(a) - position(b) || (a < b ? -1 : 1));
}

export function groupsOf(world: World, customer: Ref): Ref[] {
  return [...world.groups.keys()].filter((group) => world.members.get(group)?.has(customer));
}

export function setMember(world: World, group: Ref, customer: Ref, isMember: boolean): void {
  const members = new Set(world.members.get(group));
  if (isMember) members.add(customer);
  else members.delete(customer);
  world.members.set(group, members);
}

export const typeOf = (identity: string): string => identity.slice(0, identity.indexOf(':'));

/** Who an id in a call is; or the refusal, or nothing where nobody is. */
export function locate(world: World, id: Ref): { customer: Ref; header: Record<string, string> } | 'absent' | 'merged' {
  if (world.customers.has(id)) return { customer: id, header: {} };
  const survivor = world.survivors.get(id);
  if (survivor === undefined || !world.customers.has(survivor)) return 'absent';
  if (world.switches.mergedId === 'error') return 'merged';
  return { customer: survivor, header: { 'x-sandbox-resolved-customer-id': survivor } };
}

/** The answer to a call about nobody: a read finds nothing, a write is refused. */
export function unlocated(world: World, why: 'absent' | 'merged', call: 'read' | 'write'): Expected {
  if (why === 'merged') return refused('E_CUSTOMER_MERGED');
  return call === 'read' && world.switches.notFound === 'null' ? { data: null } : refused('E_CUSTOMER_NOT_FOUND');
}
