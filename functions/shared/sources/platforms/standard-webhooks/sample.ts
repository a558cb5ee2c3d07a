import { sampleConfiguredEvent } from '../../protocols/hmac/sample-configured-event.ts';
import { sampleHmacSource } from '../../protocols/hmac/sample-hmac-source.ts';
import { sampleHex } from '../../sample-id.ts';
import { standardWebhooks } from './receive.ts';

/** Whatever events the connection configures, with invented people, signed with v1: a public key cannot sign. */
export const standardWebhooksSample = sampleHmacSource(standardWebhooks, {
  events: {},
  otherEvents: (type, context, { events, typePath = 'type', timePath = 'timestamp' }) =>
    sampleConfiguredEvent(events, type, context, { [typePath]: type, [timePath]: new Date(context.now).toISOString() }),
  headers: (type, { now, sequence }) => ({ 'webhook-id': `msg_${sampleHex(type, sequence, now).slice(0, 24)}` }),
});
