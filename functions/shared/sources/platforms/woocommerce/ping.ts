import type { WebhookRequest } from '../../../http/webhook-request.ts';
import type { Verification } from '../../source.ts';

const FORM = 'application/x-www-form-urlencoded';

/**
 * When a webhook is made or activated, WordPress posts `webhook_id=<n>` without signature and topic, and wants exactly 200.
 * Nobody can prove it, so it has no effect.
 */
export function answerPing({ method, headers, body }: WebhookRequest): Verification | undefined {
  const isForm = headers['content-type']?.toLowerCase().startsWith(FORM) === true;
  if (method !== 'POST' || !isForm || headers['x-wc-webhook-topic']) return undefined;
  if (body.length > 40 || !/^webhook_id=\d+$/.test(Buffer.from(body).toString('latin1'))) return undefined;
  return { outcome: 'answered', response: { status: 200, body: '' } };
}
