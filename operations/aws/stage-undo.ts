import { hashesOfPair, textHash } from '../../functions/shared/identity/keyed-hash.ts';
import { longDigest } from '../../functions/shared/ports/journal-keys.ts';
import type { CaseOperations } from '../cases.ts';
import type { DecisionPorts } from '../open-cases.ts';
import type { UndoOperations } from '../undo.ts';
import type { UndoEvidence } from '../undo/divide.ts';
import { openUndo } from '../undo/open-undo.ts';
import { type JournalItem, keyIn, viewOf } from './journal-item.ts';
import type { JournalReader } from './journal-reader.ts';
import type { StageContext } from './stage-context.ts';

const OF_ONE = 200;

/** Separates customers of a stage, in the tenant. Every method may throw an AccountError or a CdpError. */
export function stageUndo(
  { config, clock, hashKey, cdp }: StageContext,
  journal: JournalReader,
  { ledger, events, send }: DecisionPorts,
  cases: CaseOperations,
): UndoOperations {
  return openUndo({
    config,
    ledger,
    clock,
    hashKey,
    cdp,
    cases,
    events,
    send,
    async evidence({ customers, identities }) {
      const key = await hashKey();
      const who = [
        ...customers.map((id) => textHash('customer', [id], key)),
        ...identities.flatMap((pair) => hashesOfPair(pair, config.cdp, key)),
      ];
      const items = await journal.ofPartitions(await journal.partitionsOf(who), who, OF_ONE);
      return items.map(evidenceOf);
    },
  });
}

function evidenceOf(item: JournalItem): UndoEvidence {
  const { report } = viewOf(item);
  const [received = '', event = ''] = keyIn(item).sk.split('#');
  return {
    event: longDigest(event),
    received,
    customers: report?.customers ?? [],
    names: new Set(item['who']?.SS ?? []),
  };
}
