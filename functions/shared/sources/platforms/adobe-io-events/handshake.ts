import { parseQuery, single, type WebhookRequest } from '../../../http/webhook-request.ts';
import { jsonOf } from '../../../json/json-of.ts';
import { isJsonObject } from '../../../json/lossless.ts';
import type { Verification } from '../../source.ts';

const TEXT = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
/** Adobe's is a UUID. Nothing that a browser could take for markup is ever given back. */
const CHALLENGE = /^[A-Za-z0-9._~-]{1,256}$/;
const VALIDATION_HOST = /^(?:[a-z0-9-]+\.)*adobe\.io$/;
const LONGEST = 4096;

/** `GET ?challenge=…`, by which Adobe asks whether the address takes events. It carries no proof and has no effect. */
export function answerChallenge({ rawQuery }: WebhookRequest): Verification {
  const query = parseQuery(rawQuery);
  if (!query) return { outcome: 'rejected', status: 400, reason: 'query-malformed', detail: 'the query' };
  const challenge = single(query, 'challenge');
  if (challenge === undefined || !CHALLENGE.test(challenge)) {
    return {
      outcome: 'rejected',
      status: 400,
      reason: 'parameter-missing',
      detail: 'no challenge of letters and digits',
    };
  }
  return { outcome: 'answered', response: { status: 200, headers: TEXT, body: challenge } };
}

/**
 * The POST that Adobe sends when nobody answered its challenge. It is not signed, so nobody opens its URL: whoever sends
 * one could have us call any address. 200 is all that Adobe waits for.
 */
export function isValidationRequest({ body }: WebhookRequest): boolean {
  if (body.length > LONGEST) return false;
  const json = jsonOf(body);
  if (!isJsonObject(json) || Object.keys(json).length !== 1) return false;
  const given = json['validationUrl'];
  const url = typeof given === 'string' ? URL.parse(given) : null;
  return url?.protocol === 'https:' && VALIDATION_HOST.test(url.hostname);
}
