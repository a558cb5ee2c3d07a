export type PortKind =
  | 'queue'
  | 'receiver'
  | 'dead-letters'
  | 'ledger'
  | 'archive'
  | 'journal'
  | 'secrets'
  | 'claims'
  | 'marks'
  | 'leases'
  | 'cases';

/** A port could not do its work. The message names the failure only, never what was being stored. */
export class PortError extends Error {
  readonly kind: PortKind;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;

  constructor(kind: PortKind, failure: string, retryable: boolean, cause?: unknown) {
    super(`${kind}: ${failure}`, { cause });
    this.name = 'PortError';
    this.kind = kind;
    this.retryable = retryable;
  }
}

/**
 * An AWS SDK error, or anything else thrown on the way to a service, as a `PortError`. Retryable is all but a plain
 * refusal: status 4xx without throttling.
 */
export function portErrorFrom(kind: PortKind, error: unknown): PortError {
  if (error instanceof PortError) return error;
  return new PortError(kind, errorName(error), isRetryable(error), error);
}

/** The name of an SDK error: `ResourceNotFoundException`, `NoSuchKey`, `ECONNREFUSED`; of SQLite what it says of its result code, as "database or disk is full". */
export function errorName(error: unknown): string {
  const name = textProperty(error, 'name');
  const ofSqlite = textProperty(error, 'errstr');
  if (ofSqlite !== undefined) return `SQLite says ${ofSqlite}`;
  return (name === undefined || name === 'Error' ? textProperty(error, 'code') : name) ?? 'unknown failure';
}

// Throttling answers status 400 in the JSON protocols of SQS and DynamoDB: the name decides.
const THROTTLING =
  /throttl|TooManyRequests|ProvisionedThroughputExceeded|RequestLimitExceeded|SlowDown|RequestTimeout/i;

function isRetryable(error: unknown): boolean {
  if (THROTTLING.test(errorName(error))) return true;
  const status = httpStatus(error);
  return status === undefined || status === 429 || status >= 500 || status < 400;
}

function httpStatus(error: unknown): number | undefined {
  const metadata = property(error, '$metadata');
  const status = property(metadata, 'httpStatusCode');
  return typeof status === 'number' ? status : undefined;
}

function textProperty(value: unknown, key: string): string | undefined {
  const text = property(value, key);
  return typeof text === 'string' ? text : undefined;
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
