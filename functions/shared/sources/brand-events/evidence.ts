import type { EvidenceRule } from '../evidence-rule.ts';

const OWN_ID = 'the brand gave the id, or had the platform confirm it when the person logged in';

/** `*`: every kind that has no line of its own. */
export const brandEventsEvidence: readonly EvidenceRule[] = [
  { kind: 'mobile', field: 'identities[n].value', grade: 'verified', why: 'the brand bound it by a code in an SMS' },
  { kind: 'email', field: 'identities[n].value', grade: 'verified', why: 'the brand had a link in a mail opened' },
  { kind: '*', field: 'identities[n].value', grade: 'verified', why: OWN_ID },
  {
    kind: '*',
    field: 'released[n].value',
    grade: 'verified',
    why: 'the brand knows what it has unbound; never sent to the CDP',
  },
];
