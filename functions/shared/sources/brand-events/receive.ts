import * as z from 'zod/mini';
import { isJsonObject, type Json, scalar } from '../../json/lossless.ts';
import { defineReceiver } from '../source.ts';
import { options } from './settings.ts';

/** The brand's own systems put envelopes into the inlet queue; they have no webhook. */
export const brandEvents = defineReceiver({
  platform: 'brand-events',
  options,
  secret: z.strictObject({}),
  verify: () => ({
    outcome: 'refused',
    status: 405,
    reason: 'not-a-webhook',
    detail: 'brand-events connections have no webhook',
  }),
  decode: () => ({
    outcome: 'undecodable',
    reason: 'envelope-invalid',
    detail: 'brand-events connections take envelopes only',
  }),
  subjectOf,
  acknowledgement: { status: 200, body: '' },
});

/** The first identity of the list: whoever names one person in one order has that person's events in order. */
function subjectOf(data: Json): string | undefined {
  const list = isJsonObject(data) ? data['identities'] : undefined;
  const [first] = Array.isArray(list) ? (list as readonly Json[]) : [];
  if (!isJsonObject(first ?? null)) return undefined;
  const { kind, scope, value } = first as Readonly<Record<string, Json>>;
  return scalar(value) === undefined ? undefined : JSON.stringify([scalar(kind), scalar(scope) ?? '', scalar(value)]);
}
