import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { Identification, Ignored } from '../../functions/shared/sources/source.ts';

/** An event and what it says. */
export interface EventStatement {
  readonly event: Envelope;
  readonly outcome: Identification | Ignored;
}

/** What comes of a body, read and judged; undefined when nobody can read it. */
export type StatementReader = (body: string) => readonly EventStatement[] | undefined;

/** Everything but the values: two bodies of one shape say the same, of two people perhaps. */
export function shapeOf(all: readonly EventStatement[]): string {
  return JSON.stringify(
    all.map(({ event, outcome }) => ({
      type: event.type,
      hasSubject: event.subject !== undefined,
      hasOrder: event.partitionkey !== undefined,
      time: event.time,
      outcome:
        outcome.outcome === 'ignored'
          ? [outcome.reason, discardedOf(outcome.discarded)]
          : outcome.changes.map(shapeOfChange),
    })),
  );
}

function shapeOfChange(change: Identification['changes'][number]): readonly unknown[] {
  const identities = change.identities.map(({ kind, scope, evidence }) => [
    kind,
    scope !== '',
    evidence.grade,
    evidence.basis,
    evidence.field,
  ]);
  if (change.kind !== 'upsert') return [change.kind, identities];
  const { profile, triggers, act, nameFrom, discarded } = change;
  const fields = [Object.keys(profile), profile.emailVerified, nameFrom];
  return [change.kind, identities, ...fields, triggers, act?.kind, act?.created !== undefined, discardedOf(discarded)];
}

function discardedOf(discarded: Ignored['discarded'] = []): readonly unknown[] {
  return discarded.map(({ kind, field, reason }) => [kind, field, reason]);
}
