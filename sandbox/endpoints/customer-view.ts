import {
  profileIntegerFields,
  profileStringFields,
  type ExtendedAttribute,
  type IdentityPair,
  type Profile,
} from '../../functions/shared/cdp/contract.ts';
import { rawInteger } from '../../functions/shared/json/lossless.ts';
import type { CustomerFields } from '../resolution/fields.ts';
import type { Identity } from '../resolution/identity.ts';
import type { Customer } from '../store/customers.ts';
import type { Tenant } from '../tenant.ts';

const PROFILE_ORDER = [...profileStringFields, ...profileIntegerFields];

export type CustomerView = Profile & { readonly extendAttrList: readonly ExtendedAttribute[] };

/** A customer as the API shows it: neither id nor name nor any time. Email, its state and gender always stand. */
export function customerView({ store }: Tenant, fields: CustomerFields): CustomerView {
  const profile: Profile = { email: '', emailVerified: 0, gender: 0, ...fields.profile };
  const known = Object.fromEntries(PROFILE_ORDER.filter((field) => field in profile).map((f) => [f, profile[f]]));
  const extendAttrList = store.attributes.all.flatMap(({ key, label }) => {
    const attrValue = fields.attributes[key];
    return attrValue === undefined ? [] : [{ attrKey: key, attrName: label ?? key, attrValue }];
  });
  return { ...known, extendAttrList };
}

/** Q22: the id stands in answers only where a switch says so. */
export function exposedId({ switches }: Tenant, id: string): { readonly id?: { readonly rawJSON: string } } {
  return switches.exposeIds ? { id: rawInteger(id) } : {};
}

/** C3 and C5 */
export function customerDetails(tenant: Tenant, id: string) {
  const { customers, identities } = tenant.store;
  return {
    ...exposedId(tenant, id),
    ...customerView(tenant, customers.fields(id)),
    identityList: identityPairs(identities.ofCustomer(id)),
  };
}

/** Records of C7 and G12. */
export function customerRecords(tenant: Tenant, customers: readonly Customer[]) {
  return customers.map(({ id, fields }) => ({ ...exposedId(tenant, id), ...customerView(tenant, fields) }));
}

export function identityPairs(identities: readonly Identity[]): readonly IdentityPair[] {
  return identities.map(({ type, value }) => ({ identityType: type, identityValue: value }));
}
