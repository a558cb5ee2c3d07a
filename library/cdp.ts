/**
 * `guiyi/cdp`: the CDP's open API for any program. Needs nothing of Guiyi's other parts, and at run time no dependency.
 */
export { cdpClient, type CdpClient, type CdpClientOptions } from '../functions/shared/cdp/client/client.ts';
export type { Explain, Observe, ObservedRequest } from '../functions/shared/cdp/client/caller.ts';
export type { CustomerDialect, CustomerWindow } from '../functions/shared/cdp/client/customer-calls.ts';
export type { Folder } from '../functions/shared/cdp/client/folder-calls.ts';
export type { CustomerGroup, CustomerGroupFilter } from '../functions/shared/cdp/client/group-calls.ts';
export type { GroupOfCustomer } from '../functions/shared/cdp/client/membership-calls.ts';
export type { Page, PageRequest } from '../functions/shared/cdp/client/page.ts';
export type { AttributeValues, Customer, CustomerRecord } from '../functions/shared/cdp/client/read-customer.ts';
export { defaultRetry, type FailedAttempt, type RetryPolicy } from '../functions/shared/cdp/client/retry.ts';
export type { UtcOffset } from '../functions/shared/cdp/client/window-time.ts';

export type { MessagePatterns } from '../functions/shared/cdp/answer.ts';
export { CdpError, type CdpErrorKind } from '../functions/shared/cdp/cdp-error.ts';
export * from '../functions/shared/cdp/contract.ts';
export {
  customerId,
  type CustomerId,
  folderId,
  type FolderId,
  groupId,
  type GroupId,
} from '../functions/shared/cdp/ids.ts';
export { fixedToken, type TokenProvider } from '../functions/shared/cdp/token.ts';
export {
  type Credentials,
  exchangedToken,
  sandboxExchange,
  type TokenExchange,
} from '../functions/shared/cdp/token-exchange.ts';
export {
  fetchTransport,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from '../functions/shared/cdp/transport.ts';
