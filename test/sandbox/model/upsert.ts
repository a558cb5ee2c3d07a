import {
  copyOf,
  groupsOf,
  heldBy,
  isRefused,
  refused,
  setMember,
  typeOf,
  type Expected,
  type Fields,
  type Ref,
  type World,
} from './world.ts';

export interface Upsert {
  readonly list: readonly string[];
  readonly priority: 'system' | 'custom';
  readonly strategy: 'identityFirst' | 'customerFirst';
  readonly autoMerge: boolean;
  /** As sent, blanks among them. */
  readonly fields: Fields;
  readonly group: Ref | undefined;
}

/** C2 after its fields were read: revive, target, links, merges, fields. The world is left alone when it is refused. */
export function upsert(world: World, call: Upsert): { after: World; expected: Expected } {
  const after = copyOf(world);
  const expected = decide(after, call);
  return { after: isRefused(expected) ? world : after, expected };
}

function decide(world: World, call: Upsert): Expected {
  const group = call.group === undefined ? undefined : world.groups.get(call.group);
  if (call.group !== undefined && group === undefined) return refused('E_GROUP_UNKNOWN');
  if (group?.smart) return refused('E_GROUP_SMART');
  for (const field of Object.keys(call.fields).filter((name) => name.startsWith('attributes.'))) {
    const key = field.slice('attributes.'.length);
    if (world.attributes.includes(key)) continue;
    if (world.switches.unknownAttribute === 'refuse') return refused('E_ATTRIBUTE_UNKNOWN');
    world.attributes.push(key);
  }
  for (const type of call.list.map(typeOf))
    if (!world.types.has(type)) world.types.set(type, { unique: false, rank: 99, position: world.types.size });

  const revived = recall(world, call.list);
  if (revived === 'retained') return refused('E_IDENTITY_DELETED');

  const ordered = inOrder(world, call);
  const owned = ordered.filter((identity) => world.owners.has(identity));
  const chosen = owned.find((identity) => isEligible(world, call, ordered, identity));
  // Each owner by the identity that finds it first.
  const firstFinds = owned.filter((one, at) => owned.findIndex((i) => owner(world, i) === owner(world, one)) === at);
  const passedOver = firstFinds
    .filter((identity) => !isEligible(world, call, ordered, identity))
    .map((identity) => owner(world, identity));
  const target = chosen === undefined ? `@c${(world.made += 1)}` : owner(world, chosen);
  const others = [...new Set(owned.map((identity) => owner(world, identity)))].filter((one) => one !== target);
  if (chosen === undefined) world.customers.set(target, { fields: {}, createdAt: world.now });

  const leftOut: string[] = [];
  let linked = 0;
  for (const identity of ordered.filter((one) => !world.owners.has(one))) {
    if (clash(world, target, identity) !== undefined) leftOut.push(identity);
    else {
      world.owners.set(identity, target);
      linked += 1;
    }
  }

  const merged: Ref[] = [];
  const keptApart: string[] = [];
  for (const other of call.autoMerge ? others : []) {
    const conflict = heldBy(world, other).find((identity) => clash(world, target, identity) !== undefined);
    if (conflict !== undefined) keptApart.push(`${other} (${typeOf(conflict)})`);
    else if (world.switches.rejectSkippedOwners && passedOver.includes(other))
      keptApart.push(`${other} (passed over as target)`);
    else {
      merge(world, other, target, call.fields);
      merged.push(other);
    }
  }
  if (merged.length > world.switches.maxMergesPerCall) return refused('E_CAP_MERGES');
  const counts = Object.groupBy(heldBy(world, target), typeOf);
  if (linked + merged.length > 0)
    for (const held of Object.values(counts))
      if ((held?.length ?? 0) > world.switches.maxIdentitiesPerType) return refused('E_CAP_IDENTITIES');

  const customer = world.customers.get(target);
  if (customer === undefined) throw new Error('the target is gone');
  world.customers.set(target, { ...customer, fields: written(world, customer.fields, call.fields) });
  if (call.group !== undefined) setMember(world, call.group, target, true);

  const elsewhere = ordered.filter((identity) => owner(world, identity) !== target && !leftOut.includes(identity));
  const dropped = [
    ...leftOut.map((identity) => `${typeOf(identity)} (target-holds-other-value)`),
    ...elsewhere.map((identity) => `${typeOf(identity)} (owned-by-other-customer)`),
  ];
  return {
    data: target,
    headers: {
      'x-sandbox-target': chosen === undefined ? 'created' : `found-by:${typeOf(chosen)}`,
      ...(dropped.length > 0 && { 'x-sandbox-dropped': dropped.join(', ') }),
      ...(merged.length > 0 && { 'x-sandbox-merged': merged.join(', ') }),
      ...(keptApart.length > 0 && { 'x-sandbox-skipped-merges': keptApart.join(', ') }),
      ...(revived.length > 0 && { 'x-sandbox-revived': revived.join(', ') }),
    },
  };
}

