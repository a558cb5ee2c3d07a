import type { Identity } from '../statement.ts';
import { type Message, proved, statedContacts, type WrittenEmail, type WrittenPhone } from './message.ts';

export interface StripePayer {
  readonly id: Identity;
  readonly name: string;
  readonly email?: WrittenEmail | undefined;
  readonly phone?: WrittenPhone | undefined;
  /** The name typed at the check-out is that of somebody else. */
  readonly isForAnother?: boolean;
}

export function checkoutCompleted({ id, name, email, phone, isForAnother = false }: StripePayer): Message {
  return {
    account: 'payments',
    type: 'checkout.session.completed',
    subject: id.value,
    data: ({ ms, sequence }) => ({
      id: `evt_truth${String(sequence).padStart(16, '0')}`,
      object: 'event',
      created: Math.floor(ms / 1000),
      livemode: true,
      type: 'checkout.session.completed',
      data: {
        object: {
          id: `cs_live_truth${String(sequence).padStart(16, '0')}`,
          object: 'checkout.session',
          customer: id.value,
          customer_details: {
            name,
            email: email?.value ?? null,
            phone: phone ? (phone.text ?? phone.value) : null,
            address: { country: phone?.country ?? 'CN' },
          },
          payment_status: 'paid',
          status: 'complete',
        },
      },
    }),
    act: 'payment',
    identities: [proved(id), ...statedContacts(email, phone)],
    fields: { name },
    ...(isForAnother && { untrue: ['name'] }),
  };
}
