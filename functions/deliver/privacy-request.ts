import type { CaseName, CaseType } from '../shared/cases/case.ts';
import { isPrivacyCase } from '../shared/cases/decision.ts';
import { parseEnvelope } from '../shared/envelope/codec.ts';
import { digest } from '../shared/envelope/digest.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import type { ReasonCode } from '../shared/reasons/reasons.ts';
import type { Archive, Cases, Clock } from '../shared/ports/ports.ts';
import { observeEvent } from './observe.ts';
import type { Outcome } from './outcome.ts';
import type { Trace } from './trace.ts';

/** Where the request of a case is kept until a person has decided it. */
export function requestKey({ key }: Pick<CaseName, 'key'>): string {
  return `privacy/${key}.json`;
}

interface KeepingPorts {
  readonly archive: Archive;
  readonly cases: Cases;
  readonly trace: Trace;
  readonly clock: Clock;
}

/**
 * A request about somebody's data that a person answers, in a time that the law sets: it is kept, and a case of its own, and no failure
 * that waits among the dead letters. @throws PortError
 */
export async function keepForOfficer(
  event: Envelope,
  request: {
    readonly type: Extract<CaseType, 'privacy-request' | 'erase-needs-decision'>;
    /** For the operator's eye. */
    readonly example: string;
    readonly reason: ReasonCode;
    readonly detail: string;
  },
  { archive, cases, trace, clock }: KeepingPorts,
): Promise<Outcome> {
  const { type, example, reason, detail } = request;
  const key = digest(event.source, event.id);
  await archive.put(requestKey({ key }), Buffer.from(JSON.stringify(event)));
  const observation = observeEvent(type, example, event, clock());
  // It is nowhere else: what is done is done only once the list has it.
  await cases.report([observation]);
  trace.cases.push(observation);
  return { outcome: 'ignored', reason, detail };
}

/** Undefined where it is not kept any more. @throws PortError */
export async function readPrivacyRequest(about: CaseName, archive: Archive): Promise<Envelope | undefined> {
  const bytes = await archive.get(requestKey(about));
  const parsed = bytes && parseEnvelope(Buffer.from(bytes).toString());
  return parsed?.ok ? parsed.envelope : undefined;
}

/** What was decided need not be kept. @throws PortError */
export async function forgetRequest(about: CaseName, archive: Archive): Promise<void> {
  if (isPrivacyCase(about)) await archive.remove(requestKey(about));
}
