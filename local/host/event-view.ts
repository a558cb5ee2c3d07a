import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { isJsonObject, type Json, parseJson } from '../../functions/shared/json/lossless.ts';
import { publicState } from '../../operations/events.ts';
import type { JournalRow } from '../store/journal.ts';
import type { DeliveryReport } from './report.ts';

/** An event of the journal as the local API shows it. */
export function maskedEventView({ report, envelope: _envelope, ...row }: JournalRow) {
  return { ...row, state: publicState(row.state), ...(report === undefined ? {} : { report: reportIn(report) }) };
}

/** The same, with the event that came. */
export function wholeEventView(row: JournalRow) {
  const event = envelopeIn(row);
  return { ...maskedEventView(row), ...(event && { event }) };
}

export type WholeEventView = ReturnType<typeof wholeEventView>;

function reportIn(text: string): DeliveryReport {
  return JSON.parse(text) as DeliveryReport;
}

/** What came, without what the row says already. */
function envelopeIn({ envelope }: JournalRow): { time?: Json; data?: Json; mended?: Json } | undefined {
  const json = envelope === undefined ? undefined : parseJson(envelope);
  if (!isJsonObject(json)) return undefined;
  const { time, data, mended } = json satisfies Partial<Record<keyof Envelope, unknown>>;
  return { ...(time && { time }), ...(data && { data }), ...(mended && { mended }) };
}
