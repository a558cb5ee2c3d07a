import type { EvidenceRule } from '../../evidence-rule.ts';

const why =
  'JD gives the id; taken for one buyer within one application and shop, because no wider scope is documented';

export const jdEvidence: readonly EvidenceRule[] = [
  { kind: 'jd-xid', field: 'xid_buyer', grade: 'verified', why },
  { kind: 'jd-open-id', field: 'open_id_buyer', grade: 'verified', why },
];
