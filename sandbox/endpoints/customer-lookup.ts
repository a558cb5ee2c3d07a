import * as z from 'zod/mini';
import { rawInteger } from '../../functions/shared/json/lossless.ts';
import * as field from '../protocol/fields.ts';
import { success } from '../protocol/message.ts';
import { refuse } from '../refusal.ts';
import { sameIdentity } from '../resolution/identity.ts';
import { normaliseIdentities } from '../resolution/normalise.ts';
import { findTarget } from '../resolution/resolve.ts';
import { customerView, identityPairs } from './customer-view.ts';
import { bodyEndpoint, queryEndpoint } from './endpoint.ts';

/** Q05: a read that finds nobody is a success without data. */
export const notFound = success(null);

/** The headers of an answer about the survivor of a merged id. */
export function resolvedIdHeader(located: { kind: 'live' | 'merged'; id: string }): Record<string, string> {
  return located.kind === 'merged' ? { 'x-sandbox-resolved-customer-id': located.id } : {};
}

/** C3 */
export const customerInfoEndpoint = queryEndpoint(z.object({ customerId: field.id }), (tenant, { customerId }) => {
  const { customers, identities } = tenant.store;
  const located = customers.locate(customerId);
  if (located.kind === 'absent') return notFound;
  return success(
    {
      ...customerView(tenant, customers.fields(located.id)),
      identityList: identityPairs(identities.ofCustomer(located.id)),
    },
    resolvedIdHeader(located),
  );
});

const pair = { identityType: z.nullish(field.text), identityValue: z.nullish(field.text) };

/** C4, with the pairs in `identityList` or a lone pair beside it (Q23). */
export const customerIdEndpoint = bodyEndpoint(
  z.object({
    identityList: z.nullish(z.array(z.object(pair, field.must('an object')), field.must('a list'))),
    ...pair,
  }),
  ({ store, identityTypes }, { identityList, identityType, identityValue }) => {
    const topLevel = { identityType, identityValue };
    const hasTopLevel = Boolean(identityType) || Boolean(identityValue);
    if (!identityList && !hasTopLevel) return refuse('E_FIELD', 'identityList is required');
    const normalised = normaliseIdentities(identityList ?? [topLevel], identityTypes);
    if (!normalised.ok) return normalised;
    if (identityList && hasTopLevel) {
      const lone = normaliseIdentities([topLevel], identityTypes);
      if (!lone.ok) return lone;
      if (!lone.identities.every((one) => normalised.identities.some((listed) => sameIdentity(listed, one))))
        return refuse('E_IDENTITY_LIST', 'identityType and identityValue contradict identityList');
    }
    // Q24: several owners: whom C2 would choose under the tenant's default strategies.
    const target = findTarget(
      {
        owner: (identity) => store.identities.owner(identity),
        uniqueIdentities: (customerId) => store.identities.ofCustomer(customerId),
      },
      identityTypes,
      {
        identities: normalised.identities,
        identityPriorityStrategy: 'system',
        targetCustomerStrategy: 'identityFirst',
      },
    );
    return target.kind === 'created' ? notFound : success(rawInteger(target.customerId));
  },
);
