import * as z from 'zod/mini';
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
  acknowledgement: { status: 200, body: '' },
});
