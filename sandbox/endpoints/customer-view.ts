import {
  profileIntegerFields,
  profileStringFields,
  type ExtendedAttribute,
  type IdentityPair,
  type Profile,
} from '../../functions/shared/cdp/contract.ts';
import type { CustomerFields } from '../resolution/fields.ts';
import type { Identity } from '../resolution/identity.ts';
import type { Tenant } from '../tenant.ts';

const PROFILE_ORDER = [...profileStringFields, ...profileIntegerFields];

export type CustomerView = Profile & { readonly extendAttrList: readonly ExtendedAttribute[] };

/** A customer as the API shows it: Q22, neither id nor name nor any time. Email, its state and gender always stand. */
export function customerView({ extendedAttributes }: Tenant, fields: CustomerFields): CustomerView {
  const profile: Profile = { email: '', emailVerified: 0, gender: 0, ...fields.profile };
  const known = Object.fromEntries(PROFILE_ORDER.filter((field) => field in profile).map((f) => [f, profile[f]]));
  const extendAttrList = extendedAttributes.flatMap(({ key, label }) => {
    const attrValue = fields.attributes[key];
    return attrValue === undefined ? [] : [{ attrKey: key, attrName: label ?? key, attrValue }];
  });
  return { ...known, extendAttrList };
}

export function identityPairs(identities: readonly Identity[]): readonly IdentityPair[] {
  return identities.map(({ type, value }) => ({ identityType: type, identityValue: value }));
}
