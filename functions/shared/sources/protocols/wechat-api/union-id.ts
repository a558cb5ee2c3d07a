import { type Found, onlyUpsert } from '../../../enrichment/found.ts';
import type { Identified } from '../../../enrichment/enricher.ts';
import type { Identity, IdentityKind } from '../../../identity/identity.ts';
import { platformId } from '../../../identity/platform-id.ts';
import { openPlatform, scoped } from '../../../identity/scoped.ts';
import type { Json } from '../../../json/lossless.ts';
import { discard } from '../../../identity/discard.ts';

/**
 * The ids of a kind that an event proves and of whose person it says no unionid. After an unfollow WeChat says nothing any more; of
 * an id that was only claimed, an answer would prove the wrong thing.
 */
export function provedWithoutUnionId(identified: Identified, kind: IdentityKind): readonly Identity[] {
  const change = onlyUpsert(identified);
  if (!change || change.triggers.includes('unfollow')) return [];
  if (change.identities.some((identity) => identity.kind === 'wechat-unionid')) return [];
  return change.identities.filter((identity) => identity.kind === kind && identity.evidence.grade === 'verified');
}

/** A unionid in an answer. WeChat's own API gives it: it is verified. @param field `cgi-bin/user/info#unionid` */
export function unionIdFound(field: string, value: Json | undefined, scope: string): Found {
  // Seen with a blank before it.
  const trimmed = typeof value === 'string' ? value.trim() : value;
  const id = platformId('wechat-unionid', trimmed);
  if (!id.ok) {
    return { identities: [], profile: {}, discarded: discard('wechat-unionid', field, trimmed, id.reason) };
  }
  const identity = scoped('wechat-unionid', openPlatform(scope), id.value, { grade: 'verified', field });
  return { identities: [identity], profile: { unionId: id.value }, discarded: [] };
}

export const nothingFound: Found = { identities: [], profile: {}, discarded: [] };
