import { NotUnderstood } from './not-understood.ts';

/** One request of an AWS SDK. */
export interface Call {
  readonly method: string;
  /** Path and query, as they came. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Signature {
  readonly accessKeyId: string;
  /** `us-east-1` */
  readonly region: string;
  /** `sqs`, as the service is called in a signature. */
  readonly service: string;
}

const SIGNATURE_V4 = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request,/;

/** By whose key a call is signed, and for which service: it stands in the scope of its signature. The signature is not checked. */
export function signatureOf({ headers }: Call): Signature {
  const [, accessKeyId, region, service] = SIGNATURE_V4.exec(headers['authorization'] ?? '') ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) {
    throw new NotUnderstood('a call without a signature of version 4');
  }
  return { accessKeyId, region, service };
}

/** `SendMessage` of `AmazonSQS.SendMessage`: what a call of a JSON protocol asks for. */
export function operationOf({ headers }: Call): string {
  return (headers['x-amz-target'] ?? '').replace(/^.*\./, '');
}

export function jsonOf({ body }: Call): Readonly<Record<string, unknown>> {
  const json: unknown = JSON.parse(body.toString());
  if (!isRecord(json)) throw new NotUnderstood('a call whose body is no JSON object');
  return json;
}

/** A field of a call that is text. */
export function textIn(json: unknown, field: string): string {
  const value = isRecord(json) ? json[field] : undefined;
  if (typeof value !== 'string' || value === '') throw new NotUnderstood(`a call without ${field}`);
  return value;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
