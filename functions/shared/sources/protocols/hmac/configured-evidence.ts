import type { EvidenceRule } from '../../evidence-rule.ts';

/** Of senders that are configuration alone: `*` is every kind and every field that the connection names. */
export const configuredEvidence: readonly EvidenceRule[] = [
  { kind: '*', field: '*', grade: 'verified', why: 'the configuration says `verified`: the sender has proved it' },
  {
    kind: '*',
    field: '*',
    grade: 'verified',
    basis: 'record',
    why: 'a contact of which the configuration says `verified`: the sender has proved it once, and repeats it',
  },
  {
    kind: '*',
    field: '*',
    grade: 'verified',
    basis: 'act',
    why: "a contact of which the configuration says `verified` and `basis: 'act'`: the event is the proof",
  },
  { kind: '*', field: '*', grade: 'claimed', why: 'the configuration does not say that it was proved' },
];
