import { inspect } from 'node:util';
import { tableLines } from '../table.ts';
import type { ProbeFinding } from './interview.ts';
import type { ProbeReport } from './report.ts';

/** What is said while the probe goes on. */
export function findingLine({ topic, value }: ProbeFinding): string {
  return `${topic}: ${String(value)}`;
}

/** The report for a person: what was decided, what follows, what is left. @param out where it was written as a file */
export function reportLines(report: ProbeReport, out: string | undefined): readonly string[] {
  const { findings, cdp, switches, left, end, run, wrote } = report;
  const decided = findings.filter(({ value }) => value !== 'undecided');
  const open = findings.filter(({ value }) => value === 'undecided');
  return [
    ...(end.kind === 'stopped' ? ['Stopped before the end.', ''] : []),
    ...(end.kind === 'ended' ? [`Ended early: ${end.why}.`, ''] : []),
    ...tableLines(
      ['question', 'answer', 'because'],
      decided.map(({ topic, value, evidence }) => [topic, String(value), evidence]),
    ),
    '',
    `Undecided, ${open.length}:`,
    ...openLines(open),
    '',
    'For cdp in guiyi.config.ts:',
    ...inspect(cdp, { depth: null, breakLength: 100 })
      .split('\n')
      .map((line) => `  ${line}`),
    '',
    out === undefined
      ? `For the sandbox, ${Object.keys(switches).length} switches: say --out <file>, then npx guiyi sandbox --switches <file>.`
      : `Written to ${out}; a sandbox that behaves alike: npx guiyi sandbox --switches ${out}`,
    ...(wrote && left.length === 0 ? [`Everything that carried the mark ${run} is removed.`] : []),
    ...(left.length > 0 ? [`NOT everything is removed, ${left.length}: look for ${run}.`] : []),
  ];
}

/** By reason, for most have the same. */
function openLines(open: readonly ProbeFinding[]): readonly string[] {
  const byReason = Map.groupBy(open, ({ evidence }) => evidence);
  return [...byReason].flatMap(([reason, findings]) => [
    `  ${findings.map(({ topic }) => topic).join(', ')}`,
    `      ${reason}`,
  ]);
}

/** What the sandbox takes as --switches, with the client's settings beside it. */
export function fileText({ switches, cdp, findings }: ProbeReport): string {
  const undecided = findings.filter(({ value }) => value === 'undecided').map(({ topic }) => topic);
  return `${JSON.stringify({ switches, cdp, undecided }, undefined, 2)}\n`;
}
