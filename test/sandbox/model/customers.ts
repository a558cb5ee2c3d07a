import { targetOf } from './upsert.ts';
import {
  copyOf,
  heldBy,
  groupsOf,
  locate,
  refused,
  setMember,
  typeOf,
  unlocated,
  type Expected,
  type Fields,
  type ModelMerge,
  type Ref,
  type World,
} from './world.ts';

/** A customer as the API shows it. */
export function view(world: World, fields: Fields): Record<string, unknown> {
  const profile = Object.entries(fields).filter(([name]) => name.startsWith('profile.'));
  return {
    email: '',
    emailVerified: 0,
    gender: 0,
    ...Object.fromEntries(profile.map(([name, value]) => [name.slice('profile.'.length), value])),
    extendAttrList: world.attributes.flatMap((key) => {
      const attrValue = fields[`attributes.${key}`];
      return attrValue === undefined ? [] : [{ attrKey: key, attrName: key, attrValue }];
    }),
  };
}

export function pairs(identities: readonly string[]) {
  return identities.map((identity) => ({
    identityType: typeOf(identity),
    identityValue: identity.slice(identity.indexOf(':') + 1),
  }));
}

function details(world: World, customer: Ref) {
  const fields = world.customers.get(customer)?.fields ?? {};
  return { ...exposed(world, customer), ...view(world, fields), identityList: pairs(heldBy(world, customer)) };
}

const exposed = (world: World, customer: Ref) => (world.switches.exposeIds ? { id: customer } : {});

/** C3 */
export function customerInfo(world: World, id: Ref): Expected {
  const found = locate(world, id);
  if (typeof found === 'string') return unlocated(world, found, 'read');
  return { data: details(world, found.customer), headers: found.header };
}

/** C4, C5 */
export function byIdentities(world: World, list: readonly string[], data: 'id' | 'details'): Expected {
  const target = targetOf(world, list);
  if (target === undefined) return unlocated(world, 'absent', 'read');
  return {
    data: data === 'id' ? target.customer : details(world, target.customer),
    headers: { 'x-sandbox-target': `found-by:${target.by}` },
  };
}

/** C6 */
export function singleDelete(world: World, id: Ref): { after: World; expected: Expected } {
  const { repeatedDelete } = world.switches;
  const found = world.customers.get(id);
  if (found === undefined) {
    if (world.customers.has(world.survivors.get(id) ?? ''))
      return { after: world, expected: refused('E_CUSTOMER_MERGED') };
    const isAccepted = repeatedDelete === 'accept' && world.deleted.has(id);
    return { after: world, expected: isAccepted ? { data: null } : refused('E_CUSTOMER_NOT_FOUND') };
  }
  const after = copyOf(world);
  for (const identity of heldBy(world, id)) {
    after.owners.delete(identity);
    after.tombstones.set(identity, id);
  }
  for (const group of groupsOf(world, id)) setMember(after, group, id, false);
  after.customers.delete(id);
  after.deleted.set(id, found);
  after.merges = world.merges.map((merge) => (merge.survivor === id ? close(merge) : merge));
  return { after, expected: { data: null } };
}

export interface Query {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly group: Ref | undefined;
  readonly current: number;
  readonly size: number;
}

/** C7, and G12 with a group and all time. */
export function customerPage(world: World, { from, to, text, group, current, size }: Query): Expected {
  if (group !== undefined && !world.groups.has(group)) return refused('E_GROUP_UNKNOWN');
  const has = (value: string | number | undefined) =>
    String(value ?? '')
      .toLowerCase()
      .includes(text.toLowerCase());
  const matches = [...world.customers]
    .filter(([, { createdAt }]) => createdAt >= from && createdAt <= to)
    .filter(([customer]) => group === undefined || world.members.get(group)?.has(customer))
    .filter(
      ([customer, { fields }]) =>
        has(fields['name']) ||
        has(fields['profile.nickName']) ||
        has(fields['mobile']) ||
        heldBy(world, customer).some(
          (identity) => typeOf(identity) === 'mobile' && has(identity.slice('mobile:'.length)),
        ),
    )
    .sort(([a], [b]) => Number(a.slice(2)) - Number(b.slice(2)));
  const records = matches
    .slice((current - 1) * size, current * size)
    .map(([customer, { fields }]) => ({ ...exposed(world, customer), ...view(world, fields) }));
  return { data: { current, size, total: matches.length, records } };
}

