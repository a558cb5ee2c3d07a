import { type Language, languageOf } from '../../functions/shared/text/language.ts';
import { type CaseDetails, caseDetails, cases, type CaseView } from '../../operations/cases.ts';
import { answered } from '../../operations/chinese/answers.ts';
import { askFor } from '../ask-for.ts';
import { findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { hint } from '../hint.ts';
import { pairLines } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import type { OperatorOptions } from '../why.ts';

type Says = CaseDetails['customers'][number]['says'];

interface CaseWords {
  readonly none: string;
  readonly span: (first: string, last: string) => string;
  readonly decided: (decision: string, by: string, at: string, note: string) => string;
  readonly example: (example: string, event: string) => string;
  readonly customer: string;
  readonly says: Readonly<Record<Says, string>>;
  readonly decide: string;
  readonly separate: string;
}

const WORDS: Readonly<Record<Language, CaseWords>> = {
  en: {
    none: 'no cases',
    span: (first, last) => `, ${first} to ${last}`,
    decided: (decision, by, at, note) => `${decision} by ${by}, ${at}: ${note}`,
    example: (example, event) => `${example}  (event ${event})`,
    customer: 'customer',
    says: {
      owner: 'has it in the CDP',
      proved: 'has proved it',
      typed: 'has typed it',
      event: 'of an event of the case',
    },
    decide: 'to decide it:',
    separate: 'if the customer is two people:',
  },
  zh: {
    none: '没有待处理事项',
    span: (first, last) => `，${first} 至 ${last}`,
    decided: (decision, by, at, note) => `${decision}，由 ${by} 于 ${at} 判定：${note}`,
    example: (example, event) => `${example}  （事件 ${event}）`,
    customer: '客户',
    says: { owner: '在 CDP 中持有', proved: '验证过', typed: '填写过', event: '来自该事项的事件' },
    decide: '判定：',
    separate: '如果该客户其实是两个人：',
  },
};

/** What a person should look at, the newest first. @throws CommandError */
export async function listCases(
  { stdout, env }: Terminal,
  { json, decided, ...where }: OperatorOptions & { readonly decided: boolean },
): Promise<number> {
  const desk = await findDesk(where);
  const found = cases.parse(await desk.ask(`/api/cases${decided ? '?which=decided' : ''}`));
  if (json) {
    stdout.write(`${JSON.stringify(found)}\n`);
    return exitCodes.done;
  }
  const language = languageOf(env);
  if (found.length === 0) stdout.write(`${WORDS[language].none}\n`);
  for (const one of found) stdout.write(`${caseLines(one, language).join('\n')}\n`);
  return exitCodes.done;
}

function caseLines(one: CaseView, language: Language): readonly string[] {
  const { id, type, connection, count, first, last, examples, decided } = one;
  const words = WORDS[language];
  return [
    `${id}  ${type}  ${connection}  ${count}×${words.span(time(first), time(last))}`,
    ...(decided ? [`    ${words.decided(decided.decision, decided.by, time(decided.at), decided.note)}`] : []),
    ...examples.map(({ example, event }) => `    ${words.example(answered(example)[language], event)}`),
  ];
}

/** One case, with both sides. @throws CommandError */
export async function showCase(
  { stdout, env }: Terminal,
  id: string,
  { json, ...where }: OperatorOptions,
): Promise<number> {
  const desk = await findDesk(where);
  const found = caseDetails.parse(
    await askFor(desk, `/api/cases/${encodeURIComponent(id)}`, hint('cases list', where)),
  );
  if (json) {
    stdout.write(`${JSON.stringify(found)}\n`);
    return exitCodes.done;
  }
  const { decisions } = found;
  const isOfOne = !found.decided && found.customers.length === 1;
  const language = languageOf(env);
  const words = WORDS[language];
  const decide = decisions.map((one) => `  ${hint(`cases decide ${id} --as ${one} --note "…"`, where)}`);
  const lines = [
    ...caseLines(found, language),
    ...pairLines(
      found.customers.map((side) => [`${words.customer} ${side.id}`, words.says[side.says]] as const),
      '    ',
    ),
    ...(decisions.length > 0 ? [words.decide, ...decide] : []),
    ...(isOfOne ? [words.separate, `  ${hint(`undo plan ${id}`, where)}`] : []),
  ];
  stdout.write(`${lines.join('\n')}\n`);
  return exitCodes.done;
}

function time(unixMs: number): string {
  return new Date(unixMs).toISOString();
}
