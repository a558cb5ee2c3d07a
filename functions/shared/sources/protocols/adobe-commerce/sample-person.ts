import type { SampleContext, SamplePayload } from '../../source.ts';

const people = [
  ['Ana', 'Lopez'],
  ['岚', '林'],
  ['Jonas', 'Weber'],
] as const;

/** The same number gives the same person, another number another one. */
export function sampleAdobePerson(sequence: number) {
  const [firstName, lastName] = people[Math.abs(sequence) % people.length] ?? people[0];
  // No carrier has numbers in 154.
  const subscriber = String((40_312_575 + sequence * 7919) % 100_000_000).padStart(8, '0');
  return {
    id: 7_100 + sequence,
    orderId: 9_100 + sequence,
    firstName,
    lastName,
    email: `commerce.${sequence}@mail.example`,
    phone: `+86154${subscriber}`,
  };
}

/** Commerce writes times in UTC, without saying so. */
export function commerceTime({ now }: SampleContext): string {
  return new Date(now).toISOString().slice(0, 19).replace('T', ' ');
}

export function sampleAccount(context: SampleContext): SamplePayload {
  const { id, firstName, lastName, email } = sampleAdobePerson(context.sequence);
  const time = commerceTime(context);
  return {
    id,
    email,
    firstname: firstName,
    lastname: lastName,
    website_id: 1,
    store_id: 1,
    created_at: time,
    updated_at: time,
    addresses: [{ id: id * 10, customer_id: id, telephone: '+8615498761203', city: '上海', country_id: 'CN' }],
  };
}

export function sampleOrder(context: SampleContext, changes: SamplePayload = {}): SamplePayload {
  const { id, orderId, firstName, lastName, email, phone } = sampleAdobePerson(context.sequence);
  const time = commerceTime(context);
  return {
    entity_id: orderId,
    increment_id: String(orderId).padStart(9, '0'),
    state: 'new',
    status: 'pending',
    customer_id: id,
    customer_is_guest: 0,
    customer_email: email,
    customer_firstname: firstName,
    customer_lastname: lastName,
    grand_total: 288,
    total_paid: 0,
    created_at: time,
    updated_at: time,
    addresses: [
      { address_type: 'billing', email, telephone: phone, firstname: firstName, lastname: lastName },
      // Somebody else receives the parcel.
      { address_type: 'shipping', email, telephone: '+8615498761203', firstname: '代收', lastname: '钱' },
    ],
    ...changes,
  };
}
