import { counted } from '../../functions/shared/text/counted.ts';
import { type Language, languageOf } from '../../functions/shared/text/language.ts';
import {
  privacyRequestList,
  privacyRequestView,
  type PrivacyRequestView,
} from '../../operations/privacy-request-view.ts';
import { askFor } from '../ask-for.ts';
import { findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { hint } from '../hint.ts';
import { pairLines, tableLines } from '../table.ts';
import { answered } from '../../operations/chinese/answers.ts';
import { labelsIn } from '../language/labels.ts';
import type { Terminal } from '../terminal.ts';
import type { OperatorOptions } from '../why.ts';

const DAY_MS = 24 * 3_600_000;

/** @throws CommandError */
export async function listRequests(
  { stdout, env }: Terminal,
  { json, decided, ...where }: OperatorOptions & { readonly decided: boolean },
): Promise<number> {
  const desk = await findDesk(where);
  const path = `/api/privacy-requests${decided ? '?which=decided' : ''}`;
  const { requests } = privacyRequestList.parse(await desk.ask(path));
  if (json) {
    stdout.write(`${JSON.stringify(requests)}\n`);
    return exitCodes.done;
  }
  const language = languageOf(env);
  const words = WORDS[language];
  const rows = requests.map((one) => [one.id, whenOf(one, words), one.connection, one.about, one.received]);
  const head = (['request', decided ? 'decided' : 'due', 'connection', 'about', 'received'] as const).map(
    labelsIn(language),
  );
  stdout.write(requests.length === 0 ? `${words.none}\n` : `${tableLines(head, rows).join('\n')}\n`);
  return exitCodes.done;
}

const WORDS = {
  en: {
    none: 'no requests',
    decided: (decision: string, by: string) => `${decision} by ${by}`,
    overdue: (day: string) => `overdue since ${day}`,
    due: (day: string, days: number) => `${day}, in ${counted(days, 'day')}`,
    of: (id: string, type: string, connection: string) => `${id}, ${type} of ${connection}`,
    rule: (due: string, rule: string, isOverdue: boolean) => `${due} (${rule})${isOverdue ? ', OVERDUE' : ''}`,
    decision: (decision: string, by: string, at: string, note: string) => `${decision} by ${by}, ${at}: ${note}`,
    decide: 'to decide it:',
  },
  zh: {
    none: '没有请求',
    decided: (decision: string, by: string) => `${decision}，由 ${by} 决定`,
    overdue: (day: string) => `已于 ${day} 逾期`,
    due: (day: string, days: number) => `${day}，还有 ${days} 天`,
    of: (id: string, type: string, connection: string) => `${id}，${type}，连接 ${connection}`,
    rule: (due: string, rule: string, isOverdue: boolean) => `${due}（${rule}）${isOverdue ? '，已逾期' : ''}`,
    decision: (decision: string, by: string, at: string, note: string) =>
      `${decision}，由 ${by} 于 ${at} 决定：${note}`,
    decide: '决定：',
  },
} as const satisfies Record<Language, object>;
type Words = (typeof WORDS)[Language];

function whenOf({ decided, due, isOverdue }: PrivacyRequestView, words: Words): string {
  if (decided) return words.decided(decided.decision, decided.by);
  if (isOverdue) return words.overdue(due.slice(0, 10));
  return words.due(due.slice(0, 10), Math.floor((Date.parse(due) - Date.now()) / DAY_MS));
}

/** One request, with its receipts. @throws CommandError */
export async function showRequest(
  { stdout, env }: Terminal,
  id: string,
  { json, ...where }: OperatorOptions,
): Promise<number> {
  const desk = await findDesk(where);
  const one = privacyRequestView.parse(
    await askFor(desk, `/api/privacy-requests/${encodeURIComponent(id)}`, hint('privacy list', where)),
  );
  if (json) {
    stdout.write(`${JSON.stringify(one)}\n`);
    return exitCodes.done;
  }
  const { decided, receipts = [] } = one;
  const language = languageOf(env);
  const label = labelsIn(language);
  const words = WORDS[language];
  const lines = pairLines([
    [label('request'), words.of(one.id, one.type, one.connection)],
    [label('about'), one.about],
    [label('event'), one.event],
    [label('received'), one.received],
    [label('due'), words.rule(one.due, answered(one.rule)[language], one.isOverdue)],
    ...(decided
      ? [[label('decided'), words.decision(decided.decision, decided.by, decided.at, decided.note)] as const]
      : []),
    ...receipts.map(
      ({ system, state, at, detail }) =>
        [system, `${state}${at === undefined ? '' : ` ${at}`}: ${answered(detail)[language]}`] as const,
    ),
  ]);
  const next = ['carry-out', 'refuse'].map((act) => `  ${hint(`privacy ${act} ${id} --note "…"`, where)}`);
  stdout.write(`${[...lines, ...(decided ? [] : [words.decide, ...next])].join('\n')}\n`);
  return exitCodes.done;
}
