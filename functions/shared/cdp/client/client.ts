import type { MessagePatterns } from '../answer.ts';
import type { TokenProvider } from '../token.ts';
import type { Transport } from '../transport.ts';
import { caller, type Observe } from './caller.ts';
import { customerCalls, type CustomerDialect } from './customer-calls.ts';
import { folderCalls } from './folder-calls.ts';
import { groupCalls } from './group-calls.ts';
import { membershipCalls } from './membership-calls.ts';
import { defaultRetry, type RetryPolicy } from './retry.ts';

export interface CdpClientOptions extends CustomerDialect {
  /** `fetchTransport` for a tenant; its time limit is the transport's. */
  readonly transport: Transport;
  readonly token: TokenProvider;
  /** What `msg` tells, as regular expressions (Q03); default: nothing. */
  readonly patterns?: Partial<MessagePatterns>;
  /** Default `defaultRetry`; `false` where somebody else repeats, as a queue does. */
  readonly retry?: RetryPolicy | false;
  readonly observe?: Observe;
}

/**
 * The CDP's open API: every endpoint as a method of its own name, the lists as iterators too. Fields, their meanings and the
 * quirks are in docs/cdp-api. Methods throw CdpError; what is not found is a value. Ids are digit strings.
 */
export interface CdpClient
  extends
    ReturnType<typeof customerCalls>,
    ReturnType<typeof groupCalls>,
    ReturnType<typeof folderCalls>,
    ReturnType<typeof membershipCalls> {}

export function cdpClient({
  transport,
  token,
  patterns,
  retry = defaultRetry,
  observe,
  ...dialect
}: CdpClientOptions): CdpClient {
  const call = caller({
    transport,
    token,
    patterns: { auth: [], permanent: [], notFound: [], ...patterns },
    retry: retry === false ? undefined : retry,
    observe,
  });
  return { ...customerCalls(call, dialect), ...groupCalls(call), ...folderCalls(call), ...membershipCalls(call) };
}
