import { CdpError } from '../../functions/shared/cdp/cdp-error.ts';
import { endpoints } from '../../functions/shared/cdp/contract.ts';
import type { TokenProvider } from '../../functions/shared/cdp/token.ts';
import type { Transport, TransportResponse } from '../../functions/shared/cdp/transport.ts';
import { isJsonObject, parseJson, scalar } from '../../functions/shared/json/lossless.ts';
import type { Send } from './conduct.ts';
import type { Answer, Call } from './interview.ts';

export interface Line {
  readonly transport: Transport;
  readonly token: TokenProvider;
  /** The lifetime of a new token, in seconds; undefined when the exchange names none. */
  readonly lifetime: () => Promise<number | undefined>;
}

/** Sends the probe's requests as they are: nothing is repeated and nothing interpreted, but for a token that has expired. */
export function sender({ transport, token, lifetime }: Line): Send {
  /** What the CDP says to a token that it never issued. */
  let badTokenSays: string | undefined;

  const sendOnce = async (call: Call, value: string): Promise<Answer> => {
    const { endpoint, query = {}, body, withoutContentType } = call;
    const { method, path } = endpoints[endpoint];
    const parameters = new URLSearchParams(query).toString();
    const response = await transport({
      endpoint,
      method,
      path: parameters === '' ? path : `${path}?${parameters}`,
      headers: { token: value, ...(!withoutContentType && { 'content-type': 'application/json' }) },
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
    });
    return readAnswer(response);
  };

  const send = async (call: Call): Promise<Answer> => {
    if (call.token !== undefined) {
      const answer = await sendOnce(call, call.token);
      if (answer.kind === 'refused') badTokenSays = answer.msg;
      return answer;
    }
    const value = await token.current();
    const answer = await sendOnce(call, value);
    const looksExpired =
      answer.kind === 'refused' ? answer.msg === badTokenSays : answer.kind === 'status' && answer.status === 401;
    if (!looksExpired) return answer;
    token.reject(value);
    const again = await sendOnce(call, await token.current());
    // The CDP says the same about everything.
    if (again.kind === 'refused' && again.msg === badTokenSays) badTokenSays = undefined;
    return again;
  };

  return async (call) => {
    try {
      if (call.endpoint !== 'token exchange') return await send(call);
      return { kind: 'data', data: (await lifetime()) ?? null };
    } catch (error) {
      return noAnswer(error);
    }
  };
}

function noAnswer(error: unknown): Answer {
  if (error instanceof CdpError) return { kind: 'none', why: error.kind === 'timeout' ? 'no answer in time' : 'no answer' };
  throw error;
}

function readAnswer({ status, text }: TransportResponse): Answer {
  if (status < 200 || status > 299) return { kind: 'status', status };
  try {
    const envelope = parseJson(text);
    if (isJsonObject(envelope)) {
      const code = scalar(envelope['code']);
      if (code === '0') return { kind: 'data', data: envelope['data'] ?? null };
      if (code !== undefined) return { kind: 'refused', msg: scalar(envelope['msg']) ?? '' };
    }
  } catch {
    // Falls through: not the envelope.
  }
  return { kind: 'none', why: 'an answer that is not {code, msg, data}' };
}
