import * as z from 'zod/mini';
import { isJsonObject, type Json, scalar } from '../../../json/lossless.ts';
import { inletOnly } from '../../inlet-only.ts';
import { undecodable } from '../../outcomes.ts';
import { defineReceiver } from '../../source.ts';
import type { About } from '../../about.ts';

/** Events of the brand's own systems need no options: they come as envelopes, and the queue policy is their proof. */
export const options = z.strictObject({});

export const aboutBrandEvents: About<z.infer<typeof options>> = {
  name: "The brand's own systems",
  transport: 'inlet',
  authentication: 'the policy of the inlet queue',
  confidence: 'confirmed',
  events: [
    'member.bound',
    'member.updated',
    'member.erase',
    'member.suppress',
    'member.suppression-lifted',
    'contact.released',
    'contact.rebound',
  ],
};

/** The brand's own systems put envelopes into the inlet queue; they have no webhook. */
export const brandEvents = defineReceiver({
  ...inletOnly('brand-events'),
  options,
  decode: () => undecodable('envelope-invalid', 'brand-events connections take envelopes only'),
  subjectOf,
});

/** The first identity of the list: whoever names one person in one order has that person's events in order. */
function subjectOf(data: Json): string | undefined {
  const list = isJsonObject(data) ? data['identities'] : undefined;
  const [first] = Array.isArray(list) ? (list as readonly Json[]) : [];
  if (!isJsonObject(first ?? null)) return undefined;
  const { kind, scope, value } = first as Readonly<Record<string, Json>>;
  return scalar(value) === undefined ? undefined : JSON.stringify([scalar(kind), scalar(scope) ?? '', scalar(value)]);
}
