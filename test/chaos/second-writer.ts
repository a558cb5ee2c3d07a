import * as z from 'zod/mini';
import { deliveryClient } from '../../functions/shared/cdp/delivery-client.ts';
import { messagePatterns } from '../../functions/shared/cdp/message-patterns.ts';
import type { Transport } from '../../functions/shared/cdp/transport.ts';
import { parseJson } from '../../functions/shared/json/lossless.ts';
import type { SecondWrite } from './acts.ts';

const issued = z.object({ data: z.object({ token: z.string() }) });

export type SecondWriter = (write: SecondWrite) => Promise<void>;

/**
 * Another system at the CDP, with a token of its own. It deletes, merges and makes anew, and invents nothing: the end does not depend on
 * whether it comes before our events or after them.
 */
export function secondWriter(
  transport: Transport,
  credentials: object,
  nameOf: (customer: string) => string,
): SecondWriter {
  const client = deliveryClient({
    transport,
    token: {
      async current() {
        const headers = { 'content-type': 'application/json' };
        const body = JSON.stringify(credentials);
        const { text } = await transport({ endpoint: 'token', method: 'POST', path: '/sandbox/token', headers, body });
        return issued.parse(parseJson(text)).data.token;
      },
      reject: () => undefined,
    },
    patterns: messagePatterns({}),
    strategyPlacement: 'both',
  });
  const strategies = {
    identityPriorityStrategy: 'custom',
    targetCustomerStrategy: 'identityFirst',
    autoMerge: true,
  } as const;

  const makeAnew = async (list: readonly { identityType: string; identityValue: string }[]) => {
    const old = await client.getCustomerIdByIdentityList(list);
    const known = old && (await client.customerInfo(old));
    if (!old || !known) return;
    const name = nameOf(old);
    const groups = await client.getGroupsByCustomerId(old);
    await client.singleDelete(old);
    const made = await client.createCustomerByIdentity({
      email: '',
      emailVerified: 0,
      gender: 0,
      ...known.fields,
      identityList: known.identityList,
      ...strategies,
    });
    if (name !== '') await client.updateCustomerAttr(made, 'name', name);
    if (groups.length > 0)
      await client.customerAddGroups(
        made,
        groups.map(({ id }) => id),
      );
  };

  return async ({ what, identities }) => {
    const list = identities.map((pair) => {
      const mark = pair.indexOf('=');
      return { identityType: pair.slice(0, mark), identityValue: pair.slice(mark + 1) };
    });
    if (what === 'make-anew') await makeAnew(list);
    else
      await client.createCustomerByIdentity({
        email: '',
        emailVerified: 0,
        gender: 0,
        identityList: list,
        ...strategies,
      });
  };
}
