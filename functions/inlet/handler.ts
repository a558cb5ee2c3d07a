import config from '#config';
import { composeInlet } from '../compose.ts';
import { jsonLog } from '../shared/log/log.ts';
import { nameSourcesInStacks } from '../shared/log/source-names.ts';
import { acceptedMetric, inletWaitingMetric, withUnreadableCounted } from '../shared/metrics/arrival-metrics.ts';
import { s3Archive } from '../shared/ports/aws/archive.ts';
import { sqsDeadLetters } from '../shared/ports/aws/dead-letters.ts';
import { environment } from '../shared/ports/aws/environment.ts';
import { sqsQueue } from '../shared/ports/aws/queue.ts';
import { stageSecrets } from '../shared/ports/aws/secrets.ts';
import { sqsVisibility } from '../shared/ports/aws/visibility.ts';

nameSourcesInStacks(import.meta.url);

const clock = Date.now;
const write = (line: string) => void process.stdout.write(line);
const metrics = { clock, write, namespace: environment('GUIYI_METRIC_NAMESPACE', 'Guiyi') };

export const handler = composeInlet({
  config,
  queue: sqsQueue(environment('GUIYI_QUEUE_URL')),
  visibility: sqsVisibility(environment('GUIYI_INLET_QUEUE_URL')),
  archive: s3Archive(environment('GUIYI_ARCHIVE_BUCKET')),
  deadLetters: sqsDeadLetters(environment('GUIYI_INLET_DEAD_LETTER_QUEUE_URL')),
  secrets: withUnreadableCounted(stageSecrets(environment('GUIYI_SECRET_PREFIX')), metrics),
  clock,
  log: jsonLog('info', write),
  observe: acceptedMetric(config, metrics),
  onWaiting: inletWaitingMetric(metrics),
});
