import { rawInteger } from '../../functions/shared/json/lossless.ts';
import { success } from '../protocol/message.ts';
import { decline } from '../declined.ts';
import { normaliseIdentities } from '../resolution/normalise.ts';
import { defaultStrategy } from './create-customer.ts';
import { documentedEndpoint } from './endpoint.ts';
import { explain, upsertCustomer } from './upsert-customer.ts';

/** C1: one customer by one identity, the mobile number. Q12: its owner is updated, or in the way. */
export const addCustomerEndpoint = documentedEndpoint('customerAdd', (tenant, sent, { headers }) => {
  const { store, switches } = tenant;
  if (sent.mobile.trim() === '') return decline('E_FIELD', 'mobile must not be empty');
  const pair = { identityType: 'mobile', identityValue: sent.mobile };
  const identities = normaliseIdentities([pair], store.identityTypes.known, switches);
  // The pair is none of the caller's: what is wrong is the mobile.
  if (!identities.ok) return decline(identities.code, identities.message.replace(/^identityList\S*/, 'mobile'));
  if (switches.addExistingMobile === 'refuse' && identities.identities.some((one) => store.identities.owner(one)))
    return decline('E_CUSTOMER_EXISTS', 'mobile is the identity of a customer');
  const { name, mobile, mobileVerified, groupId, ...profile } = sent;
  const outcome = upsertCustomer(tenant, {
    ...defaultStrategy,
    identities,
    fields: { name, mobile: mobile.trim(), mobileVerified, profile },
    groupId: groupId ?? undefined,
    requestId: headers['x-request-id'],
  });
  return outcome.ok ? success(rawInteger(outcome.customerId), explain(outcome)) : outcome;
});