/** C4 and C5: whom C2 would choose. */
export function targetOf(world: World, list: readonly string[]): { customer: Ref; by: string } | undefined {
  const strategy = world.switches.listLookUp === 'any-owner' ? 'customerFirst' : 'identityFirst';
  const call = { list, priority: 'system', strategy } as const;
  const ordered = inOrder(world, call);
  const by = ordered.find((identity) => world.owners.has(identity) && isEligible(world, call, ordered, identity));
  return by === undefined ? undefined : { customer: owner(world, by), by: typeOf(by) };
}

function recall(world: World, list: readonly string[]): readonly Ref[] | 'retained' {
  if (world.switches.deletedIdentities === 'release') return [];
  const past = list
    .filter((identity) => !world.owners.has(identity) && world.deleted.has(world.tombstones.get(identity) ?? ''))
    .map((identity) => ({ identity, holder: world.tombstones.get(identity) ?? '' }));
  if (past.length === 0) return [];
  if (world.switches.deletedIdentities === 'retain') return 'retained';
  for (const { identity, holder } of past) {
    const customer = world.deleted.get(holder);
    if (customer !== undefined) world.customers.set(holder, { fields: customer.fields, createdAt: customer.createdAt });
    world.deleted.delete(holder);
    for (const [other, one] of world.tombstones) if (one === holder) world.tombstones.delete(other);
    world.owners.set(identity, holder);
  }
  return [...new Set(past.map(({ holder }) => holder))];
}

function inOrder(world: World, { list, priority }: Pick<Upsert, 'list' | 'priority'>): readonly string[] {
  const rank = (identity: string) => world.types.get(typeOf(identity))?.rank ?? 99;
  const once = [...new Set(list)];
  return priority === 'custom' ? once : once.sort((a, b) => rank(a) - rank(b));
}

function isEligible(
  world: World,
  { strategy }: Pick<Upsert, 'strategy'>,
  ordered: readonly string[],
  identity: string,
): boolean {
  if (strategy === 'customerFirst') return true;
  const higher = ordered.slice(0, ordered.indexOf(identity));
  return higher.every((one) => clash(world, owner(world, identity), one) === undefined);
}

/** What the customer holds that excludes the identity. */
function clash(world: World, customer: Ref, identity: string): string | undefined {
  const type = typeOf(identity);
  if (world.types.get(type)?.unique !== true) return undefined;
  return heldBy(world, customer).find((one) => one !== identity && typeOf(one) === type);
}

function owner(world: World, identity: string): Ref {
  return world.owners.get(identity) ?? '';
}

function merge(world: World, loser: Ref, survivor: Ref, sent: Fields): void {
  const [one, other] = [world.customers.get(survivor), world.customers.get(loser)];
  if (one === undefined || other === undefined) throw new Error('a merge of nobody');
  const filled = fill(one.fields, other.fields);
  const moved = heldBy(world, loser);
  const loserGroups = groupsOf(world, loser);
  const joinedGroups = loserGroups.filter((group) => world.members.get(group)?.has(survivor) !== true);
  const redirects = [...world.survivors].filter(([, last]) => last === loser).map(([old]) => old);
  for (const identity of moved) world.owners.set(identity, survivor);
  for (const group of loserGroups) {
    setMember(world, group, loser, false);
    setMember(world, group, survivor, true);
  }
  for (const old of [...redirects, loser]) world.survivors.set(old, survivor);
  world.customers.delete(loser);
  world.customers.set(survivor, { ...one, fields: filled });
  world.merges.push({
    loser,
    survivor,
    loserBefore: other,
    without: written(world, one.fields, sent),
    merged: written(world, filled, sent),
    moved,
    survivorHeld: heldBy(world, survivor),
    loserGroups,
    joinedGroups,
    redirects,
    state: 'stands',
  });
}

/** The survivor wins; a verified flag goes with its own address. */
function fill(survivor: Fields, loser: Fields): Fields {
  const filled: Record<string, string | number> = { ...loser, ...survivor };
  for (const [contact, state] of [
    ['profile.email', 'profile.emailVerified'],
    ['mobile', 'mobileVerified'],
  ] as const) {
    const from = survivor[contact] === undefined && loser[contact] !== undefined ? loser : survivor;
    delete filled[state];
    if (from[state] !== undefined) filled[state] = from[state];
  }
  return filled;
}

/** The fields after a call: blanks never overwrite, zeros as the switch has it. */
export function written(world: World, before: Fields, sent: Fields): Fields {
  const { zeroOverwrites, sourceIsFirstTouch } = world.switches;
  const fields: Record<string, string | number> = { ...before };
  const sends = (field: string) => sent[field] !== undefined && sent[field] !== '';
  for (const [field, value] of Object.entries(sent)) {
    if (value === '') continue;
    if (field === 'profile.source' && sourceIsFirstTouch && before[field] !== undefined) continue;
    if (value === 0 && !zeroOverwrites) {
      if (field === 'profile.gender') continue;
      if (field === 'profile.emailVerified' && !sends('profile.email')) continue;
      if (field === 'mobileVerified' && !sends('mobile')) continue;
    }
    fields[field] = value;
  }
  if (fields['profile.gender'] === 0) delete fields['profile.gender'];
  if (fields['profile.emailVerified'] === 0 && fields['profile.email'] === undefined)
    delete fields['profile.emailVerified'];
  return fields;
}
