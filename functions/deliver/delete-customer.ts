import { CdpError } from '../shared/cdp/cdp-error.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import type { Cdp } from './cdp.ts';
import type { CallRecord } from './make-calls.ts';

/**
 * Deletes, and looks whether it is done. Q07: a deletion whose answer was lost is never sent again. One that was refused
 * because somebody else was faster is done as well. @throws CdpError
 */
export async function deleteCustomer(
  customer: CustomerId,
  answer: string,
  { client }: Cdp,
  calls: CallRecord[],
): Promise<void> {
  try {
    await client.singleDelete(customer);
  } catch (error) {
    const mayBeGone =
      error instanceof CdpError && (error.kind === 'timeout' || error.kind === 'network' || error.kind === 'rejected');
    if (!mayBeGone || (await client.customerInfo(customer)) !== undefined) throw error;
    calls.push({ call: 'singleDelete', request: { customer }, answer });
    return;
  }
  if ((await client.customerInfo(customer)) !== undefined) {
    throw new CdpError('unavailable', { endpoint: 'singleDelete', message: 'the customer is still there' });
  }
  calls.push({ call: 'singleDelete', request: { customer }, answer });
}
