import config from '#config';
import { composeWebhook } from '../compose.ts';
import { jsonLog } from '../shared/log/log.ts';
import { nameSourcesInStacks } from '../shared/log/source-names.ts';
import {
  acceptedMetric,
  failedMetric,
  rejectedMetric,
  withQuarantineCounted,
  withUnreadableCounted,
} from '../shared/metrics/arrival-metrics.ts';
import { s3Archive } from '../shared/ports/aws/archive.ts';
import { environment } from '../shared/ports/aws/environment.ts';
import { sqsQueue } from '../shared/ports/aws/queue.ts';
import { stageSecrets } from '../shared/ports/aws/secrets.ts';

nameSourcesInStacks(import.meta.url);

const clock = Date.now;
const write = (line: string) => void process.stdout.write(line);
const metrics = { clock, write, namespace: environment('GUIYI_METRIC_NAMESPACE', 'Guiyi') };
const countAccepted = acceptedMetric(config, metrics);
const countRejected = rejectedMetric(metrics);
const countFailed = failedMetric(environment('AWS_LAMBDA_FUNCTION_VERSION', '$LATEST'), metrics);

export const handler = composeWebhook({
  config,
  queue: sqsQueue(environment('GUIYI_QUEUE_URL')),
  archive: withQuarantineCounted(s3Archive(environment('GUIYI_ARCHIVE_BUCKET')), metrics),
  secrets: withUnreadableCounted(stageSecrets(environment('GUIYI_SECRET_PREFIX')), metrics),
  clock,
  log: jsonLog('info', write),
  observe(envelopes, request) {
    countAccepted(envelopes);
    countRejected(request);
    countFailed(request);
  },
});
