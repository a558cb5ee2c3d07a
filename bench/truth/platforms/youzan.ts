import type { Identity } from '../statement.ts';
import { nationalDigits } from '../world/contacts.ts';
import { KDT_ID } from './accounts.ts';
import { type Message, proved, stated, statedContacts, type WrittenPhone } from './message.ts';

interface YouzanOrder {
  readonly id: Identity;
  readonly phone?: WrittenPhone | undefined;
  readonly receiver?: { readonly name: string; readonly phone: string } | undefined;
}

export function order({ id, phone, receiver }: YouzanOrder): Message {
  const others = receiver && receiver.phone !== phone?.value ? [receiver.phone] : [];
  return {
    account: 'youzan',
    type: 'trade_TradePaid',
    subject: id.value,
    data: ({ ms, sequence }) => ({
      type: 'trade_TradePaid',
      kdt_id: Number(KDT_ID),
      msg_id: `truth-${sequence}`,
      version: Math.floor(ms / 1000),
      msg: {
        full_order_info: {
          order_info: { tid: `E2025${String(sequence).padStart(12, '0')}`, status: 'WAIT_SELLER_SEND_GOODS' },
          buyer_info: { yz_open_id: id.value, buyer_phone: phone ? nationalDigits(phone.value) : '' },
          address_info: receiver
            ? { receiver_name: receiver.name, receiver_tel: nationalDigits(receiver.phone), delivery_city: '杭州' }
            : {},
        },
      },
    }),
    act: 'order',
    identities: [
      proved(id),
      ...statedContacts(undefined, phone),
      ...others.map((value) => stated({ kind: 'mobile', scope: '', value }, 'typed', 'receiver')),
    ],
  };
}

/** The shop's own record of a customer. */
export function customerRecord(id: Identity, name: string, phone: WrittenPhone | undefined): Message {
  return {
    account: 'youzan',
    type: 'SCRM_CUSTOMER_EVENT',
    subject: id.value,
    data: ({ ms, sequence }) => ({
      type: 'SCRM_CUSTOMER_EVENT',
      kdt_id: Number(KDT_ID),
      msg_id: `truth-${sequence}`,
      version: Math.floor(ms / 1000),
      status: 'CUSTOMER_UPDATED',
      msg: { yz_open_id: id.value, name, ...(phone && { mobile: nationalDigits(phone.value) }) },
    }),
    act: 'record-update',
    identities: [proved(id), ...statedContacts(undefined, phone && { ...phone, grade: 'recorded' })],
    fields: { name },
  };
}
