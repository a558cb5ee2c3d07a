import type { ObservedWebhook } from '../../functions/compose.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { LocalJournal } from '../store/journal.ts';
import type { RequestCounts } from '../store/request-counts.ts';
import { recordQueued } from './report.ts';

/** Writes down what a request brought, and counts one that brought nothing. */
export async function recordRequest(
  journal: LocalJournal,
  counts: RequestCounts,
  envelopes: readonly Envelope[],
  { connection = '', status, reason, headers, at }: ObservedWebhook & { readonly at: number },
): Promise<void> {
  const outcome = status < 300 ? 'quarantined' : 'rejected';
  await Promise.all([
    recordQueued(journal, envelopes, 'webhook', headers),
    ...(reason === undefined ? [] : [counts.count({ connection, outcome, reason, at })]),
  ]);
}
