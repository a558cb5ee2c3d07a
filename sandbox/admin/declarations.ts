import * as z from 'zod/mini';
import { must } from '../../functions/shared/cdp/contract/field.ts';
import { bool, nonEmptyText } from '../../functions/shared/cdp/contract/vocabulary.ts';
import { bodyEndpoint, queryEndpoint } from '../endpoints/endpoint.ts';
import { success } from '../protocol/message.ts';
import { decline } from '../declined.ts';
import type { Tenant } from '../tenant.ts';

// What a tenant declares in the platform: which identities there are, and which attributes beside the system's.

const code = nonEmptyText.check(z.refine((value) => value.length <= 32, 'must have at most 32 characters'));

const identityType = z.object({
  code,
  uniquePerCustomer: bool,
  /** 1 = the highest. */
  rank: z.optional(
    z
      .number(must('a positive integer'))
      .check(z.refine((rank) => Number.isInteger(rank) && rank > 0, 'must be a positive integer')),
  ),
  lowerCase: z.optional(bool),
});

/** `GET /sandbox/identity-types`: the highest rank first. */
export const identityTypesListing = queryEndpoint(z.object({}), (tenant) => success(identityTypesOf(tenant)));

/** `POST /sandbox/identity-types`: adds a type, or changes the one of that code. */
export const identityTypeOrder = bodyEndpoint(identityType, (tenant, { code, uniquePerCustomer, rank, lowerCase }) => {
  const { identityTypes, transact } = tenant.store;
  return transact(() => {
    if (uniquePerCustomer && identityTypes.isHeldTwice(code))
      return decline('E_FIELD', 'uniquePerCustomer must be false: a customer holds several identities of the type');
    identityTypes.define({
      code,
      uniquePerCustomer,
      ...(rank !== undefined && { rank }),
      ...(lowerCase !== undefined && { lowerCase }),
    });
    return success(identityTypesOf(tenant));
  });
});

function identityTypesOf({ store }: Tenant) {
  const rank = (type: { readonly rank?: number }) => type.rank ?? Number.MAX_SAFE_INTEGER;
  return [...store.identityTypes.known.values()].sort((one, other) => rank(one) - rank(other));
}

const TYPES = ['string', 'integer', 'decimal', 'date'] as const;

const extendedAttribute = z.object({
  key: code.check(z.refine((key) => key !== '__proto__', 'must be another word')),
  label: z.optional(nonEmptyText),
  type: z.enum(TYPES, must(TYPES.join(', '))),
});

/** `GET /sandbox/extended-attributes` */
export const extendedAttributesListing = queryEndpoint(z.object({}), ({ store }) => success(store.attributes.all));

/** `POST /sandbox/extended-attributes`: adds an attribute, or changes the one of that key. Values stay as they are. */
export const extendedAttributeOrder = bodyEndpoint(extendedAttribute, ({ store }, { key, label, type }) =>
  store.transact(() => {
    store.attributes.define({ key, type, ...(label !== undefined && { label }) });
    return success(store.attributes.all);
  }),
);
