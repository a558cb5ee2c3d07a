import type { EvidenceRule } from '../../evidence-rule.ts';

const OWN_ID = 'Weimob gives the id; that the message is Weimob’s rests on the key in the address';

export const weimobEvidence: readonly EvidenceRule[] = [
  { kind: 'weimob-wid', field: 'msgBody.wid', grade: 'verified', why: OWN_ID },
  { kind: 'weimob-wid', field: 'msgBody.widList[n]', grade: 'verified', why: OWN_ID },
  {
    kind: 'mobile',
    field: 'msgBody.phone',
    grade: 'claimed',
    why: 'bound to the member; whether it comes in the clear, and was confirmed, is not documented',
  },
  {
    kind: 'mobile',
    field: 'msgBody.oldPhone',
    grade: 'claimed',
    why: 'bound to the member until this message: released, and never sent',
  },
];
