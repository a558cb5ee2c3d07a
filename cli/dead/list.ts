import { counted } from '../../functions/shared/text/counted.ts';
import { languageOf } from '../../functions/shared/text/language.ts';
import {
  deadLetterGroups,
  type DeadLetterPast,
  type DeadLetterView,
  deadLetterView,
  wholeDeadLetter,
} from '../../operations/dead-letters.ts';
import * as z from 'zod/mini';
import { type AskerOptions, askedBy } from '../asked-by.ts';
import { askFor } from '../ask-for.ts';
import { findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { hint } from '../hint.ts';
import { labelsIn } from '../language/labels.ts';
import { pairLines, tableLines } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { rejectUnknownNames } from '../unknown-names.ts';
import type { OperatorOptions } from '../why.ts';
import { deadLetterGroupLines } from './lines.ts';
import { readSelection, type SelectionOptions, selectionQuery } from './selection.ts';

const listed = z.object({ events: z.array(deadLetterView), inlet: z.array(deadLetterView) });

/** Dead letters by their causes, or one by one. */
export async function listDead(
  { stdout, env }: Terminal,
  { json, letters, ...options }: OperatorOptions & SelectionOptions & { readonly letters: boolean },
): Promise<number> {
  const language = languageOf(env);
  const words = WORDS[language];
  const desk = await findDesk(options);
  const query = selectionQuery(readSelection([], options, Date.now()));
  if (letters) {
    query.set('limit', '500');
    const found = listed.parse(await desk.ask(`/api/dead-letters?${query.toString()}`));
    const all = [...found.events, ...found.inlet];
    if (all.length === 0) await rejectUnknownNames(desk, options, { en: WORDS.en.none, zh: WORDS.zh.none });
    const lines = all.length === 0 ? [words.none] : tableLines(HEAD.map(labelsIn(language)), all.map(row));
    stdout.write(json ? `${JSON.stringify(found)}\n` : `${lines.join('\n')}\n`);
    return exitCodes.done;
  }
  const { total, groups } = deadLetterGroups.parse(await desk.ask(`/api/dead-letters/groups?${query.toString()}`));
  if (total === 0) await rejectUnknownNames(desk, options, { en: WORDS.en.none, zh: WORDS.zh.none });
  if (json) stdout.write(`${JSON.stringify({ total, groups })}\n`);
  else if (total === 0) stdout.write(`${words.none}\n`);
  else {
    const next = [hint('dead show <example>', options), hint('dead redrive --group <group>', options)];
    stdout.write(`${deadLetterGroupLines(groups, language).join('\n')}\n${words.next(total, next)}\n`);
  }
  return exitCodes.done;
}

const HEAD = ['id', 'queue', 'reason', 'connection', 'type', 'first seen', 'redrives'] as const;
const WORDS = {
  en: {
    none: 'no dead letters',
    next: (total: number, commands: readonly string[]) =>
      `${counted(total, 'dead letter')}. Next: ${commands.join(', or ')}`,
    letter: (id: string, queue: string, group: string) => `${id} of the queue ${queue}, group ${group}`,
    isPrivacyRequest: ', a privacy request',
    about: (type = 'an event that cannot be read', connection = 'no connection that is known') =>
      `${type} of ${connection}`,
    event: (id: string, source: string) => `${id} of ${source}`,
    act: ({ at, by, why, plan, reason }: DeadLetterPast) =>
      `${at}${by === undefined ? '' : ` by ${by}`}${why === undefined ? '' : `: ${why}`}, plan ${plan}, then because ${reason}`,
  },
  zh: {
    none: '没有死信',
    next: (total: number, commands: readonly string[]) => `共 ${total} 条死信。下一步：${commands.join('，或 ')}`,
    letter: (id: string, queue: string, group: string) => `${id}，队列 ${queue}，组 ${group}`,
    isPrivacyRequest: '，个人信息请求',
    about: (type = '无法读取的事件', connection = '（未知）') => `${type}，连接 ${connection}`,
    event: (id: string, source: string) => `${id}，来源 ${source}`,
    act: ({ at, by, why, plan, reason }: DeadLetterPast) =>
      `${at}${by === undefined ? '' : `，操作者 ${by}`}${why === undefined ? '' : `：${why}`}，计划 ${plan}，当时的原因 ${reason}`,
  },
} as const;

function row({
  id,
  queue,
  reason,
  connection = '-',
  type = '-',
  firstSeen,
  redrives,
}: DeadLetterView): readonly string[] {
  return [id, queue, reason, connection, type, firstSeen, String(redrives)];
}

/** One letter with its history; its content masked. */
export async function showDead(
  { stdout, env }: Terminal,
  id: string,
  { json, reveal, ...options }: OperatorOptions & AskerOptions & { readonly reveal: boolean },
): Promise<number> {
  const desk = await findDesk(options);
  const list = hint('dead list --letters', options);
  const letter = wholeDeadLetter.parse(
    reveal
      ? await askFor(desk, '/api/reveals', list, { letter: id, ...askedBy(options) })
      : await askFor(desk, `/api/dead-letters/${encodeURIComponent(id)}`, list),
  );
  if (json) {
    stdout.write(`${JSON.stringify(letter)}\n`);
    return exitCodes.done;
  }
  const { queue, group, reason, detail, connection, type, events, isPrivacyRequest, firstSeen, since, past } = letter;
  const label = labelsIn(languageOf(env));
  const words = WORDS[languageOf(env)];
  const lines = pairLines([
    [label('letter'), words.letter(letter.id, queue, group) + (isPrivacyRequest ? words.isPrivacyRequest : '')],
    [label('because'), `${reason}${detail === undefined ? '' : `: ${detail}`}`],
    [label('about'), words.about(type, connection)],
    ...events.map((event) => [label('event'), words.event(event.id, event.source)] as const),
    [label('first seen'), firstSeen],
    [label('dead since'), since],
    ...past.map((act) => [act.what, words.act(act)] as const),
    [label('body'), letter.body],
  ]);
  stdout.write(`${lines.join('\n')}\n`);
  return exitCodes.done;
}
