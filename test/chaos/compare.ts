import type { TenantCustomer } from './tenant.ts';

/** How the end of a run differs from that of a clean one. */
export interface Difference {
  readonly what: 'lost' | 'doubled' | 'strangers' | 'extra' | 'different';
  readonly identities: readonly string[];
  readonly detail: string;
}

/** Compares what the CDP has of everybody. Ids and times are not compared: another run has others. */
export function compare(clean: readonly TenantCustomer[], chaos: readonly TenantCustomer[]): readonly Difference[] {
  const ownersThere = ownersIn(chaos);
  const ownersHere = ownersIn(clean);
  const differences: Difference[] = [];
  for (const customer of clean) {
    const { identities } = customer;
    const missing = identities.filter((pair) => !ownersThere.has(pair));
    if (missing.length > 0) differences.push({ what: 'lost', identities, detail: `nobody has ${missing.join(', ')}` });
    const there = new Set(identities.flatMap((pair) => ownersThere.get(pair) ?? []));
    if (there.size > 1) differences.push({ what: 'doubled', identities, detail: `${there.size} customers` });
    const [same] = there;
    if (there.size === 1 && same) {
      const detail = fieldsIn(customer, same);
      if (detail !== '') differences.push({ what: 'different', identities, detail });
    }
  }
  for (const { identities } of chaos) {
    const here = new Set(identities.flatMap((pair) => ownersHere.get(pair) ?? []));
    const extra = identities.filter((pair) => !ownersHere.has(pair));
    if (here.size > 1)
      differences.push({ what: 'strangers', identities, detail: `${here.size} people in one customer` });
    if (extra.length > 0) differences.push({ what: 'extra', identities, detail: extra.join(', ') });
  }
  return differences;
}

function ownersIn(customers: readonly TenantCustomer[]): ReadonlyMap<string, TenantCustomer> {
  return new Map(customers.flatMap((customer) => customer.identities.map((pair) => [pair, customer] as const)));
}

/** The fields and groups that differ, as `field: clean → here`. */
function fieldsIn(clean: TenantCustomer, here: TenantCustomer): string {
  const flat = ({ name, groups, profile }: TenantCustomer): Readonly<Record<string, string>> => ({
    name,
    groups: groups.join(', '),
    ...Object.fromEntries(Object.entries(profile).map(([field, value]) => [field, JSON.stringify(value)])),
  });
  const [one, other] = [flat(clean), flat(here)];
  const fields = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (field) => one[field] !== other[field],
  );
  return fields.map((field) => `${field}: ${one[field] ?? 'nothing'} → ${other[field] ?? 'nothing'}`).join('; ');
}
