import { cdpClient } from '../../functions/shared/cdp/client/client.ts';
import { exchangedToken } from '../../functions/shared/cdp/token-exchange.ts';
import { fetchTransport } from '../../functions/shared/cdp/transport.ts';

/** Puts those of three members who have a birthday into a group of their own. */
export async function groupBirthdays(baseUrl: string, appKey: string, secret: string): Promise<number> {
  const transport = fetchTransport(baseUrl, 10);
  const cdp = cdpClient({ transport, token: exchangedToken(transport, { appKey, secret }) });

  const groupId = await cdp.addSingleGroup({ name: 'Birthday' });
  let found = 0;
  for (const identityValue of ['M-1', 'M-2', 'M-3']) {
    const identityList = [{ identityType: 'member-no', identityValue }];
    const customerId = await cdp.getCustomerIdByIdentityList({ identityList });
    const customer = customerId && (await cdp.customerInfo({ customerId }));
    if (!customerId || !customer?.birthday) continue;
    await cdp.customerAddGroups({ customerId, customerGroupIdList: [groupId] });
    found += 1;
  }
  return found;
}
