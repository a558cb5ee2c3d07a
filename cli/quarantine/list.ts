import * as z from 'zod/mini';
import {
  type QuarantineGroup,
  quarantinedView,
  quarantineGroups,
  type QuarantineSelection,
  wholeQuarantined,
} from '../../operations/quarantine.ts';
import { type AskerOptions, askedBy } from '../asked-by.ts';
import { captureLine, captureOfRequest } from '../capture.ts';
import { findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeNew } from '../new-file.ts';
import { pairLines, tableLines } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { readTime } from '../time-option.ts';
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
    ...(since !== undefined && { since: readTime('since', since, now) }),
    ...(until !== undefined && { until: readTime('until', until, now) }),
  };
}

const listed = z.object({ requests: z.array(quarantinedView) });

export async function listQuarantine(
  { stdout }: Terminal,
  { json, requests, ...options }: OperatorOptions & QuarantineOptions & { readonly requests: boolean },
): Promise<number> {
  const desk = await findDesk(options);
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(readQuarantineSelection([], options))) query.set(name, String(value));
  if (requests) {
    const found = listed.parse(await desk.ask(`/api/quarantine?${query.toString()}`)).requests;
    const rows = found.map(({ id, reason, received, bytes, detail }) => [id, reason, received, String(bytes), detail]);
    const lines =
      found.length === 0
        ? ['nothing is in quarantine']
        : tableLines(['id', 'reason', 'received', 'bytes', 'detail'], rows);
    stdout.write(json ? `${JSON.stringify(found)}\n` : `${lines.join('\n')}\n`);
    return exitCodes.done;
  }
  const { total, groups } = quarantineGroups.parse(await desk.ask(`/api/quarantine/groups?${query.toString()}`));
  if (json) stdout.write(`${JSON.stringify({ total, groups })}\n`);
  else stdout.write(total === 0 ? 'nothing is in quarantine\n' : `${quarantineGroupLines(groups).join('\n')}\n`);
  return exitCodes.done;
}

export function quarantineGroupLines(groups: readonly QuarantineGroup[]): readonly string[] {
  return tableLines(
    ['count', 'connection', 'reason', 'first', 'last', 'example'],
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
  { stdout }: Terminal,
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
    stdout.write(json ? `${JSON.stringify({ file: out })}\n` : captureLine(out, whole.connection));
    return exitCodes.done;
  }
  const one = whole ?? quarantinedView.parse(await desk.ask(path));
  const content = whole
    ? [
        ...Object.entries(whole.headers).map(([name, value]) => [`header`, `${name}: ${value}`] as const),
        ['query', whole.query] as const,
        ['body', whole.body] as const,
        ['opened', whole.opened ?? '(the present secret does not open it)'] as const,
      ]
    : [['content', `${one.bytes} bytes (--reveal --why "…" shows them)`] as const];
  const lines = pairLines([
    ['request', `${one.id} of ${one.connection}`],
    ['because', `${one.reason}: ${one.detail}`],
    ['received', one.received],
    ...content,
  ]);
  stdout.write(json ? `${JSON.stringify(one)}\n` : `${lines.join('\n')}\n`);
  return exitCodes.done;
}
