import { isJsonObject, type Json } from '../../../json/lossless.ts';
import { defineHmacSource } from '../../protocols/hmac/define-hmac-source.ts';
import { textReader } from '../../protocols/hmac/delivery.ts';
import type { AnyBody } from '../../protocols/hmac/path.ts';
import { consent } from './consent.ts';
import { type CloudeventsOptions, type CloudeventsSecret, options, secret } from './settings.ts';
import { judgeToken } from './token.ts';

const ATTRIBUTES = ['specversion', 'id', 'source', 'type', 'subject', 'time'] as const;

/** CloudEvents 1.0 over HTTP, in binary, structured or batched mode, as their webhook specification has it: nothing is signed. */
export const cloudevents = defineHmacSource<AnyBody, CloudeventsOptions, CloudeventsSecret>({
  platform: 'cloudevents',
  options,
  secret,
  signature: [],
  key: ({ accessToken }) => accessToken,
  secretParameter: 'access_token',
  isSecretHeader: (name) => name === 'authorization',
  unsigned: (request, { accessToken }, settings) => {
    if (request.method === 'OPTIONS') return consent(request, settings);
    if (request.method !== 'POST')
      return { outcome: 'refused', status: 405, reason: 'method-not-allowed', detail: 'deliveries are sent by POST' };
    return judgeToken(request, accessToken);
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
