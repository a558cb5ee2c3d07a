import type { Trigger } from '../../../change/customer-change.ts';
import { isJsonObject, type JsonObject } from '../../../json/lossless.ts';
import type { ActFrom } from '../../act.ts';

export interface DouyinEventKind {
  /** The object of `content` that names order and merchant; a member's event names them at the top. */
  readonly within?: 'order' | 'certificate';
  /** What the member did. */
  readonly trigger?: Trigger;
  /** `action` of an order that was paid. */
  readonly paidBy?: string;
  /** What the event tells of; without it, it is itself what the member did. */
  readonly act?: ActFrom;
}

export const douyinEventKinds: ReadonlyMap<string, DouyinEventKind> = new Map<string, DouyinEventKind>([
  ['life_member_join', { trigger: 'member-bound' }],
  ['life_member_leave', { trigger: 'member-left' }],
  [
    'life_trade_order_notify',
    {
      within: 'order',
      paidBy: 'pay_success',
      act: { kind: 'order', created: 'content.order.create_time' },
    },
  ],
  // Of a voucher, whatever has become of it: nobody says when its order was placed.
  ['life_trade_certificate_notify', { within: 'certificate', act: { kind: 'record' } }],
]);

export function douyinEventKind(type: string): DouyinEventKind | undefined {
  return douyinEventKinds.get(type);
}

/** The object that names the merchant. */
export function holderIn(content: JsonObject, { within }: DouyinEventKind): JsonObject {
  const holder = within === undefined ? content : content[within];
  return isJsonObject(holder) ? holder : {};
}
