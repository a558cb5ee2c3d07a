import type { SQSRecord } from 'aws-lambda';
import { composeDeliver } from '../../../../functions/compose.ts';
import type { CaseObservation } from '../../../../functions/shared/cases/case.ts';
import type { GuiyiConfig } from '../../../../functions/shared/config/define-config.ts';
import { ApiError } from '../../../../functions/shared/enrichment/api-error.ts';
import type { Clock } from '../../../../functions/shared/ports/clock.ts';
import type { DeadLetter } from '../../../../functions/shared/ports/ports.ts';
import { lambdaContext } from '../../../../local/host/lambda-context.ts';
import { sandboxTransport } from '../../../../local/host/sandbox-transport.ts';
import { sqliteCases } from '../../../../local/store/cases.ts';
import { openDatabase } from '../../../../local/store/database.ts';
import { sqliteLeases } from '../../../../local/store/leases.ts';
import { sqliteLedger } from '../../../../local/store/ledger.ts';
import { type IdentityType, seededIdentityTypes } from '../../../../sandbox/resolution/identity.ts';
import { openSandbox, type Sandbox } from '../../../../sandbox/sandbox.ts';

/** Where an event has come, as the delivery itself says it. */
export interface Delivered {
  readonly event: string;
  readonly customer: string | undefined;
}

export interface Guiyi {
  /** @returns the message ids of what must come again */
  deliver(records: readonly SQSRecord[]): Promise<readonly string[]>;
  readonly delivered: readonly Delivered[];
  readonly cases: readonly CaseObservation[];
  readonly deadLetters: readonly DeadLetter[];
  /** In how many seconds a message that was returned comes again, by its receipt. */
  readonly delays: ReadonlyMap<string, number>;
  readonly sandbox: Sandbox;
  close(): void;
}

const credentials = { appKey: 'truth-app-key', secret: 'truth-only-secret' };
const HASH_KEY = 'the key of a history';

/**
 * The real delivery with the real sources over the real sandbox, on stores in memory. This file alone knows how they are put
 * together.
 */
export function openGuiyi(config: GuiyiConfig, clock: Clock): Guiyi {
  const sandbox = openSandbox({
    file: ':memory:',
    credentials: [credentials],
    identityTypes: [...seededIdentityTypes, ...ownIdentityTypes(config)],
    synchronous: 'normal',
    now: clock,
  });
  const database = openDatabase(':memory:');
  const secrets = { read: async (name: string) => (name === 'cdp' ? JSON.stringify(credentials) : undefined) };
  const leases = sqliteLeases(database);
  const inbox = sqliteCases(database);
  const objects = new Map<string, Uint8Array>();
  const delivered: Delivered[] = [];
  const cases: CaseObservation[] = [];
  const deadLetters: DeadLetter[] = [];
  const delays = new Map<string, number>();
  const { handler } = composeDeliver({
    config,
    transport: () => sandboxTransport(sandbox),
    api: () => async (api) => {
      throw new ApiError('network', { api });
    },
    secrets,
    ledger: sqliteLedger(database, clock),
    leases,
    cases: {
      ...inbox,
      report: async (observations) => {
        cases.push(...observations);
        await inbox.report(observations);
      },
    },
    queue: {
      send: async () => {
        throw new Error('no event of a history is tried so often');
      },
    },
    hashKey: async () => HASH_KEY,
    archive: {
      put: async (key, bytes) => void objects.set(key, bytes),
      get: async (key) => objects.get(key),
      remove: async (key) => void objects.delete(key),
    },
    visibility: { change: async (receipt, seconds) => void delays.set(receipt, seconds) },
    deadLetters: { send: async (letter) => void deadLetters.push(letter) },
    clock,
    log: () => undefined,
    health: { lastSuccess: 0 },
    concurrency: 10,
    observe: ({ id }, { outcome, customers }) => {
      if (outcome.outcome !== 'waiting') delivered.push({ event: id, customer: customers.at(-1) });
    },
  });
  const context = { ...lambdaContext('truth', 230), getRemainingTimeInMillis: () => 230_000 };
  return {
    deliver: async (records) => {
      const { batchItemFailures } = await handler({ Records: [...records] }, context);
      return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    },
    delivered,
    cases,
    deadLetters,
    delays,
    sandbox,
    close: () => {
      sandbox.close();
      database.close();
    },
  };
}

/** The kinds that a configuration adds, as the tenant would have them. */
function ownIdentityTypes({ cdp }: GuiyiConfig): readonly IdentityType[] {
  return Object.entries(cdp.identityKinds ?? {}).flatMap(([kind, { unique, rank }]) => {
    const type = cdp.identityTypes[kind];
    return type ? [{ code: type.code, uniquePerCustomer: unique, rank }] : [];
  });
}
