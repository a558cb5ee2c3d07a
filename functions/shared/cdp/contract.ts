/**
 * The contract of the CDP's open API as a program needs it at run time: the calls, the profile fields and the types. The
 * schemas, which only the sandbox and the documentation need, stay out of a bundle that imports this file.
 */
import type * as z from 'zod/mini';
import type { Contract } from './contract/contract.ts';
import type { EndpointName } from './contract/endpoints.ts';

export { endpoints, type EndpointName, type Permission } from './contract/endpoints.ts';
export type { IdentityPair } from './contract/identity-pair.ts';
export {
  profileIntegerFields,
  profileStringFields,
  type Profile,
  type ProfileField,
} from './contract/profile-fields.ts';

/** A schema's output as a caller writes and reads it: unchangeable, and what is left out is left out, never null. */
type Plain<T> = T extends string | number | boolean
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : { readonly [Key in keyof T]: Plain<NonNullable<T[Key]>> };

/** The fields of a request. Ids are digit strings here and bare JSON numbers on the wire (Q06). */
export type RequestOf<Name extends EndpointName> = Plain<z.output<Contract[Name]['request']>>;

/** `data` of an answer to a call that found what it looked for. */
export type DataOf<Name extends EndpointName> = Plain<NonNullable<z.output<Contract[Name]['data']>>>;

/** Body of C2. */
export type CreateCustomerByIdentity = RequestOf<'createCustomerByIdentity'>;
export type ExtendedAttribute = NonNullable<CreateCustomerByIdentity['extendAttrList']>[number];

/** Q02: the documents place these three neither in the body nor in the query. */
export type ResolutionStrategy = Required<
  Pick<CreateCustomerByIdentity, 'identityPriorityStrategy' | 'targetCustomerStrategy' | 'autoMerge'>
>;
/** `system` = by the tenant's rank of the identity types; `custom` = in the order of the request's list. */
export type IdentityPriorityStrategy = ResolutionStrategy['identityPriorityStrategy'];
/** `identityFirst` passes over an owner that conflicts with an identity of higher priority; `customerFirst` does not. */
export type TargetCustomerStrategy = ResolutionStrategy['targetCustomerStrategy'];
