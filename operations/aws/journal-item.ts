import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { expand } from '../../functions/shared/journal/compress.ts';
import { isJsonObject, parseJson } from '../../functions/shared/json/lossless.ts';
import { deadLetterPast } from '../dead-letters.ts';
import { type EventView, eventView } from '../event-view.ts';

export type JournalItem = Readonly<Record<string, AttributeValue>>;

/** Where an event's item stands. */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

export function keyIn({ pk, sk }: JournalItem): ItemKey {
  return { pk: pk?.S ?? '', sk: sk?.S ?? '' };
}

/** A key as operators pass it on: the place of an event. */
export function placeOf({ pk, sk }: ItemKey): string {
  return `~${Buffer.from(`${pk} ${sk}`).toString('base64url')}`;
}

export function keyAt(position: string): ItemKey | undefined {
  if (!position.startsWith('~')) return undefined;
  const [pk, sk, ...more] = Buffer.from(position.slice(1), 'base64url').toString().split(' ');
  return pk && sk && more.length === 0 ? { pk, sk } : undefined;
}

const report = eventView.shape.report;
const past = z.array(deadLetterPast);

/** An event of the journal as operators see it: masked, as it stands there. */
export function viewOf(item: JournalItem): EventView {
  const { id, source, type, state, reason, forgotten } = item;
  const key = keyIn(item);
  const text = reportIn(item);
  const parsed = text === undefined ? undefined : report.safeParse(jsonOf(text));
  const acts = past.safeParse(jsonOf(item['past']?.S ?? ''));
  return {
    id: id?.S ?? '(forgotten)',
    place: placeOf(key),
    type: type?.S ?? '',
    state: state?.S ?? '',
    ...(source?.S !== undefined && { source: source.S, connection: source.S.split('/')[2] ?? '' }),
    receivedTime: key.sk.split('#')[0] ?? '',
    ...(reason?.S !== undefined && { reason: reason.S }),
    ...(forgotten?.BOOL === true && { forgotten: true as const }),
    ...(acts.success && { past: acts.data }),
    ...(parsed?.success && parsed.data && { report: parsed.data }),
    times: timesOf(item),
  };
}

/** Compressed, or as it was written before. Undefined where it is neither. */
function reportIn({ report: kept }: JournalItem): string | undefined {
  if (kept?.B === undefined) return kept?.S;
  try {
    return expand(kept.B, 'report');
  } catch {
    return undefined;
  }
}

function timesOf(item: JournalItem): NonNullable<EventView['times']> {
  const at = (name: string) => {
    const time = Number(item[name]?.N);
    return Number.isFinite(time) ? new Date(time).toISOString() : undefined;
  };
  const [queued, firstTried, waited, tried, ended] = ['queued', 'firstTried', 'waited', 'tried', 'ended'].map(at);
  const receives = Number(item['receives']?.N);
  return {
    ...(queued !== undefined && { queued }),
    ...(firstTried !== undefined && { firstTried }),
    ...(waited !== undefined && { waited }),
    ...(tried !== undefined && { tried }),
    ...(ended !== undefined && { ended }),
    ...(Number.isFinite(receives) && { receives }),
  };
}

const envelope = z.looseObject({
  time: z.optional(z.string()),
  subject: z.optional(z.string()),
  mended: z.optional(z.string()),
});

/** The same with what came, from the message as it was sealed. */
export function clearViewOf(item: JournalItem, body: string | undefined): EventView {
  const view = viewOf(item);
  const json = body === undefined ? undefined : jsonOf(body);
  const parsed = envelope.safeParse(json);
  if (!parsed.success || !isJsonObject(json)) return view;
  const { time, subject, mended } = parsed.data;
  return {
    ...view,
    ...(subject !== undefined && { subject }),
    event: {
      ...(time !== undefined && { time }),
      data: json['data'] ?? null,
      ...(mended !== undefined && { mended }),
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
