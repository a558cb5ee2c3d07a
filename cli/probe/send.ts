import { CdpError } from '../../functions/shared/cdp/cdp-error.ts';
import { endpoints } from '../../functions/shared/cdp/contract.ts';
import type { TokenProvider } from '../../functions/shared/cdp/token.ts';
import type { Transport, TransportResponse } from '../../functions/shared/cdp/transport.ts';
import { isJsonObject, parseJson, scalar } from '../../functions/shared/json/lossless.ts';
import { describeAnswer } from './evidence.ts';
import type { Send } from './conduct.ts';
import type { TenantAnswer, ProbeCall } from './interview.ts';
import { patternOf } from './messages.ts';

export interface Line {
  readonly transport: Transport;
  readonly token: TokenProvider;
  /** The lifetime of a new token, in seconds; undefined when the exchange names none. */
  readonly lifetime: () => Promise<number | undefined>;
}

/** Sends the probe's requests as they are: nothing is repeated and nothing interpreted, but for a token that has expired. */
export function probeSender({ transport, token, lifetime }: Line): Send {
  /** What was refused with a new token too. */
  const notAboutTokens = new Set<string>();

  const sendOnce = async (call: ProbeCall, value: string): Promise<TenantAnswer> => {
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

  /** A token may end at any time, and nobody knows how the CDP says so: what it says for the first time is tried with a new one. */
  const mayBeAboutToken = (answer: TenantAnswer): boolean => {
    if (answer.kind === 'refused') return !notAboutTokens.has(patternOf(answer.msg, []));
    return answer.kind === 'status' && answer.status === 401;
  };

  const send = async (call: ProbeCall): Promise<TenantAnswer> => {
    if (call.token !== undefined) return sendOnce(call, call.token);
    let before: string | undefined;
    for (;;) {
      const value = await token.current();
      const answer = await sendOnce(call, value);
      if (!mayBeAboutToken(answer)) return answer;
      const pattern = answer.kind === 'refused' ? patternOf(answer.msg, []) : describeAnswer(answer).en;
      if (pattern === before) {
        notAboutTokens.add(pattern);
        return answer;
      }
      before = pattern;
      token.reject(value);
    }
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

function noAnswer(error: unknown): TenantAnswer {
  if (error instanceof CdpError) return { kind: 'none', why: error.kind === 'timeout' ? NO_ANSWER_IN_TIME : NO_ANSWER };
  throw error;
}

function readAnswer({ status, text }: TransportResponse): TenantAnswer {
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
  return { kind: 'none', why: NO_ENVELOPE };
}

const NO_ANSWER_IN_TIME = { en: 'no answer in time', zh: '没有及时应答' };
const NO_ANSWER = { en: 'no answer', zh: '没有应答' };
const NO_ENVELOPE = { en: 'an answer that is not {code, msg, data}', zh: '应答不是 {code, msg, data}' };
