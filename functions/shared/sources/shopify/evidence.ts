import type { EvidenceRule } from '../evidence-rule.ts';

const OWN_ID = 'Shopify gives the id and signs it';
const CONFIRMED = '`verified_email` is true: the shop had the address confirmed';
const UNCONFIRMED = '`verified_email` is not true: nobody has confirmed the address';
const NO_PROOF_OF_PHONE = 'Shopify has no mark for a confirmed phone';
const TYPED = 'typed at check-out, by whoever checked out';
const NO_PROOF_IN_EVENT = 'the event does not say whether it was confirmed';

export const shopifyEvidence: readonly EvidenceRule[] = [
  { kind: 'shopify-customer', field: 'id', grade: 'verified', why: OWN_ID },
  { kind: 'shopify-customer', field: 'customer.id', grade: 'verified', why: OWN_ID },
  { kind: 'shopify-customer', field: 'customer_id', grade: 'verified', why: OWN_ID },
  { kind: 'shopify-customer', field: 'admin_graphql_api_id', grade: 'verified', why: OWN_ID },
  {
    kind: 'shopify-customer',
    field: 'admin_graphql_api_customer_kept_id',
    grade: 'verified',
    why: 'the shop has merged two of its customers',
  },
  {
    kind: 'shopify-customer',
    field: 'admin_graphql_api_customer_deleted_id',
    grade: 'verified',
    why: 'the shop has merged two of its customers',
  },
  { kind: 'email', field: 'email', grade: 'verified', why: CONFIRMED },
  { kind: 'email', field: 'customer.email', grade: 'verified', why: CONFIRMED },
  { kind: 'email', field: 'email', grade: 'claimed', why: `${UNCONFIRMED}; of an order: ${TYPED}` },
  { kind: 'email', field: 'customer.email', grade: 'claimed', why: UNCONFIRMED },
  { kind: 'email', field: 'contact_email', grade: 'claimed', why: TYPED },
  { kind: 'email', field: 'email_address', grade: 'claimed', why: NO_PROOF_IN_EVENT },
  { kind: 'mobile', field: 'phone', grade: 'claimed', why: `${NO_PROOF_OF_PHONE}; of an order: ${TYPED}` },
  { kind: 'mobile', field: 'customer.phone', grade: 'claimed', why: NO_PROOF_OF_PHONE },
];
