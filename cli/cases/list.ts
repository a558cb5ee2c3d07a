import { type CaseDetails, caseDetails, cases, type CaseView } from '../../operations/cases.ts';
import { findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { hint } from '../hint.ts';
import { pairLines } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import type { OperatorOptions } from '../why.ts';

/** What a person should look at, the newest first. @throws CommandError */
export async function listCases(
  { stdout }: Terminal,
  { json, decided, ...where }: OperatorOptions & { readonly decided: boolean },
): Promise<number> {
  const desk = await findDesk(where);
  const found = cases.parse(await desk.ask(`/api/cases${decided ? '?which=decided' : ''}`));
  if (json) {
    stdout.write(`${JSON.stringify(found)}\n`);
    return exitCodes.done;
  }
  if (found.length === 0) stdout.write('no cases\n');
  for (const one of found) stdout.write(`${caseLines(one).join('\n')}\n`);
  return exitCodes.done;
}

function caseLines({ id, type, connection, count, first, last, examples, decided }: CaseView): readonly string[] {
  return [
    `${id}  ${type}  ${connection}  ${count}×, ${time(first)} to ${time(last)}`,
    ...(decided ? [`    ${decided.decision} by ${decided.by}, ${time(decided.at)}: ${decided.note}`] : []),
    ...examples.map(({ example, event }) => `    ${example}  (event ${event})`),
  ];
}

const says: Readonly<Record<CaseDetails['customers'][number]['says'], string>> = {
  owner: 'has it in the CDP',
  proved: 'has proved it',
  typed: 'has typed it',
  event: 'of an event of the case',
};

/** One case, with both sides. @throws CommandError */
export async function showCase({ stdout }: Terminal, id: string, { json, ...where }: OperatorOptions): Promise<number> {
  const desk = await findDesk(where);
  const found = caseDetails.parse(await desk.ask(`/api/cases/${encodeURIComponent(id)}`));
  if (json) {
    stdout.write(`${JSON.stringify(found)}\n`);
    return exitCodes.done;
  }
  const { decisions } = found;
  const decide = decisions.map((one) => `  ${hint(`cases decide ${id} --as ${one} --note "…"`, where)}`);
  const lines = [
    ...caseLines(found),
    ...pairLines(
      found.customers.map((side) => [`customer ${side.id}`, says[side.says]] as const),
      '    ',
    ),
    ...(decisions.length > 0 ? ['to decide it:', ...decide] : []),
  ];
  stdout.write(`${lines.join('\n')}\n`);
  return exitCodes.done;
}

function time(unixMs: number): string {
  return new Date(unixMs).toISOString();
}
