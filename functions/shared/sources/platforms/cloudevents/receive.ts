import { hash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { parseQuery, single, type WebhookRequest } from '../../../http/webhook-request.ts';
import { isJsonObject, type Json } from '../../../json/lossless.ts';
import type { About } from '../../about.ts';
import { warnIf } from '../../finding.ts';
import { configuredEvents, configuredScopes, path } from '../../protocols/hmac/configured-events.ts';
import { defineHmacSource } from '../../protocols/hmac/define-hmac-source.ts';
import { textReader } from '../../protocols/hmac/delivery.ts';
import type { AnyBody } from '../../protocols/hmac/path.ts';
import type { Verification } from '../../source.ts';

export const options = z.strictObject({
  /** The `WebHook-Request-Origin`s that may ask to deliver; `*` for any. Without it every request for consent is refused. */
  allowedOrigins: z.optional(z.readonly(z.array(z.string().check(z.minLength(1))))),
  /** Deliveries a minute that a sender is granted; default `*`. */
  allowedRate: z.optional(z.union([z.int().check(z.positive()), z.literal('*')])),
  /** Where `data` has the sender's id of the person; default: the attribute `subject`. */
  subjectPath: z.optional(path),
  /** Paths begin in `data`. */
  events: configuredEvents,
});
export type CloudeventsOptions = z.infer<typeof options>;

export const secret = z.strictObject({
  /** The bearer token that every delivery carries. */
  accessToken: z.string().check(z.minLength(16, 'at least 16 characters: it is all that proves a delivery')),
});
export type CloudeventsSecret = z.infer<typeof secret>;

export const aboutCloudevents: About<CloudeventsOptions> = {
  name: 'CloudEvents webhook',
  authentication: 'a bearer token; nothing is signed',
  confidence: 'confirmed',
  events: ['as configured'],
  warnings: ({ allowedOrigins = [] }) =>
    warnIf(
      allowedOrigins.length === 0,
      'allowedOrigins',
      {
        en: 'every sender that asks by OPTIONS whether it may deliver is refused',
        zh: '凡是先用 OPTIONS 询问能否投递的发送方，一律拒绝',
      },
      {
        en: 'name the WebHook-Request-Origin of the sender, unless it delivers without asking',
        zh: '写明发送方的 WebHook-Request-Origin；如果它不询问就投递，则不必',
      },
    ),
};

const ATTRIBUTES = ['specversion', 'id', 'source', 'type', 'subject', 'time'] as const;

/** CloudEvents 1.0 over HTTP, in binary, structured or batched mode, as their webhook specification has it: nothing is signed. */
export const cloudevents = defineHmacSource<AnyBody, CloudeventsOptions, CloudeventsSecret>({
  platform: 'cloudevents',
  options,
  secret,
  scopes: ({ events }) => configuredScopes(events),
  signature: [],
  key: ({ accessToken }) => accessToken,
  secretParameter: 'access_token',
  isSecretHeader: (name) => name === 'authorization',
  unsigned: (request, { accessToken }, settings) => {
    if (request.method === 'OPTIONS') return consent(request, settings);
    if (request.method !== 'POST')
      return { outcome: 'rejected', status: 405, reason: 'method-not-allowed', detail: 'deliveries are sent by POST' };
    return verifyToken(request, accessToken);
  },
  several: (body, { headers }) => (isBatch(headers) ? listIn(body) : undefined),
  inner: (body, { headers }) => structured(body, headers),
  types: ({ events }) => Object.keys(events),
  type: ({ body }) => (isCloudEvent(body) ? attribute(body, 'type') : undefined),
  id: ({ body }) => [attribute(body, 'source') ?? '', attribute(body, 'id') ?? ''],
  subject: (delivery, type) => {
    const { subjectPath } = delivery.options;
    const path = subjectPath === undefined ? 'subject' : `data.${subjectPath}`;
    return textReader<CloudeventsOptions>({ path })(delivery, type);
  },
  time: { path: 'time' },
  // Accepted and not yet processed: http-webhook.md, 2.2. A 200 would need a body.
  acknowledgement: { status: 202, body: '' },
});

/**
 * Binary mode has its attributes in headers and its data in the body; whatever the mode, we read one form. The content type
 * says which it is: in structured mode headers may repeat the attributes (HTTP protocol binding, 3.2.2).
 */
function structured(body: Json, headers: Readonly<Record<string, string | undefined>>): Json {
  const type = headers['content-type']?.toLowerCase() ?? '';
  if (!headers['ce-specversion'] || type.startsWith('application/cloudevents')) return body;
  const given = ATTRIBUTES.flatMap((name) => {
    const value = headers[`ce-${name}`];
    return value ? [[name, decoded(value)] as const] : [];
  });
  return { ...Object.fromEntries(given), data: body };
}

function isBatch(headers: Readonly<Record<string, string | undefined>>): boolean {
  return /^application\/cloudevents-batch\+json *(?:;|$)/i.test(headers['content-type'] ?? '');
}

function listIn(body: Json): readonly Json[] | undefined {
  return Array.isArray(body) ? (body as readonly Json[]) : undefined;
}

/** The HTTP binding percent-encodes what a header cannot hold. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function isCloudEvent(body: Json): boolean {
  const required = ['id', 'source', 'type'].every((name) => attribute(body, name) !== undefined);
  return (
    required && attribute(body, 'specversion') === '1.0' && isJsonObject(body) && body['data_base64'] === undefined
  );
}

function attribute(body: Json, name: string): string | undefined {
  const value = isJsonObject(body) ? body[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

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

/** Is the token of the delivery, in `Authorization` or as `access_token` in the query, the one of the secret? */
export function verifyToken(request: WebhookRequest, accessToken: string): Verification | undefined {
  const given = bearerIn(request.headers['authorization']) ?? tokenIn(request.rawQuery);
  if (given === undefined) return undefined;
  // Digests have one length, whatever was sent.
  if (timingSafeEqual(digestOf(given), digestOf(accessToken))) return { outcome: 'verified', payload: request.body };
  return { outcome: 'rejected', status: 401, reason: 'signature-mismatch', detail: 'the bearer token is another' };
}

function bearerIn(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}

function tokenIn(rawQuery: string): string | undefined {
  const query = parseQuery(rawQuery);
  return query && (single(query, 'access_token') || undefined);
}

function digestOf(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
