import config from '#config';
import { DEFAULT_TIMEOUT_SECONDS, fetchTransport } from '../shared/cdp/transport.ts';
import { checkConfig } from '../shared/config/check-config.ts';
import { fetchApi } from '../shared/enrichment/api-transport.ts';
import { longestLookUpMs, openEnrichment } from '../shared/enrichment/open-enrichment.ts';
import { jsonLog } from '../shared/log/log.ts';
import { refusalMetric } from '../shared/log/refusal-metric.ts';
import { s3Archive } from '../shared/ports/aws/archive.ts';
import { sqsDeadLetters } from '../shared/ports/aws/dead-letters.ts';
import { environment } from '../shared/ports/aws/environment.ts';
import { dynamoCases } from '../shared/ports/aws/cases.ts';
import { dynamoClaims } from '../shared/ports/aws/claims.ts';
import { dynamoLeases } from '../shared/ports/aws/leases.ts';
import { dynamoLedger } from '../shared/ports/aws/ledger.ts';
import { dynamoMarks } from '../shared/ports/aws/marks.ts';
import { sqsQueue } from '../shared/ports/aws/queue.ts';
import { secretsManagerStore } from '../shared/ports/aws/secrets.ts';
import { enrichers } from '../shared/sources/enrichers.ts';
import { identifiers } from '../shared/sources/identifiers.ts';
import { openIdentifiers } from '../shared/sources/open-identifiers.ts';
import { receivers } from '../shared/sources/receivers.ts';
import { openCdp } from './open-cdp.ts';
import { openHashKey } from './hash-key.ts';
import { reserveMs } from './reserve.ts';
import { deliverHandler } from './worker.ts';

const clock = Date.now;
const checked = checkConfig(config, receivers, 'guiyi.config.ts');
const timeoutSeconds = checked.cdp.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
const lookUpMs = longestLookUpMs(checked);
const table = environment('GUIYI_LEDGER_TABLE');
const secrets = secretsManagerStore(environment('GUIYI_SECRET_PREFIX'));
const leases = dynamoLeases(table);
const write = (line: string) => void process.stdout.write(line);
const transport = fetchTransport(environment('GUIYI_CDP_BASE_URL'), timeoutSeconds);

export const handler = deliverHandler({
  config: checked,
  cdp: openCdp(checked, { transport, secrets, leases, clock }),
  identify: openIdentifiers(checked, identifiers),
  enrich: openEnrichment(checked, enrichers, { secrets, clock, transport: fetchApi(lookUpMs) }),
  ledger: dynamoLedger(table, clock),
  claims: dynamoClaims(table),
  suppressions: dynamoMarks(table, 'suppressed'),
  typedLinks: dynamoMarks(table, 'typed'),
  leases,
  cases: dynamoCases(table),
  hashKey: openHashKey(secrets, clock),
  countRefusal: refusalMetric(clock, write),
  archive: s3Archive(environment('GUIYI_ARCHIVE_BUCKET')),
  visibility: sqsQueue(environment('GUIYI_QUEUE_URL')),
  deadLetters: sqsDeadLetters(environment('GUIYI_DEAD_LETTER_QUEUE_URL')),
  clock,
  log: jsonLog('info', write),
  health: { lastSuccess: 0 },
  concurrency: checked.cdp.limits?.inFlight ?? 5,
  reserveMs: reserveMs(checked),
});
