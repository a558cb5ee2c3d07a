import { counted } from '../../functions/shared/text/counted.ts';
import * as z from 'zod/mini';
import { type Language, languageOf } from '../../functions/shared/text/language.ts';
import {
  type QuarantineGroup,
  quarantinedView,
  quarantineGroups,
  type QuarantineSelection,
  wholeQuarantined,
} from '../../operations/quarantine.ts';
import { type AskerOptions, askedBy } from '../asked-by.ts';
import { captureLine, captureOfRequest } from '../capture.ts';
import { askFor } from '../ask-for.ts';
import { findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { hint } from '../hint.ts';
import { writeNew } from '../new-file.ts';
import { labelsIn } from '../language/labels.ts';
import { pairLines, tableLines } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { readSpan } from '../time-option.ts';
import { rejectUnknownNames } from '../unknown-names.ts';
import type { OperatorOptions } from '../why.ts';

export interface QuarantineOptions {
  readonly connection?: string;
  readonly reason?: string;
  readonly since?: string;
  readonly until?: string;
}

/** @throws CommandError */
export function readQuarantineSelection(ids: readonly string[], options: QuarantineOptions): QuarantineSelection {
  const { connection, reason, since, until } = options;
  const now = Date.now();
  return {
    ...(ids.length > 0 && { ids: [...ids] }),
    ...(connection !== undefined && { connection }),
    ...(reason !== undefined && { reason }),
    ...readSpan({ since, until }, now),
  };
}

const listed = z.object({ requests: z.array(quarantinedView) });

const WORDS = {
  en: {
    none: 'nothing is in quarantine',
    request: (id: string, connection: string) => `${id} of ${connection}`,
    closed: '(the present secret does not open it)',
    hidden: (bytes: number) => `${counted(bytes, 'byte')} (--reveal --why "…" shows them)`,
  },
  zh: {
    none: '隔离区为空',
    request: (id: string, connection: string) => `${id}，连接 ${connection}`,
    closed: '（当前密钥无法解密）',
    hidden: (bytes: number) => `${bytes} 字节（加 --reveal --why "…" 显示）`,
  },
} as const;

export async function listQuarantine(
  { stdout, env }: Terminal,
  { json, requests, ...options }: OperatorOptions & QuarantineOptions & { readonly requests: boolean },
): Promise<number> {
  const language = languageOf(env);
  const words = WORDS[language];
  const label = labelsIn(language);
  const desk = await findDesk(options);
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(readQuarantineSelection([], options))) query.set(name, String(value));
  if (requests) {
    const found = listed.parse(await desk.ask(`/api/quarantine?${query.toString()}`)).requests;
    if (found.length === 0) await rejectUnknownNames(desk, options, { en: WORDS.en.none, zh: WORDS.zh.none });
    const rows = found.map(({ id, reason, received, bytes, detail }) => [id, reason, received, String(bytes), detail]);
    const lines =
      found.length === 0
        ? [words.none]
        : tableLines([label('id'), label('reason'), label('received'), label('bytes'), label('detail')], rows);
    stdout.write(json ? `${JSON.stringify(found)}\n` : `${lines.join('\n')}\n`);
    return exitCodes.done;
  }
  const { total, groups } = quarantineGroups.parse(await desk.ask(`/api/quarantine/groups?${query.toString()}`));
  if (total === 0) await rejectUnknownNames(desk, options, { en: WORDS.en.none, zh: WORDS.zh.none });
  if (json) stdout.write(`${JSON.stringify({ total, groups })}\n`);
  else stdout.write(`${total === 0 ? words.none : quarantineGroupLines(groups, language).join('\n')}\n`);
  return exitCodes.done;
}

const HEAD = ['count', 'connection', 'reason', 'first', 'last', 'example'] as const;

export function quarantineGroupLines(groups: readonly QuarantineGroup[], language: Language): readonly string[] {
  return tableLines(
    HEAD.map(labelsIn(language)),
    groups.map(({ count, connection, reason, first, last, example }) => [
      String(count),
      connection,
      reason,
      first,
      last,
      example,
    ]),
  );
}

export async function showQuarantined(
  { stdout, env }: Terminal,
  id: string,
  {
    json,
    reveal,
    out,
    ...options
  }: OperatorOptions & AskerOptions & { readonly reveal: boolean; readonly out?: string },
): Promise<number> {
  const by = reveal || out !== undefined ? askedBy(options) : undefined;
  const desk = await findDesk(options);
  const path = `/api/quarantine/${encodeURIComponent(id)}`;
  const whole = by && wholeQuarantined.parse(await desk.ask('/api/reveals', { quarantined: id, ...by }));
  if (whole && out !== undefined) {
    writeNew(out, captureOfRequest(whole));
    stdout.write(json ? `${JSON.stringify({ file: out })}\n` : captureLine(out, whole.connection, languageOf(env)));
    return exitCodes.done;
  }
  const one = whole ?? quarantinedView.parse(await askFor(desk, path, hint('quarantine list --requests', options)));
  const label = labelsIn(languageOf(env));
  const words = WORDS[languageOf(env)];
  const content = whole
    ? [
        ...Object.entries(whole.headers).map(([name, value]) => [label('header'), `${name}: ${value}`] as const),
        [label('query'), whole.query] as const,
        [label('body'), whole.body] as const,
        [label('opened'), whole.opened ?? words.closed] as const,
      ]
    : [[label('content'), words.hidden(one.bytes)] as const];
  const lines = pairLines([
    [label('request'), words.request(one.id, one.connection)],
    [label('because'), `${one.reason}: ${one.detail}`],
    [label('received'), one.received],
    ...content,
  ]);
  stdout.write(json ? `${JSON.stringify(one)}\n` : `${lines.join('\n')}\n`);
  return exitCodes.done;
}
