import { toMessages } from '../../functions/shared/envelope/codec.ts';
import { s3Archive } from '../../functions/shared/ports/aws/archive.ts';
import { dynamoCases } from '../../functions/shared/ports/aws/cases.ts';
import { dynamoLedger } from '../../functions/shared/ports/aws/ledger.ts';
import { sqsQueue } from '../../functions/shared/ports/aws/queue.ts';
import type { Archive, Cases, Ledger } from '../../functions/shared/ports/ports.ts';
import type { EventOperations } from '../events.ts';
import type { DecisionPorts } from '../open-cases.ts';
import { inAccount } from './account-error.ts';
import type { StageContext } from './stage-context.ts';

/** Cases of a stage, and how decisions reach its delivery. Every method may throw an AccountError. */
export function decisionPorts(
  { deployed, config, clock }: StageContext,
  events: EventOperations,
): DecisionPorts & { readonly archive: Archive } {
  const archive = s3Archive(deployed.archiveBucket);
  const queue = sqsQueue(deployed.queues.events);
  return {
    config,
    events,
    clock,
    cases: casesInAccount(dynamoCases(deployed.ledgerTable)),
    ledger: ledgerInAccount(dynamoLedger(deployed.ledgerTable, clock)),
    archive: {
      ...archive,
      get: (key) => inAccount('read the archive', () => archive.get(key)),
    },
    send: (event) =>
      inAccount('send to the event queue', async () => queue.send(await toMessages([{ envelope: event }], archive))),
  };
}

function casesInAccount(cases: Cases): Cases {
  return { ...cases, list: (limit, which) => inAccount('list cases', () => cases.list(limit, which)) };
}

function ledgerInAccount(ledger: Ledger): Ledger {
  return { ...ledger, read: (keys) => inAccount('read the ledger', () => ledger.read(keys)) };
}
