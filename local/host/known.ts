import type { Identity } from '../../functions/shared/identity/identity.ts';
import { identityHash } from '../../functions/shared/identity/keyed-hash.ts';
import { toPair } from '../../functions/shared/identity/to-pair.ts';
import type { Host } from './host.ts';

export type KnownAsked = Pick<Identity, 'kind' | 'scope' | 'value'>;

/** Whether the CDP, the journal or the list of who is blocked knows somebody by this identity. @throws CdpError */
export async function isKnown(
  { kind, scope, value }: KnownAsked,
  {
    config,
    cdp,
    journal,
    suppressions,
    hashKey,
  }: Pick<Host, 'config' | 'cdp' | 'journal' | 'suppressions' | 'hashKey'>,
): Promise<boolean> {
  if (journal.findBy({ kind, scope, key: value }, 1).length > 0) return true;
  if (suppressions.find(`i:${identityHash({ kind, scope, value }, config.cdp, hashKey)}`)) return true;
  const identity: Identity = { kind, scope, value, evidence: { grade: 'verified', field: 'asked' } };
  const pair = toPair(identity, config.cdp.identityTypes, config.cdp.foreignMobile);
  return pair !== undefined && (await cdp.client.getCustomerIdByIdentityList([pair])) !== undefined;
}
