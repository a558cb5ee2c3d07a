import { CdpError } from '../shared/cdp/cdp-error.ts';
import type { ProbeAnswer } from '../shared/breaker/receiver.ts';
import { describeError } from '../shared/log/log.ts';
import type { Cdp } from './cdp.ts';

/** Asks the CDP for a group that need not be there: a token is had, and nothing is changed or learnt of anybody. */
export async function probeCdp({ client }: Pick<Cdp, 'client'>): Promise<ProbeAnswer> {
  try {
    await client.customerGroupSimpleQuery('guiyi', 1, 1);
    return { answered: true };
  } catch (error) {
    // A -1 is an answer: the key may lack the permission to look for groups.
    if (error instanceof CdpError && error.kind === 'rejected') return { answered: true };
    const detail = error instanceof CdpError ? `${error.endpoint}: ${error.kind}` : describeError(error);
    return { answered: false, detail };
  }
}
