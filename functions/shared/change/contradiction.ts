import type { IdentityPair } from '../cdp/contract.ts';
import type { CdpConfig } from '../config/define-config.ts';
import type { KnownIdentity } from './plan.ts';

/** Of these a person has one in each scope: two in one scope are two people, whatever phone they share. */
const ONE_PER_SCOPE: ReadonlySet<string> = new Set([
  'wechat-openid',
  'wechat-unionid',
  'member-no',
  'wecom-external-userid',
  'taobao-ouid',
  'taobao-omid',
  'youzan-open-id',
  'doudian-open-id',
  'kuaishou-open-id',
]);

/**
 * Does what a customer holds say that this is another person than the one the event is about? A proved phone may have been
 * somebody else's before: the openid in the same app tells them apart.
 */
export function contradicts(
  held: readonly IdentityPair[],
  known: readonly KnownIdentity[],
  types: CdpConfig['identityTypes'],
): boolean {
  return known.some(({ identity, pair }) => {
    if (!ONE_PER_SCOPE.has(identity.kind) || identity.evidence.grade !== 'verified') return false;
    const scope = types[identity.kind]?.value === 'scoped' && identity.scope !== '' ? `${identity.scope}:` : '';
    const theirs = held.filter(
      ({ identityType, identityValue }) => identityType === pair.identityType && identityValue.startsWith(scope),
    );
    return theirs.length > 0 && theirs.every(({ identityValue }) => identityValue !== pair.identityValue);
  });
}
