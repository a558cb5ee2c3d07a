import type { Outcome } from './both-runs.ts';
import type { Options } from './options.ts';
import type { Ended } from './run.ts';

const number = (value: number) => value.toLocaleString('en');
const HOUR = 3_600_000;

/** What is not as it must be; empty: all is well. */
export function faultsIn({ clean, chaos, differences, poisoned }: Outcome): readonly string[] {
  const lettersOf = ({ deadLetters }: Ended) => JSON.stringify(deadLetters);
  const inLetters = Object.values(chaos.deadLetters).reduce((sum, count) => sum + count, 0);
  return [
    ...[clean, chaos].flatMap(({ lost }, index) =>
      lost.length > 0
        ? [
            `${lost.length} events were accepted and never ended, ${index === 0 ? 'without any failure' : 'in the storm'}`,
          ]
        : [],
    ),
    ...(clean.accepted === chaos.accepted ? [] : ['not every event was accepted in the end']),
    ...(differences.length > 0 ? [`${differences.length} customers are not as without the storm`] : []),
    ...(inLetters === poisoned ? [] : [`${inLetters} dead letters of ${poisoned} poisoned events`]),
    ...(lettersOf(clean) === lettersOf(chaos) ? [] : ['the dead letters have other reasons than without the storm']),
    ...('NO REASON' in chaos.deadLetters ? ['a dead letter has no reason'] : []),
    ...(clean.quarantined === chaos.quarantined ? [] : ['the quarantine is not as without the storm']),
  ];
}

/** The whole report, as lines. */
export function reportOf(outcome: Outcome, { events, seed }: Options, seconds: number): readonly string[] {
  const { acts, clean, chaos, failures, differences, poisoned, why } = outcome;
  const people = new Set(acts.map(({ person }) => person)).size;
  const row = (what: string, of: (ended: Ended) => number) =>
    `  ${what.padEnd(34)}${number(of(clean)).padStart(12)}${number(of(chaos)).padStart(12)}`;
  const kinds = ['lost', 'doubled', 'strangers', 'different', 'extra'] as const;
  const found = kinds.map((kind) => `${kind} ${differences.filter(({ what }) => what === kind).length}`);
  const letters = Object.entries(chaos.deadLetters).map(([reason, count]) => `${reason} ${number(count)}`);
  const faults = faultsIn(outcome);
  return [
    `Chaos: ${number(events)} events of ${number(people)} people, seed ${seed}, in ${seconds.toFixed(0)} s`,
    '',
    `  ${''.padEnd(34)}${'clean'.padStart(12)}${'storm'.padStart(12)}`,
    row('sent, repeats included', ({ sent }) => sent),
    row('accepted', ({ accepted }) => accepted),
    row('not accepted, sent again', ({ sentAgain }) => sentAgain),
    row('forged, rejected', ({ rejected }) => rejected),
    row('quarantined', ({ quarantined }) => quarantined),
    row('tries of delivery', ({ tries }) => tries),
    row('calls to the CDP', ({ calls }) => calls),
    row('customers at the end', ({ customers }) => customers.length),
    row('virtual hours', ({ lastedMs }) => Math.round(lastedMs / HOUR)),
    '',
    'How the tries of the storm ended:',
    ...tableOf(Object.entries(chaos.outcomes)),
    'What failed:',
    ...tableOf([...failures].toSorted(([one], [other]) => (one < other ? -1 : 1))),
    `Dead letters: ${letters.length === 0 ? 'none' : letters.join(', ')}; poisoned events put in: ${poisoned}`,
    `Against the clean run: ${found.join(', ')}; events without an end: ${chaos.lost.length}`,
    ...differences.slice(0, 20).map(({ what, identities, detail }) => `  ${what}: ${identities.join(', ')}: ${detail}`),
    ...chaos.lost.slice(0, 20).map((name) => `  without an end: ${name}`),
    ...(why.length === 0 ? [] : ['What became of the first of them, in the storm:', ...why.map((line) => `  ${line}`)]),
    faults.length === 0 ? 'All is as without the storm.' : `NOT AS IT MUST BE: ${faults.join('; ')}.`,
  ];
}

function tableOf(rows: readonly (readonly [what: string, count: number])[]): readonly string[] {
  return [...rows.map(([what, count]) => `  ${what.padEnd(46)}${number(count).padStart(12)}`), ''];
}
