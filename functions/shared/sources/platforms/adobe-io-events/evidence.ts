import type { EvidenceRule } from '../../evidence-rule.ts';

const OWN_ID = 'Commerce gives the id; Adobe signs the event';
const TYPED = 'typed by the person; the event does not say whether it was confirmed';
const BILLED = 'an order has no phone of its own; that of the billing address, typed at check-out';

const id = (field: string): EvidenceRule => ({
  kind: 'adobe-commerce-customer',
  field: `data.value.${field}`,
  grade: 'verified',
  why: OWN_ID,
});
const claimed = (kind: 'email' | 'mobile', field: string, why: string): EvidenceRule => ({
  kind,
  field: `data.value.${field}`,
  grade: 'claimed',
  why,
});

export const adobeIoEventsEvidence: readonly EvidenceRule[] = [
  id('id'),
  id('entity_id'),
  id('customer.id'),
  id('customer.entity_id'),
  id('customer_id'),
  claimed('email', 'email', TYPED),
  claimed('email', 'customer.email', TYPED),
  claimed('email', 'customer_email', TYPED),
  claimed('mobile', 'billing_address.telephone', BILLED),
  claimed('mobile', 'addresses[n].telephone', BILLED),
];
