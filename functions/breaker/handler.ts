import { composeBreaker } from '../compose-breaker.ts';
import { jsonLog } from '../shared/log/log.ts';
import { nameSourcesInStacks } from '../shared/log/source-names.ts';
import { breakerMetric } from '../shared/metrics/delivery-metrics.ts';
import { dynamoLedger } from '../shared/ports/aws/ledger.ts';
import { environment } from '../shared/ports/aws/environment.ts';
import { invokeFunction, mappingReceiver } from '../shared/ports/aws/lambda.ts';
import { deliverOneSqsBatch } from '../shared/ports/aws/one-batch.ts';
import { probeAnswer } from '../shared/breaker/receiver.ts';

nameSourcesInStacks(import.meta.url);

const clock = Date.now;
const write = (line: string) => void process.stdout.write(line);
const deliver = (event: object) => invokeFunction(environment('GUIYI_DELIVER_FUNCTION'), event);

const deliverOne = () => deliverOneSqsBatch(environment('GUIYI_QUEUE_URL'), deliver);

const { turn } = composeBreaker({
  ledger: dynamoLedger(environment('GUIYI_LEDGER_TABLE'), clock),
  receiver: mappingReceiver(environment('GUIYI_DELIVER_MAPPING')),
  probe: async () => probeAnswer(await deliver({ probe: 'cdp' })),
  deliverBatch: async () => void (await deliverOne()),
  renewBatch: deliverOne,
  concurrency: Number(environment('GUIYI_DELIVER_CONCURRENCY')),
  clock,
  log: jsonLog('info', write),
  measure: breakerMetric({ clock, write, namespace: environment('GUIYI_METRIC_NAMESPACE', 'Guiyi') }),
});

/** Once a minute. */
export const handler = async (): Promise<{ readonly state: string }> => {
  const { state, pause } = await turn();
  return { state: pause ? 'paused' : state };
};