/** C8 for system attributes, as text; the empty text clears. */
export function setAttribute(
  world: World,
  id: Ref,
  field: string,
  value: string,
): { after: World; expected: Expected } {
  const found = locate(world, id);
  if (typeof found === 'string') return { after: world, expected: unlocated(world, found, 'write') };
  const refusal = refuseAttribute(world, field, value);
  if (refusal !== undefined) return { after: world, expected: refused(refusal) };
  const after = copyOf(world);
  const customer = after.customers.get(found.customer);
  if (customer === undefined) throw new Error('nobody is located');
  const fields: Record<string, string | number> = { ...customer.fields };
  const isNumber = field === 'profile.gender' || field === 'profile.emailVerified';
  if (value === '' || (field === 'profile.gender' && value === '0')) delete fields[field];
  else fields[field] = isNumber ? Number(value) : value;
  after.customers.set(found.customer, { ...customer, fields });
  return { after, expected: { data: null, headers: found.header } };
}

function refuseAttribute(world: World, field: string, value: string): string | undefined {
  const isDeclared = !field.startsWith('attributes.') || world.attributes.includes(field.slice('attributes.'.length));
  if (!isDeclared || field === 'profile.shoe') return 'E_ATTRIBUTE_UNKNOWN';
  return field === 'profile.gender' && !['', '0', '1', '2'].includes(value) ? 'E_ATTRIBUTE_VALUE' : undefined;
}

/** C9 */
export function attributeValues(world: World, id: Ref, keys: readonly string[]): Expected {
  const found = locate(world, id);
  if (typeof found === 'string') return unlocated(world, found, 'read');
  if (keys.includes('shoe') && !world.attributes.includes('shoe')) return refused('E_ATTRIBUTE_UNKNOWN');
  const fields = world.customers.get(found.customer)?.fields ?? {};
  const attrList = keys.map((key) => {
    const names = [key, `profile.${key}`, `attributes.${key}`];
    const value = names.map((name) => fields[name]).find((one) => one !== undefined);
    return { attrKey: key, attrName: key, attrValue: String(value ?? '') };
  });
  const data = { customerId: found.customer, attrList };
  return { data: world.switches.attributeValues === 'list' ? [data] : data, headers: found.header };
}

/** The sandbox's undo of a merge, by its number from 1. */
export function undo(world: World, sequence: number): { after: World; expected: Expected } {
  const merge = world.merges[sequence - 1];
  if (merge === undefined) return { after: world, expected: refused('E_MERGE_UNKNOWN') };
  const customer = world.customers.get(merge.survivor);
  if (customer === undefined || stands(world, sequence, merge, customer.fields))
    return { after: world, expected: refused('E_MERGE_STANDS') };

  const after = copyOf(world);
  const fields: Record<string, string | number> = { ...customer.fields };
  for (const field of changedFields(merge)) {
    delete fields[field];
    const before = merge.without[field];
    if (before !== undefined) fields[field] = before;
  }
  after.customers.set(merge.survivor, { ...customer, fields });
  after.customers.set(merge.loser, merge.loserBefore);
  after.survivors.delete(merge.loser);
  for (const redirect of merge.redirects) after.survivors.set(redirect, merge.loser);
  for (const identity of merge.moved) after.owners.set(identity, merge.loser);
  for (const group of merge.loserGroups)
    if (world.members.get(group)?.has(merge.survivor)) setMember(after, group, merge.loser, true);
  for (const group of merge.joinedGroups) if (world.groups.has(group)) setMember(after, group, merge.survivor, false);
  after.merges[sequence - 1] = { ...merge, state: 'undone' };
  return { after, expected: { data: { sequence, loser: merge.loser, survivor: merge.survivor } } };
}

function changedFields({ without, merged }: ModelMerge): readonly string[] {
  return [...new Set([...Object.keys(without), ...Object.keys(merged)])].filter(
    (name) => without[name] !== merged[name],
  );
}

function stands(world: World, sequence: number, merge: ModelMerge, now: Fields): boolean {
  const later = world.merges.slice(sequence).some((one) => one.survivor === merge.survivor && one.state !== 'undone');
  const left = merge.loserGroups.some(
    (group) => world.groups.get(group)?.smart === false && !world.members.get(group)?.has(merge.survivor),
  );
  return (
    merge.state !== 'stands' ||
    later ||
    left ||
    heldBy(world, merge.survivor).join() !== merge.survivorHeld.join() ||
    changedFields(merge).some((field) => now[field] !== merge.merged[field])
  );
}

const close = (merge: ModelMerge): ModelMerge => (merge.state === 'stands' ? { ...merge, state: 'closed' } : merge);

/** The sandbox's purge: fields of who was deleted, and of whom they had become part of. */
export function purge(world: World): { after: World; expected: Expected } {
  const after = copyOf(world);
  for (const [id, customer] of world.deleted) after.deleted.set(id, { ...customer, fields: {}, isPurged: true });
  after.merges = world.merges.map((merge) =>
    world.deleted.has(world.survivors.get(merge.loser) ?? merge.loser) ? close(merge) : merge,
  );
  const customers = [...world.deleted.values()].filter(({ isPurged }) => isPurged !== true).length;
  return { after, expected: { data: { customers } } };
}
