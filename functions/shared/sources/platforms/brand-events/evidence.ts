import type { EvidenceRule } from '../../evidence-rule.ts';

const OWN_ID = 'the brand gave the id, or had the platform confirm it when the person logged in';

const contact = (kind: string) => ({ kind, field: 'identities[n].value', grade: 'verified' }) as const;
const claimed = (kind: string) => ({ kind, field: 'identities[n].value', grade: 'claimed' }) as const;

/** `*`: every kind that has no line of its own. */
export const brandEventsEvidence: readonly EvidenceRule[] = [
  { ...contact('mobile'), basis: 'act', why: 'the brand has just bound it by a code in an SMS' },
  { ...contact('mobile'), basis: 'record', why: 'the brand bound it once by a code in an SMS, and repeats it' },
  { ...contact('email'), basis: 'act', why: 'the brand has just had a link in a mail opened' },
  { ...contact('email'), basis: 'record', why: 'the brand once had a link in a mail opened, and repeats the address' },
  { ...claimed('mobile'), why: 'somebody typed it into a form of the brand: `"grade": "claimed"`' },
  { ...claimed('email'), why: 'the same' },
  { kind: '*', field: 'identities[n].value', grade: 'verified', why: OWN_ID },
  { ...claimed('*'), why: 'the brand has it from somebody and has not proved it: `"grade": "claimed"`' },
  {
    kind: '*',
    field: 'released[n].value',
    grade: 'verified',
    why: 'the brand knows what it has unbound; never sent to the CDP',
  },
];
