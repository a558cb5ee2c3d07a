import type { WebhookRequest } from '../../../http/webhook-request.ts';
import type { Verification } from '../../source.ts';

/** Who may ask to deliver, and how often. */
interface Granted {
  readonly allowedOrigins?: readonly string[] | undefined;
  readonly allowedRate?: number | '*' | undefined;
}

/**
 * The handshake of the CloudEvents webhook: a sender asks by OPTIONS whether it may deliver. A `WebHook-Request-Callback` is
 * never called: its address comes from whoever asks.
 */
export function consent(
  { headers }: WebhookRequest,
  { allowedOrigins = [], allowedRate = '*' }: Granted,
): Verification {
  const origin = headers['webhook-request-origin'];
  if (!origin) return rejected(400, 'parameter-missing', 'no header WebHook-Request-Origin');
  if (
    !allowedOrigins.includes('*') &&
    !allowedOrigins.some((allowed) => allowed.toLowerCase() === origin.toLowerCase())
  )
    return rejected(403, 'wrong-account', 'options.allowedOrigins does not name the WebHook-Request-Origin');
  const consented = {
    Allow: 'POST',
    'WebHook-Allowed-Origin': origin,
    'WebHook-Allowed-Rate': String(allowedRate),
  };
  return { outcome: 'answered', response: { status: 200, headers: consented, body: '' } };
}

function rejected(status: 400 | 403, reason: 'parameter-missing' | 'wrong-account', detail: string): Verification {
  return { outcome: 'rejected', status, reason, detail };
}
