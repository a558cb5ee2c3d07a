import * as z from 'zod/mini';
import { contract } from '../../functions/shared/cdp/contract/contract.ts';
import { listField, objectField, textField } from '../../functions/shared/cdp/contract/vocabulary.ts';
import { rawInteger } from '../../functions/shared/json/lossless.ts';
import { headerList, success, type Answer } from '../protocol/message.ts';
import { decline } from '../declined.ts';
import { sameIdentity, type Identity } from '../resolution/identity.ts';
import { normaliseIdentities } from '../resolution/normalise.ts';
import { findTarget } from '../resolution/resolve.ts';
import type { Tenant } from '../tenant.ts';
import { locateCustomer, nobody } from './customer-id.ts';
import { customerDetails } from './customer-view.ts';
import { documentedEndpoint, lenientEndpoint } from './endpoint.ts';
import { lookupsOf } from './resolution-state.ts';

/** C3 */
export const customerInfoEndpoint = documentedEndpoint('customerInfo', (tenant, { customerId }) => {
  const located = locateCustomer(tenant, customerId);
  if (!located.ok) return nobody(tenant, located);
  return success(customerDetails(tenant, located.id), located.headers);
});

/** Q13: either both or neither; which, the list as a whole decides. */
const sentPair = { identityType: z.nullish(textField), identityValue: z.nullish(textField) };

const identityQuestion = z.extend(contract.getCustomerIdByIdentityList.request, {
  identityList: z.nullish(listField(objectField(sentPair))),
});

/** C4, with the pairs in `identityList` or a lone pair beside it (Q23). */
export const customerIdEndpoint = lenientEndpoint(
  'getCustomerIdByIdentityList',
  () => identityQuestion,
  (tenant, { identityList, identityType, identityValue }) => {
    const { store, switches } = tenant;
    const normalise = (pairs: Parameters<typeof normaliseIdentities>[0]) =>
      normaliseIdentities(pairs, store.identityTypes.known, switches);
    const topLevel = { identityType, identityValue };
    const hasTopLevel = Boolean(identityType) || Boolean(identityValue);
    if (!identityList && !hasTopLevel) return decline('E_FIELD', 'identityList is required');
    const normalised = normalise(identityList ?? [topLevel]);
    if (!normalised.ok) return normalised;
    if (identityList && hasTopLevel) {
      const lone = normalise([topLevel]);
      if (!lone.ok) return lone;
      if (!lone.identities.every((one) => normalised.identities.some((listed) => sameIdentity(listed, one))))
        return decline('E_IDENTITY_LIST', 'identityType and identityValue contradict identityList');
    }
    return answerTarget(tenant, normalised.identities, rawInteger);
  },
);

/** C5. Q22: the data of C3, not the id, whatever the path says. */
export const customerByIdentityEndpoint = documentedEndpoint('getCustomerIdByCustomerIdentity', (tenant, pair) => {
  const normalised = normaliseIdentities([pair], tenant.store.identityTypes.known, tenant.switches);
  if (!normalised.ok) return normalised;
  return answerTarget(tenant, normalised.identities, (id) => customerDetails(tenant, id));
});

/** Q24: of several owners, whom C2 would choose under the tenant's default strategies, or the first that there is. */
function answerTarget(tenant: Tenant, identities: readonly Identity[], dataOf: (id: string) => unknown): Answer {
  const target = findTarget(lookupsOf(tenant), tenant.store.identityTypes.known, {
    identities,
    identityPriorityStrategy: 'system',
    targetCustomerStrategy: tenant.switches.listLookUp === 'any-owner' ? 'customerFirst' : 'identityFirst',
  });
  if (target.kind === 'created')
    return nobody(tenant, decline('E_CUSTOMER_NOT_FOUND', 'no customer has any of the identities'));
  return success(dataOf(target.customerId), { 'x-sandbox-target': `found-by:${headerList([target.by.type])}` });
}
