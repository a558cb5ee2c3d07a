import { declineMessages, type Declined } from '../declined.ts';
import type { Switches } from '../switches.ts';

export interface SandboxRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SandboxResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** The call was carried out, but its answer must not arrive: the HTTP shell destroys the socket. */
  readonly dropped?: true;
  /** The HTTP shell waits so long before it answers. */
  readonly delayMs?: number;
}

/** A carried-out call's `data`, any JSON with ids as `rawInteger`, and its diagnostics headers. */
export interface Success {
  readonly ok: true;
  readonly data: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Answer = Success | Declined;

export function success(data: unknown, headers?: Readonly<Record<string, string>>): Success {
  return { ok: true, data, ...(headers !== undefined && { headers }) };
}

type MessageSwitches = Pick<Switches, 'messages' | 'badToken'>;

/** Q04: whatever reached an endpoint is HTTP 200 with the envelope `{code, msg, data}`; of a bad token see Q01. */
export function envelope(answer: Answer, switches: MessageSwitches): SandboxResponse {
  return {
    status: !answer.ok && answer.code === 'E_TOKEN' && switches.badToken === 'http-401' ? 401 : 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      // Q07: some GETs change data; none may be answered from a cache.
      'cache-control': 'no-store',
      ...(answer.ok ? answer.headers : { 'x-sandbox-refusal': answer.code }),
    },
    body: JSON.stringify(
      answer.ok
        ? { code: 0, msg: 'success', data: answer.data }
        : { code: -1, msg: messageOf(answer, switches), data: null },
    ),
  };
}

/** Q03 */
function messageOf({ code, message }: Declined, { messages }: MessageSwitches): string {
  return messages === 'machine' ? `${code}: ${message}` : declineMessages[code];
}

export function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? '');
}

/** An answer from before any endpoint: no envelope. */
export function plainResponse(status: number, text: string, headers: Record<string, string> = {}): SandboxResponse {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: text,
  };
}

/** A list of names as a header value; names that a header cannot carry are percent-encoded. */
export function headerList(names: readonly string[]): string {
  return names.map((name) => encodeURIComponent(name.toWellFormed())).join(', ');
}
