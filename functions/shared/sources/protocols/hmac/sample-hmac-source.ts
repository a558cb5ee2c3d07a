import { createHmac, type KeyObject, sign } from 'node:crypto';
import {
  defineSampler,
  type SampleContext,
  type SamplePayload,
  type Sampler,
  type SampleRequest,
  type SamplerDefinition,
} from '../../source.ts';
import type { HmacSource } from './define-hmac-source.ts';
import { type SignedPart, readPlace, readTemplate, type SignatureScheme } from './signature-scheme.ts';
import { schemesOf } from './verify-request.ts';
import type { SigningKey } from './verify-signature.ts';

export interface HmacSamples<Options, Secret> {
  /** Type to its body, with invented people. */
  readonly events: Readonly<Record<string, (context: SampleContext, options: Options) => SamplePayload>>;
  /** Events that a connection's options name. */
  readonly otherEvents?: SamplerDefinition<Options, Secret>['otherEvents'];
  /** The headers beside the signature; all there is where a connection's deliveries are not signed. */
  readonly headers: (
    type: string,
    context: SampleContext,
    options: Options,
    secret: Secret,
  ) => Readonly<Record<string, string>>;
  /** As the platform writes JSON; default: as JavaScript does. */
  readonly write?: (payload: SamplePayload) => string;
  /** By what a sample is signed, where that is not by what it is verified. */
  readonly signingKey?: (secret: Secret) => SigningKey;
}

/** Builds and signs examples by the same scheme that verifies. */
export function sampleHmacSource<Options, Secret>(
  { platform, options, definition }: HmacSource<Options, Secret>,
  { events, otherEvents, headers, write = JSON.stringify, signingKey = definition.key }: HmacSamples<Options, Secret>,
): Sampler {
  return defineSampler({
    platform,
    options,
    secret: definition.secret,
    events,
    ...(otherEvents && { otherEvents }),
    sign: (type, payload, secret, settings, context) => {
      const [scheme] = schemesOf(definition, settings, secret);
      const beside = headers(type, context, settings, secret);
      const body = write(payload);
      if (scheme) return signed(scheme, signingKey(secret), body, beside, context);
      return { method: 'POST', headers: { 'content-type': 'application/json', ...beside }, rawQuery: '', body };
    },
  });
}

function signed(
  scheme: SignatureScheme,
  key: SigningKey,
  body: string,
  given: Readonly<Record<string, string>>,
  { now }: SampleContext,
): SampleRequest {
  const { headers, encodings, prefix = '', separator = ',', signed: template = '{body}', timestamp } = scheme;
  const { before, after } = readTemplate(template);
  const seconds = String(Math.floor(now / 1000));
  const time = timestamp && readPlace(timestamp.of);
  const others = time?.in === 'header' ? { ...given, [time.name]: seconds } : given;
  const textOf = (place: SignedPart) =>
    place.in === 'text' ? place.text : place.in === 'header' ? (others[place.name] ?? '') : seconds;
  const content = [...before.map(textOf), body, ...after.map(textOf)].join('');
  const signature = signatureOf(scheme, key, content).toString(encodings[0] ?? 'hex');
  const entries = [...(time?.in === 'entry' ? [`${time.name}=${seconds}`] : []), `${prefix}${signature}`];
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...others, [headers[0] ?? '']: entries.join(separator) },
    rawQuery: '',
    body,
  };
}

function signatureOf({ algorithm = 'sha256' }: SignatureScheme, key: SigningKey, content: string): Buffer {
  if (algorithm !== 'ed25519') return createHmac(algorithm, key).update(content).digest();
  if (!isKeyObject(key)) throw new TypeError('an Ed25519 signature needs a key');
  return sign(null, Buffer.from(content), key);
}

function isKeyObject(key: SigningKey): key is KeyObject {
  return typeof key === 'object' && !(key instanceof Uint8Array);
}
