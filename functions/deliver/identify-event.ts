import type { CustomerChange } from '../shared/change/customer-change.ts';
import type { Identification } from '../shared/change/identification.ts';
import type { SubjectItem } from '../shared/change/subject-item.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import { decisionIn, isDecision } from './decide.ts';
import type { Decide } from './decision-change.ts';
import { observeUnanswered } from './observe.ts';
import { endOfIgnored, impossible, type Outcome } from './outcome.ts';
import type { DeliveryPorts } from './ports.ts';
import { keepForOfficer, readPrivacyRequest } from './privacy-request.ts';
import type { Trace } from './trace.ts';

export interface IdentifiedEvent extends Identification {
  /** The event is what a person has decided about a case. */
  readonly decide?: Decide;
  /** The request that is carried out by it, whose changes these are. */
  readonly request?: Envelope;
}

type IdentifyPorts = Pick<DeliveryPorts, 'identify' | 'enrich' | 'clock' | 'archive' | 'cases'>;

/** What the source makes of an event, with what the platform's API adds; or how the event ends. */
export async function identifyEvent(
  event: Envelope,
  subject: SubjectItem,
  trace: Trace,
  ports: IdentifyPorts,
): Promise<IdentifiedEvent | { readonly ended: Outcome }> {
  if (isDecision(event)) return identifyDecision(event, ports);
  const { identify, enrich, clock } = ports;
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
  const request = { type: 'privacy-request', example: event.type, reason, detail } as const;
  return { ended: await keepForOfficer(event, request, { ...ports, trace }) };
}

/**
 * What a person has decided. A request that is to be carried out is read as it is understood today; who must be forgotten goes, whoever else
 * knows them.
 */
async function identifyDecision(
  event: Envelope,
  { archive, identify }: IdentifyPorts,
): Promise<IdentifiedEvent | { readonly ended: Outcome }> {
  const decide = decisionIn(event);
  if (!decide) return { ended: impossible('the decision cannot be read') };
  const request = decide.decision === 'carry-out' ? await readPrivacyRequest(decide.about, archive) : undefined;
  const asked = request && identify(request);
  const changes = (asked?.outcome === 'changes' ? asked.changes : []).map((change): CustomerChange =>
    change.kind === 'erase' ? { kind: 'erase', identities: change.identities, everywhere: true } : change,
  );
  return { outcome: 'changes', changes, decide, ...(request && { request }) };
}
