import type { ObservedWebhook } from '../../functions/compose.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { BroughtRequests } from '../store/brought-requests.ts';
import type { LocalJournal } from '../store/journal.ts';
import type { RequestCounts } from '../store/request-counts.ts';
import { recordQueued } from './report.ts';

interface Records {
  readonly journal: LocalJournal;
  readonly requests: RequestCounts;
  readonly brought: BroughtRequests;
}

/** Writes down what a request brought, with the request, and counts one that brought nothing. */
export async function recordRequest(
  { journal, requests, brought }: Records,
  envelopes: readonly Envelope[],
  { connection = '', status, reason, headers, kept, at }: ObservedWebhook & { readonly at: number },
): Promise<void> {
  const recordBrought = async () => {
    await recordQueued(journal, envelopes, 'webhook', headers);
    if (envelopes.length > 0 && kept) await brought.keep(broughtBy(kept()), envelopes);
  };
  const outcome = status < 300 ? 'quarantined' : 'rejected';
  await Promise.all([
    recordBrought(),
    ...(reason === undefined ? [] : [requests.count({ connection, outcome, reason, at })]),
  ]);
}

function broughtBy({ method, headers, rawQuery, body }: ReturnType<NonNullable<ObservedWebhook['kept']>>) {
  const named = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { method, headers: Object.fromEntries(named), query: rawQuery, body };
}
