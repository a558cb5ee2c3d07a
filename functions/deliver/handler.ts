import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import config from '#config';
import { composeDeliver, openEnvelopeKey } from '../compose.ts';
import { isProbeRequest, type ProbeRequest } from '../shared/breaker/receiver.ts';
import type { ProbeAnswer } from '../shared/breaker/receiver.ts';
import { fetchTransport } from '../shared/cdp/transport.ts';
import { jsonLog } from '../shared/log/log.ts';
import { nameSourcesInStacks } from '../shared/log/source-names.ts';
import { withUnreadableCounted } from '../shared/metrics/arrival-metrics.ts';
import { callMetrics, deliveryMetrics, eraseMetric, withSlowCallsCounted } from '../shared/metrics/delivery-metrics.ts';
import { s3Archive } from '../shared/ports/aws/archive.ts';
import { sqsDeadLetters } from '../shared/ports/aws/dead-letters.ts';
import { environment } from '../shared/ports/aws/environment.ts';
import { dynamoCases } from '../shared/ports/aws/cases.ts';
import { dynamoFormerItems } from '../shared/ports/aws/former-items.ts';
import { dynamoJournal } from '../shared/ports/aws/journal.ts';
import { dynamoLeases } from '../shared/ports/aws/leases.ts';
import { dynamoLedger } from '../shared/ports/aws/ledger.ts';
import { sqsQueue } from '../shared/ports/aws/queue.ts';
import { stageSecrets } from '../shared/ports/aws/secrets.ts';

nameSourcesInStacks(import.meta.url);

const clock = Date.now;
const table = environment('GUIYI_LEDGER_TABLE');
const events = sqsQueue(environment('GUIYI_QUEUE_URL'));
const write = (line: string) => void process.stdout.write(line);
const metrics = { clock, write, namespace: environment('GUIYI_METRIC_NAMESPACE', 'Guiyi') };

const secrets = withUnreadableCounted(stageSecrets(environment('GUIYI_SECRET_PREFIX')), metrics);
const { days = 30, index: indexed = true, off = false, envelopes = true } = config.journal ?? {};

const { handler: deliver, probe } = composeDeliver({
  config,
  transport: (timeoutSeconds) =>
    withSlowCallsCounted(
      fetchTransport(environment('GUIYI_CDP_BASE_URL'), timeoutSeconds),
      config.deployment?.alarms ?? {},
      metrics,
    ),
  secrets,
  ledger: dynamoLedger(table, clock),
  // A stack that began with its table says so. Whoever does not say it is read for what versions before 0.2 wrote: a mark of an erase, too.
  hasFormer: environment('GUIYI_FORMER_ITEMS', 'read') !== 'none',
  leases: dynamoLeases(table),
  formerItems: dynamoFormerItems(table),
  cases: dynamoCases(table),
  metrics: deliveryMetrics(metrics),
  measureCalls: callMetrics(metrics),
  observe: eraseMetric(metrics),
  archive: s3Archive(environment('GUIYI_ARCHIVE_BUCKET')),
  visibility: events,
  queue: events,
  deadLetters: sqsDeadLetters(environment('GUIYI_DEAD_LETTER_QUEUE_URL')),
  ...(!off && {
    journal: {
      store: dynamoJournal({ table: environment('GUIYI_JOURNAL_TABLE'), days, indexed, clock }),
      ...(envelopes && { envelopeKey: openEnvelopeKey(secrets, clock) }),
    },
  }),
  clock,
  log: jsonLog('info', write),
});

/** Batches of the event queue; and the breaker's question whether the CDP answers. */
export const handler = async (
  event: SQSEvent | ProbeRequest,
  context: Context,
): Promise<SQSBatchResponse | ProbeAnswer> => (isProbeRequest(event) ? probe() : deliver(event, context));
