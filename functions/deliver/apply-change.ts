import type { CustomerChange, Erase } from '../shared/change/customer-change.ts';
import type { SubjectItem } from '../shared/change/subject-item.ts';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import type { EventContext } from './context.ts';
import { applyErase } from './erase.ts';
import type { Outcome } from './outcome.ts';
import { keepForOfficer } from './privacy-request.ts';
import { applySuppression } from './suppress.ts';
import { applyUpsert } from './upsert.ts';

/** What a change has led to: what to remember of the subject, or how the event has ended. */
export type Applied = { readonly subject: SubjectItem } | { readonly ended: Outcome };

/** Carries out one change of an event. @throws CdpError, OutOfTime, LedgerConflict */
export async function applyChange(change: CustomerChange, context: EventContext): Promise<Applied> {
  for (const identity of change.identities) context.trace.identity(identity);
  if (change.kind === 'upsert') return applyUpsert(change, context);
  if (change.kind !== 'erase') return applySuppression(change, context);
  const { event, subject, config } = context;
  const detail = personDecides(change, event, subject, config);
  if (detail === undefined) return applyErase(change, context);
  const request = { type: 'privacy-request', example: event.type, reason: 'needs-an-operator', detail } as const;
  return { ended: await keepForOfficer(event, request, context) };
}

/** Whoever stops following may count as asking to be forgotten, if the brand says so; whoever has come back since does not. */
export function byPolicy(
  change: CustomerChange,
  time: number,
  { returned }: SubjectItem,
  { privacy }: GuiyiConfig,
): CustomerChange {
  const leaves = change.kind === 'upsert' && change.triggers.includes('unfollow');
  if (!leaves || privacy?.onUnfollow !== 'erase' || (returned ?? -Infinity) > time) return change;
  return { kind: 'erase', identities: change.identities };
}

/** Why an erase that nobody has asked us for is not carried out by itself. */
function personDecides(
  { cancelled, record }: Erase,
  { time }: Envelope,
  subject: SubjectItem,
  { privacy }: GuiyiConfig,
): string | undefined {
  if (cancelled && privacy?.onAuthorisationCancelled === 'case')
    return 'privacy.onAuthorisationCancelled says that a person decides';
  const isOld = record && Date.parse(time) < (subject.record?.time ?? -Infinity);
  return isOld ? 'a newer state of the platform’s record says that the person is there' : undefined;
}
