import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { composeWebhook } from '../../functions/compose.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import { TestClock } from './clock.ts';
import { demoConfig, secrets } from './demo.ts';
import { gatewayEvent } from './gateway.ts';
import { recordingLog } from './log.ts';
import { MemoryArchive, MemoryQueue, MemorySecrets } from './ports.ts';
import { context } from './sqs.ts';

/** The front door with the real receivers, and stores in memory. */
export function webhookEndpoint(
  config: GuiyiConfig = demoConfig(),
  stored: Readonly<Record<string, unknown>> = secrets,
) {
  const clock = new TestClock();
  const queue = new MemoryQueue();
  const archive = new MemoryArchive();
  const store = new MemorySecrets(stored);
  const log = recordingLog();
  const observed: Envelope[] = [];
  const handler = composeWebhook({
    config,
    queue,
    archive,
    secrets: store,
    clock: clock.read,
    log: log.log,
    observe: (envelopes) => observed.push(...envelopes),
  });
  const send = (
    connection: string,
    request: WebhookRequest,
    encoding: 'utf8' | 'base64' = 'base64',
  ): Promise<APIGatewayProxyStructuredResultV2> =>
    Promise.resolve(handler(gatewayEvent(connection, request, encoding), context()));
  return { clock, queue, archive, store, log, observed, send };
}
