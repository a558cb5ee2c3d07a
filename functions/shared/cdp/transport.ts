import { CdpError } from './cdp-error.ts';

export interface TransportRequest {
  readonly endpoint: string;
  readonly method: 'GET' | 'POST';
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface TransportResponse {
  readonly status: number;
  readonly retryAfter: string | null | undefined;
  readonly text: string;
  /** Why the CDP answered so, by topic; only the sandbox says. */
  readonly explanation?: Readonly<Record<string, string>>;
}

/** Sends one request. @throws CdpError of kind network or timeout. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

export function fetchTransport(baseUrl: string, timeoutSeconds: number): Transport {
  return async ({ endpoint, method, path, headers, body }) => {
    try {
      const response = await fetch(baseUrl + path, {
        method,
        headers,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutSeconds * 1000),
        ...(body === undefined ? {} : { body }),
      });
      return { status: response.status, retryAfter: response.headers.get('retry-after'), text: await response.text() };
    } catch (cause) {
      const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError';
      throw new CdpError(timedOut ? 'timeout' : 'network', { endpoint, cause });
    }
  };
}
