import { sortedByEvidence } from '../shared/change/candidate.ts';
import type { LiftSuppression, Suppress } from '../shared/change/customer-change.ts';
import type { SubjectItem } from '../shared/change/subject-item.ts';
import { hashesOfPair } from '../shared/identity/keyed-hash.ts';
import { lifted, suppressed } from '../shared/identity/marks.ts';
import type { EventContext } from './context.ts';
import { identitiesWithoutCode, type Outcome } from './outcome.ts';
import { readCandidates } from './read-candidates.ts';

/**
 * Marks a person's identities, and those of the customers whom their ids lead to, or takes the marks away: while they are there no event
 * about the person is used. The CDP is asked and not told. @throws CdpError, LedgerConflict
 */
export async function applySuppression(
  { kind, identities }: Suppress | LiftSuppression,
  context: EventContext,
): Promise<{ readonly subject: SubjectItem } | { readonly ended: Outcome }> {
  const { session, compat, calls, config, hashKey, time, subject } = context;
  const { candidates } = readCandidates(identities, context);
  if (candidates.length === 0) return { ended: identitiesWithoutCode(identities) };
  const { primary } = sortedByEvidence(candidates);
  const keys = new Set(candidates.map(({ key }) => key));
  const pairs = candidates.map(({ pair }) => pair);
  for (const candidate of primary.length > 0 ? primary : candidates) {
    const customer = await calls.ownerOf(candidate);
    const { identityList = [] } = (customer && (await calls.infoOf(customer))) ?? {};
    pairs.push(...identityList);
    for (const pair of identityList) for (const key of hashesOfPair(pair, config.cdp, hashKey)) keys.add(key);
  }
  await session.load({ identities: [...keys] });
  if (kind === 'suppress') await compat.forget(pairs, time);
  else await compat.screened({ gone: [], returned: candidates }, time);
  const change = kind === 'suppress' ? suppressed : lifted;
  for (const key of keys) {
    await session.identities.update(key, (item) => ({ ...item, marks: change(item.marks, time) }));
  }
  return { subject };
}
