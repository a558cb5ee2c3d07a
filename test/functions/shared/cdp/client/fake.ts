import { type CdpClientOptions, cdpClient } from '../../../../../functions/shared/cdp/client/client.ts';
import { CdpError } from '../../../../../functions/shared/cdp/cdp-error.ts';
import {
  customerId,
  type CustomerId,
  folderId,
  type FolderId,
  groupId,
  type GroupId,
} from '../../../../../functions/shared/cdp/ids.ts';
import type { TransportRequest, TransportResponse } from '../../../../../functions/shared/cdp/transport.ts';

/** A text is the body of an HTTP 200; an error is thrown by the transport. */
export type Reply = string | Partial<TransportResponse> | CdpError;

/** A client whose requests get these answers, one after the other; the last one again and again. */
export function against(replies: readonly Reply[], options: Partial<CdpClientOptions> = {}) {
  const sent: TransportRequest[] = [];
  let tokens = 0;
  const client = cdpClient({
    transport: async (request) => {
      sent.push(request);
      const reply = replies[Math.min(sent.length, replies.length) - 1] ?? '';
      if (reply instanceof CdpError) throw reply;
      return { status: 200, retryAfter: null, text: '', ...(typeof reply === 'string' ? { text: reply } : reply) };
    },
    token: { current: async () => `token ${tokens}`, reject: () => void (tokens += 1) },
    patterns: { auth: [/^E_TOKEN/u], notFound: [/不存在/u] },
    retry: false,
    ...options,
  });
  return { client, sent };
}

export const ok = (data: string) => `{"code":0,"msg":"","data":${data}}`;
export const notFound = '{"code":-1,"msg":"客户不存在"}';
export const refused = '{"code":-1,"msg":"busy"}';

function made<Id>(id: Id | undefined): Id {
  if (id === undefined) throw new Error('no id');
  return id;
}
export const customer = (digits: string): CustomerId => made(customerId(digits));
export const group = (digits: string): GroupId => made(groupId(digits));
export const folder = (digits: string): FolderId => made(folderId(digits));

export const LONG = '1234567890123456789';
export const LONGEST = '9223372036854775807';
