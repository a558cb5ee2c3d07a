import config from '#config';
import { checkedConfig, composeInlet } from '../compose.ts';
import { jsonLog } from '../shared/log/log.ts';
import { s3Archive } from '../shared/ports/aws/archive.ts';
import { sqsDeadLetters } from '../shared/ports/aws/dead-letters.ts';
import { environment } from '../shared/ports/aws/environment.ts';
import { sqsQueue } from '../shared/ports/aws/queue.ts';
import { stageSecrets } from '../shared/ports/aws/secrets.ts';

export const handler = composeInlet({
  config: checkedConfig(config),
  queue: sqsQueue(environment('GUIYI_QUEUE_URL')),
  archive: s3Archive(environment('GUIYI_ARCHIVE_BUCKET')),
  deadLetters: sqsDeadLetters(environment('GUIYI_INLET_DEAD_LETTER_QUEUE_URL')),
  secrets: stageSecrets(environment('GUIYI_SECRET_PREFIX')),
  clock: Date.now,
  log: jsonLog('info', (line) => process.stdout.write(line)),
});
