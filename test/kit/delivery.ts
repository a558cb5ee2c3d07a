import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { composeDeliver, type DeliverComposition, type Delivery } from '../../functions/compose.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import { ApiError } from '../../functions/shared/enrichment/api-error.ts';
import type { ApiTransport } from '../../functions/shared/enrichment/api-transport.ts';
import { toMessages } from '../../functions/shared/envelope/codec.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { openConnections, verify } from '../../functions/shared/sources/connection.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { toEnvelope } from '../../functions/shared/envelope/from-source.ts';
import type { Transport } from '../../functions/shared/cdp/transport.ts';
import { openDatabase } from '../../local/store/database.ts';
import { sqliteCases } from '../../local/store/cases.ts';
import { sqliteLeases } from '../../local/store/leases.ts';
import { testCdp } from './cdp.ts';
import { TestClock } from './clock.ts';
import { demoConfig, sampleRequest, type SampleChoice, secrets, type WebhookConnection } from './demo.ts';
import { recordingLog } from './log.ts';
import {
  MemoryArchive,
  MemoryDeadLetters,
  MemoryFormerItems,
  MemoryLedger,
  MemoryQueue,
  MemorySecrets,
  MemoryVisibility,
} from './ports.ts';
import { context, sqsRecord } from './sqs.ts';

export interface DeliveryWorldOptions {
  readonly config?: GuiyiConfig;
  readonly wrap?: (transport: Transport) => Transport;
  readonly ports?: Partial<DeliverComposition>;
  /** The platforms' own APIs; without it none answers. */
  readonly api?: ApiTransport;
}

const noApi: ApiTransport = async (api) => {
  throw new ApiError('network', { api });
};

/** Delivery with everything around it: the real sandbox, the real sources, stores in memory, a clock. */
const HASH_KEY = 'the key of a test';

export function deliveryWorld({ config = demoConfig(), wrap, ports = {}, api = noApi }: DeliveryWorldOptions = {}) {
  const clock = new TestClock();
  const cdp = testCdp(clock.read, wrap);
  const store = new MemorySecrets(secrets);
  const ledger = new MemoryLedger(clock.read);
  const formerItems = new MemoryFormerItems(ledger);
  const archive = new MemoryArchive();
  const visibility = new MemoryVisibility();
  const queue = new MemoryQueue();
  const deadLetters = new MemoryDeadLetters();
  const log = recordingLog();
  const health: { lastSuccess: number } = { lastSuccess: 0 };
  const deliveries: { readonly event: Envelope; readonly delivery: Delivery }[] = [];
  const connections = openConnections(config, receivers, store, clock.read);
  const database = openDatabase(':memory:');
  const cases = sqliteCases(database);
  const leases = sqliteLeases(database);
  const { handler } = composeDeliver({
    config,
    transport: () => cdp.transport,
    api: () => api,
    secrets: store,
    leases,
    formerItems,
    cases,
    hashKey: async () => HASH_KEY,
    ledger,
    archive,
    visibility,
    queue,
    deadLetters,
    clock: clock.read,
    log: log.log,
    health,
    concurrency: 10,
    observe: (event, delivery) => deliveries.push({ event, delivery }),
    ...ports,
  });

  const deliverRecords = async (
    records: readonly SQSRecord[],
    remaining?: () => number,
  ): Promise<readonly string[]> => {
    const response: SQSBatchResponse = await handler({ Records: [...records] }, context(remaining));
    return response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  const recordOf = async (
    event: Envelope,
    more: { redrive?: number; receiveCount?: number; sentAt?: number } = {},
  ): Promise<SQSRecord> => {
    const [message] = await toMessages([{ envelope: event }], archive);
    if (!message) throw new Error('no message');
    const deduplicationId =
      more.redrive === undefined ? message.deduplicationId : `${message.deduplicationId}-r${more.redrive}`;
    const receiveCount = more.receiveCount ?? 1;
    return sqsRecord(
      { ...message, deduplicationId },
      { receiveCount, ...(more.sentAt !== undefined && { sentAt: more.sentAt }) },
    );
  };

  return {
    config,
    hashKey: HASH_KEY,
    handler,
    /** Unix ms at which it began. */
    start: clock.now,
    clock,
    cdp,
    store,
    ledger,
    formerItems,
    leases,
    archive,
    visibility,
    queue,
    deadLetters,
    log,
    health,
    cases,
    deliveries,
    deliverRecords,
    recordOf,
    /** A platform's own sample as the envelope that the front door makes of it. */
    async sample(connection: WebhookConnection, event: string, choice: SampleChoice = {}): Promise<Envelope> {
      const opened = connections.get(connection);
      if (!opened) throw new Error(`no connection ${connection}`);
      const request = sampleRequest(connection, event, { now: clock.now, ...choice });
      const verification = await verify(opened, request);
      if (verification.outcome !== 'verified') throw new Error(`${event} is not verified`);
      const decoding = opened.receiver.decode(verification.payload, request);
      if (decoding.outcome !== 'events' || !decoding.events[0]) throw new Error(`${event} is not decoded`);
      const { platform } = opened.receiver;
      return toEnvelope(decoding.events[0], { platform, connection, receivedTime: new Date(clock.now).toISOString() });
    },
    /** Delivers one event alone and says how that ended. */
    deliver: async (event: Envelope, more: { redrive?: number; receiveCount?: number } = {}): Promise<Delivery> => {
      await deliverRecords([await recordOf(event, more)]);
      const last = deliveries.at(-1);
      if (!last) throw new Error('nothing was delivered');
      return last.delivery;
    },
  };
}

export type DeliveryWorld = ReturnType<typeof deliveryWorld>;

/** An event of the brand's own system: every identity in it was proved. */
export function memberBound(
  identities: readonly { readonly kind: string; readonly value: string; readonly scope?: string }[],
  more: Partial<Envelope> & { readonly name?: string } = {},
): Envelope {
  const { name, ...attributes } = more;
  return {
    specversion: '1.0',
    id: JSON.stringify([identities, attributes.time]),
    source: '/brand-events/brand-demo',
    type: 'member.bound',
    subject: identities[0]?.value ?? '',
    time: '2026-03-01T12:00:00+08:00',
    datacontenttype: 'application/json',
    data: { identities: [...identities], ...(name === undefined ? {} : { name }) },
    connection: 'brand-demo',
    receivedtime: attributes.time ?? '2026-03-01T12:00:01+08:00',
    ...attributes,
  };
}
