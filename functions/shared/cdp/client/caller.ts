import { setTimeout as wait } from 'node:timers/promises';
import type { Json } from '../../json/lossless.ts';
import { type MessagePatterns, noData, readAnswer } from '../answer.ts';
import { CdpError, type CdpErrorKind } from '../cdp-error.ts';
import { type EndpointName, endpoints } from '../contract.ts';
import type { TokenProvider } from '../token.ts';
import type { Transport, TransportResponse } from '../transport.ts';
import type { RetryPolicy } from './retry.ts';

/** Told of every request that was sent: never what was in it. */
export type Observe = (request: ObservedRequest) => void;

export interface ObservedRequest {
  readonly endpoint: EndpointName;
  /** HTTP status; none when no answer came. */
  readonly status?: number;
  readonly durationMs: number;
  /** 1 for the first request of a call, 2 for its first repeat. */
  readonly attempt: number;
  readonly requestId?: string;
  /** Why it was no success; absent when it was one. */
  readonly failure?: CdpErrorKind;
}

/** Told why the CDP answered so, where it says. */
export type Explain = (explanation: NonNullable<TransportResponse['explanation']>) => void;

export interface CallerOptions {
  readonly transport: Transport;
  readonly token: TokenProvider;
  readonly patterns: MessagePatterns;
  readonly retry: RetryPolicy | undefined;
  readonly observe: Observe | undefined;
}

export interface Input {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** Nothing found is an answer (Q05), and not a refusal that says that something was not done. */
  readonly mayFindNothing?: boolean;
  readonly explain?: Explain | undefined;
}

/** Makes one call, with whatever repeats it may have. @throws CdpError */
export type Call = (name: EndpointName, input: Input) => Promise<Json | typeof noData>;

export function caller(options: CallerOptions): Call {
  const { token, retry } = options;
  const send = sender(options);

  /** A token that was not accepted is given up. Is there another to try? Nothing was applied (Q01). */
  async function renewed(value: string): Promise<boolean> {
    token.reject(value);
    return (await token.current()) !== value;
  }

  return async (name, input) => {
    let tokensRefused = 0;
    for (let attempt = 1; ; attempt += 1) {
      let value: string | undefined;
      try {
        value = await token.current();
        return await send(name, value, input, attempt);
      } catch (error) {
        if (!(error instanceof CdpError)) throw error;
        if (value !== undefined && error.kind === 'auth') {
          tokensRefused += 1;
          if (tokensRefused === 1 && (await renewed(value))) continue;
          token.reject(value);
          throw error;
        }
        // Q07: what changes something more by the second time is not sent a second time, whatever the policy says.
        const mayHaveBeenSent = value !== undefined && error.sent;
        if (mayHaveBeenSent && !endpoints[name].repeatable) throw error;
        const failed = { endpoint: name, error, attempt };
        if (!retry?.mayRepeat(failed)) throw error;
        await wait(retry.delayMs(failed));
      }
    }
  };
}

/** Sends one request, and tells the observer of it. */
function sender({ transport, token: provider, patterns, observe }: CallerOptions) {
  const strict = { ...patterns, notFound: [] };

  const tell: Observe = (request) => {
    try {
      observe?.(request);
    } catch {
      // An observer's own fault must not make a call look failed that was carried out.
    }
  };

  const doubt = ({ kind, permanent }: CdpError, token: string) => {
    if (kind === 'rejected' && !permanent) provider.doubt?.(token);
  };

  return async (name: EndpointName, token: string, input: Input, attempt: number) => {
    const { query = {}, body, mayFindNothing, explain } = input;
    const { method, path } = endpoints[name];
    const parameters = new URLSearchParams(query).toString();
    const began = performance.now();
    let response: TransportResponse | undefined;
    let failure: CdpErrorKind | undefined;
    try {
      response = await transport({
        endpoint: name,
        method,
        path: parameters === '' ? path : `${path}?${parameters}`,
        // Q08: Content-Type is required on GET too.
        headers: { 'content-type': 'application/json', token },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (response.explanation) explain?.(response.explanation);
      return readAnswer(name, response, mayFindNothing ? patterns : strict);
    } catch (error) {
      if (error instanceof CdpError) {
        failure = error.kind;
        doubt(error, token);
      }
      throw error;
    } finally {
      tell({
        endpoint: name,
        attempt,
        durationMs: performance.now() - began,
        ...(response && { status: response.status }),
        ...(response?.requestId !== undefined && { requestId: response.requestId }),
        ...(failure && { failure }),
      });
    }
  };
}
