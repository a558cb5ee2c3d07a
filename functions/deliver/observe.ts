import type { CaseObservation, CaseType } from '../shared/cases/case.ts';
import { EVERY } from '../shared/cases/tally.ts';
import type { CandidateIdentity } from '../shared/change/candidate.ts';
import type { Asked } from '../shared/enrichment/enrich.ts';
import { digest } from '../shared/envelope/digest.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import { mask } from '../shared/identity/mask.ts';

/** A case about one value: the same value again is the same case. */
export function observe(
  type: CaseType,
  { identity, key }: Pick<CandidateIdentity, 'identity' | 'key'>,
  event: Envelope,
  now: number,
): CaseObservation {
  const example = `${identity.kind} ${mask(identity.kind, identity.value)} at ${identity.evidence.field}`;
  return { type, connection: event.connection, key, example, event: event.id, time: now };
}

/** One case a connection: it happens with many an event. */
export function observeEvery(type: CaseType, example: string, event: Envelope, now: number): CaseObservation {
  return { type, connection: event.connection, key: EVERY, example, event: event.id, time: now };
}

/** A case about the event itself. */
export function observeEvent(type: CaseType, example: string, event: Envelope, now: number): CaseObservation {
  const key = digest(event.source, event.id);
  return { type, connection: event.connection, key, example, event: event.id, time: now };
}

/** The APIs that did not answer: one case for each way to fail, however many events it concerns. */
export function observeUnanswered(
  asked: readonly Asked[],
  { connection, id }: Envelope,
  now: number,
): readonly CaseObservation[] {
  return asked.flatMap(({ outcome, api, reason = 'fault', code, detail = api }) =>
    outcome === 'failed'
      ? [
          {
            type: 'enrichment-failed',
            connection,
            key: digest(api, reason, String(code ?? '')),
            example: detail,
            event: id,
            time: now,
          },
        ]
      : [],
  );
}
