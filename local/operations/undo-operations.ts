import { identityHash, identitiesOfPair } from '../../functions/shared/identity/keyed-hash.ts';
import { digest } from '../../functions/shared/envelope/digest.ts';
import type { CaseOperations } from '../../operations/cases.ts';
import type { EventOperations } from '../../operations/events.ts';
import type { UndoOperations } from '../../operations/undo.ts';
import type { UndoEvidence } from '../../operations/undo/divide.ts';
import { openUndo } from '../../operations/undo/open-undo.ts';
import type { UndoSandbox } from '../../operations/undo/undo-ports.ts';
import { canUndoListedMerge, releaseIdentities, standingMerges, undoListedMerge } from '../console/merge-list.ts';
import { maskedEventView } from '../host/event-view.ts';
import type { Host } from '../host/host.ts';
import { newestFirst } from '../host/why.ts';
import type { JournalRow } from '../store/journal.ts';

const LOOKED = 500;

/** Separates customers, on this machine: in its sandbox, or in the tenant of the configuration. */
export function localUndo(
  host: Host,
  asked: { readonly cases: CaseOperations; readonly events: EventOperations },
): UndoOperations {
  const { config, ledger, journal, hashKey, cdp, sandbox } = host;
  const evidenceOf = (row: JournalRow): UndoEvidence => {
    const { report } = maskedEventView(row);
    return {
      event: digest('event', row.source, row.id),
      received: new Date(row.receivedTime).toISOString(),
      customers: report?.customers ?? [],
      names: new Set((report?.identities ?? []).map((identity) => identityHash(identity, config.cdp, hashKey))),
    };
  };
  return openUndo({
    config,
    ledger,
    clock: Date.now,
    hashKey: async () => hashKey,
    cdp: () => cdp.client,
    ...(config.cdp.baseUrl === 'sandbox' && { sandbox: sandboxOf(sandbox) }),
    ...asked,
    send: host.sendOwn,
    async evidence({ customers, identities }) {
      const queries = [
        ...customers.map((key) => ({ kind: '', scope: '', key })),
        ...identities.flatMap((pair) =>
          identitiesOfPair(pair, config.cdp).map(({ kind, value }) => ({ kind, key: value })),
        ),
      ];
      return newestFirst(queries.flatMap((query) => journal.findBy(query, LOOKED))).map(evidenceOf);
    },
  });
}

function sandboxOf(sandbox: Host['sandbox']): UndoSandbox {
  return {
    mergesInto: async (customer) => (await standingMerges(sandbox)).filter(({ survivor }) => survivor === customer),
    undo: (sequence) => undoListedMerge(sequence, sandbox),
    canUndo: (sequence) => canUndoListedMerge(sequence, sandbox),
    release: (customer, identities) => releaseIdentities(customer, identities, sandbox),
  };
}
