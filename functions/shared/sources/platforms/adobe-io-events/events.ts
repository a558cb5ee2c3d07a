import { isJsonObject, type JsonObject } from '../../../json/lossless.ts';
import type { ActFrom } from '../../act.ts';

export interface AdobeIoEventKind {
  readonly effect: 'account' | 'account-deleted' | 'order';
  /** Where the record stands in the event's data, with its dot. */
  readonly at: 'data.value.' | 'data.value.customer.';
  /** Undefined: the event is itself what the person did. */
  readonly act?: ActFrom;
}

/** How Adobe I/O Events names what Commerce calls `observer.…`. */
const PREFIX = 'com.adobe.commerce.';

/** Commerce writes times in UTC, without saying so. */
const CREATED = { created: 'data.value.created_at', offset: 'Z' } as const;

/** The events of which something follows: those that Commerce raises when a record is saved for good, and log-ins. */
export const adobeIoEventKinds: ReadonlyMap<string, AdobeIoEventKind> = new Map<string, AdobeIoEventKind>([
  [
    'observer.customer_save_commit_after',
    { effect: 'account', at: 'data.value.', act: { kind: 'record', ...CREATED } },
  ],
  ['observer.customer_delete_commit_after', { effect: 'account-deleted', at: 'data.value.' }],
  ['observer.customer_register_success', { effect: 'account', at: 'data.value.customer.' }],
  ['observer.customer_login', { effect: 'account', at: 'data.value.customer.' }],
  [
    'observer.sales_order_save_commit_after',
    { effect: 'order', at: 'data.value.', act: { kind: 'order', ...CREATED } },
  ],
]);

export function adobeIoEventKind(type: string): AdobeIoEventKind | undefined {
  return type.startsWith(PREFIX) ? adobeIoEventKinds.get(type.slice(PREFIX.length)) : undefined;
}

/** The record that an event is about. */
export function recordOf(event: JsonObject, { at }: AdobeIoEventKind): JsonObject | undefined {
  const data = event['data'];
  const value = isJsonObject(data) ? data['value'] : undefined;
  if (!isJsonObject(value)) return undefined;
  const record = at === 'data.value.' ? value : value['customer'];
  return isJsonObject(record) ? record : undefined;
}
