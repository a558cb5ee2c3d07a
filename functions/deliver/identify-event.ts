import type { Identification } from '../shared/change/identification.ts';
import type { SubjectItem } from '../shared/change/subject-item.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import { observeEvent, observeUnanswered } from './observe.ts';
import { endOfIgnored, type Outcome } from './outcome.ts';
import type { DeliveryPorts } from './ports.ts';
import type { Trace } from './trace.ts';

/** What the source makes of an event, with what the platform's API adds; or how the event ends. */
export async function identifyEvent(
  event: Envelope,
  subject: SubjectItem,
  trace: Trace,
  { identify, enrich, clock }: Pick<DeliveryPorts, 'identify' | 'enrich' | 'clock'>,
): Promise<Identification | { readonly ended: Outcome }> {
  const byItself = identify(event);
  if (!byItself) {
    const detail = 'no such connection, or of another source';
    return { ended: { outcome: 'dead-lettered', reason: 'unknown-connection', detail } };
  }
  const enriched = await enrich(event, byItself, subject);
  if (enriched.outcome === 'waiting') {
    const { detail, retryAfterSeconds } = enriched;
    return { ended: { outcome: 'waiting', reason: 'enrichment-waits', detail, retryAfterSeconds } };
  }
  const { identified, asked } = enriched;
  trace.asked.push(...asked);
  trace.cases.push(...observeUnanswered(asked, event, clock()));
  if (identified.outcome === 'changes') return identified;
  const { reason, detail, discarded = [] } = identified;
  trace.discarded.push(...discarded);
  if (reason !== 'needs-an-operator') return { ended: endOfIgnored(reason, detail) };
  trace.cases.push(observeEvent('privacy-request', event.type, event, clock()));
  return { ended: { outcome: 'dead-lettered', reason, detail } };
}
