import type { EvidenceRule } from '../../evidence-rule.ts';

const OWN_ID = 'Commerce gives the id and signs the body';
const TYPED = 'typed by the person; the hook does not say whether it was confirmed';

export const adobeCommerceWebhooksEvidence: readonly EvidenceRule[] = [
  { kind: 'adobe-commerce-customer', field: 'data.customer.data_model.id', grade: 'verified', why: OWN_ID },
  { kind: 'adobe-commerce-customer', field: 'data.customer.data_model.entity_id', grade: 'verified', why: OWN_ID },
  { kind: 'adobe-commerce-customer', field: 'data.order.customer_id', grade: 'verified', why: OWN_ID },
  { kind: 'email', field: 'data.customer.data_model.email', grade: 'claimed', why: TYPED },
  { kind: 'email', field: 'data.order.customer_email', grade: 'claimed', why: TYPED },
];
