import { type Table, testEvidence } from '../../../../kit/evidence-table.ts';

// What the brand's own systems say: what an event tells of, on what its contacts rest, and where its name is from.
testEvidence('brand-events', {
  events: {
    'member.bound': 'act',
    // An update may name a contact that was proved just now, see identify.test.ts.
    'member.updated': 'depends',
    'contact.released': 'record',
    'contact.rebound': 'act',
  },
});

const TIME = [1_767_576_600, '2026-01-05T01:30:00.000Z'] as const;
const configured = (at = ''): Table['events'] => ({
  sold: 'act',
  joined: 'act',
  shipped: { kind: 'order', since: `${at}placed` },
  changed: 'record',
});

testEvidence('github-style', {
  time: TIME,
  isConfigured: true,
  events: {
    ...configured(),
    'receipt.paid': { tells: 'act', contacts: { 'buyer.phone': 'claimed' }, name: 'beside-contact' },
  },
});

testEvidence('standard-webhooks', {
  time: TIME,
  isConfigured: true,
  events: {
    ...configured(),
    'member.joined': { tells: 'act', contacts: { 'data.phone': 'verified, act' }, name: 'account' },
  },
});

testEvidence('cloudevents', {
  time: TIME,
  isConfigured: true,
  events: { ...configured('data.'), 'example.brand.member.updated': 'record' },
});
