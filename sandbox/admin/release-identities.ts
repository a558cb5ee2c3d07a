import * as z from 'zod/mini';
import { customerIdField } from '../../functions/shared/cdp/contract/vocabulary.ts';
import { decline } from '../declined.ts';
import { bodyEndpoint } from '../endpoints/endpoint.ts';
import { success } from '../protocol/message.ts';
import { identityName } from '../resolution/identity.ts';

const pair = z.object({ identityType: z.string(), identityValue: z.string() });

/**
 * `POST /sandbox/identities/release {"customerId", "identityList"}`: takes identities from a customer, as somebody does it by hand in a
 * tenant: the API has no call for it. They are nobody's then.
 */
export const releaseOrder = bodyEndpoint(
  z.object({ customerId: customerIdField, identityList: z.array(pair).check(z.minLength(1)) }),
  ({ store }, { customerId, identityList }) =>
    store.transact(() => {
      const { customers, identities, identityTypes, merges } = store;
      const row = customers.row(customerId);
      if (row === undefined) return decline('E_CUSTOMER_NOT_FOUND', 'customerId is the id of no live customer');
      const released = identityList.map(({ identityType: type, identityValue: value }) => ({ type, value }));
      const strange = released.findIndex((identity) => identities.owner(identity) !== customerId);
      if (strange >= 0)
        return decline('E_IDENTITY_LIST', `identityList[${strange}] is not an identity of the customer`);
      const names = new Set(released.map(identityName));
      const kept = identities.ofCustomer(customerId).filter((identity) => !names.has(identityName(identity)));
      customers.write(customerId, { ...row, identities: identityTypes.writeList(kept) });
      for (const identity of released) identities.release(identity);
      // What they came with cannot be given back any more.
      merges.close(customerId);
      return success({ released: released.length });
    }),
);
