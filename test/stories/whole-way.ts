import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Delivery } from '../../functions/compose.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import type { ConnectionConfig } from '../../functions/shared/sources/connection-config.ts';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import { samplerOf } from '../../functions/shared/sources/sampler-of.ts';
import type { SamplePayload } from '../../functions/shared/sources/source.ts';
import { deliveryWorld, memberBound } from '../kit/delivery.ts';
import { demoConfig, secrets } from '../kit/demo.ts';
import { everySourceConfig } from '../kit/every-source.ts';
import { webhookEndpoint } from '../kit/webhook-endpoint.ts';
import { openInlet } from '../kit/inlet.ts';
import { sqsRecord } from '../kit/sqs.ts';
import type { Happening } from './story.ts';

const NAME = 'shop';
const person = [
  { kind: 'member-no', value: 'M-000017' },
  { kind: 'mobile', value: '15931000071' },
];

/** One connection, from a request of its platform through door, queue and delivery to the customers of the sandbox. */
export function wholeWay(connection: ConnectionConfig, secret: unknown) {
  const config: GuiyiConfig = demoConfig({ connections: { [NAME]: connection }, cdp: everySourceConfig.cdp });
  const world = deliveryWorld({ config });
  const door = webhookEndpoint(config, { ...secrets, [NAME]: secret });
  const inlet = openInlet(config, world.clock);
  const { source, options } = connection;
  const isWebhook = connection.trust !== 'queue';

  /** What the platform sends now, about something that happened at `at`. */
  const requestOf = ({ event, change, rewrite }: Happening, at = world.clock.now): WebhookRequest => {
    const context = { now: world.clock.now, sequence: 1 };
    const sampler = samplerOf(source);
    const payload =
      sampler?.payload(event, options, context) ?? (source === 'brand-events' ? envelope(event) : undefined);
    if (!payload) throw new Error(`no sample ${event} of ${source}`);
    change?.(payload, new Date(at));
    const { body, ...request } = sampler?.sign(event, payload, secret, options, context) ?? plain(payload);
    const made = { ...request, body: Buffer.from(body), receivedAt: world.clock.now };
    return rewrite?.(made, new Date(at)) ?? made;
  };
  const envelope = (type: string): SamplePayload => {
    const time = new Date(world.clock.now).toISOString();
    const made = memberBound(person, { id: `${type} ${time}`, type, time, receivedtime: time });
    const own = { ...made, source: `/brand-events/${NAME}`, connection: NAME };
    return JSON.parse(JSON.stringify(own)) as SamplePayload;
  };

  return {
    world,
    isWebhook,
    queued: () => door.queue.sent.length + inlet.queue.sent.length,
    requestOf,
    /** The platform's answer to a request; a message in the inlet queue has none. */
    send: async (request: WebhookRequest): Promise<APIGatewayProxyStructuredResultV2> => {
      door.clock.now = world.clock.now;
      if (isWebhook) return door.send(NAME, request);
      const taken = await inlet.put(Buffer.from(request.body).toString(), { connection: NAME });
      if (typeof taken === 'string') throw new Error(`the inlet refused it: ${taken}`);
      return { statusCode: 200 };
    },
    /** Delivers what is queued, and says how each event ended. */
    deliver: async (): Promise<readonly Delivery[]> => {
      const before = world.deliveries.length;
      for (const message of [...door.queue.sent.splice(0), ...inlet.queue.sent.splice(0)])
        await world.deliverRecords([sqsRecord(message)]);
      return world.deliveries.slice(before).map(({ delivery }) => delivery);
    },
  };
}

function plain(payload: SamplePayload) {
  return { method: 'POST' as const, headers: {}, rawQuery: '', body: JSON.stringify(payload) };
}
