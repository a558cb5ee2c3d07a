/** A platform's HTTP request, byte for byte as far as the front door hands it on. */
export interface WebhookRequest {
  readonly method: string;
  /** Names in lower case; a header sent twice is comma-joined, as API Gateway does it. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The query as sent, without the question mark, not decoded. */
  readonly rawQuery: string;
  readonly body: Uint8Array;
  /** Unix milliseconds when it reached the gateway or the queue; absent where nobody noted it. */
  readonly receivedAt?: number;
  /** The body as text, where the gateway handed it over so; encodes to exactly `body`. */
  readonly text?: string;
}

/** Larger bodies are refused, decompressed ones too, unless `door.maxBodyBytes` says otherwise. */
export const DEFAULT_MAX_BODY_BYTES = 5 * 1024 * 1024;

export interface WebhookResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Query = ReadonlyMap<string, readonly string[]>;

/**
 * Decodes a raw query. Each part is percent-decoded exactly once and a `+` stays a `+`: platforms put Base64 there
 * unescaped, and a blank in its place breaks their signature.
 * @returns undefined when a part is not valid percent-encoding.
 */
export function parseQuery(rawQuery: string): Query | undefined {
  const query = new Map<string, string[]>();
  for (const part of rawQuery.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    try {
      const name = decodeURIComponent(equals < 0 ? part : part.slice(0, equals));
      const value = equals < 0 ? '' : decodeURIComponent(part.slice(equals + 1));
      const values = query.get(name);
      if (values) values.push(value);
      else query.set(name, [value]);
    } catch {
      return undefined;
    }
  }
  return query;
}

/** A raw query without the parts of this name, in whatever spelling. */
export function withoutParameter(rawQuery: string, name: string): string {
  return rawQuery
    .split('&')
    .filter((part) => !parseQuery(part)?.has(name))
    .join('&');
}

/** The value of a parameter that stands exactly once; repeated or missing gives undefined. */
export function single(query: Query, name: string): string | undefined {
  const values = query.get(name);
  return values?.length === 1 ? values[0] : undefined;
}
