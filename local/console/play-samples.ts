import { randomInt } from 'node:crypto';
import { isJsonObject, parseJson, rawInteger } from '../../functions/shared/json/lossless.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { samplerOf } from '../../functions/shared/sources/sampler-of.ts';
import type { SamplePayload, SampleRequest } from '../../functions/shared/sources/source.ts';
import type { SampleAnswer, SampleFault, Samples } from '../../operations/console/play-page.ts';
import { forge } from '../../operations/samples/forge.ts';
import { eventNames, type SampleTarget } from '../../operations/samples/sample-target.ts';
import type { AboutSources } from './source-page.ts';

const DAY_MS = 24 * 3_600_000;
/** They are about the connections of the demo configuration. */
const STORIES = ['one-customer', 'recycled'];
const TOLD_WITH = ['wechat-demo', 'shopify-demo', 'brand-demo'];

/** Which events of which connections can be sent. */
export function samplesOf({ config }: Pick<AboutSources, 'config'>): Samples {
  return {
    stories: TOLD_WITH.every((name) => Object.hasOwn(config.connections, name)) ? STORIES : [],
    connections: Object.entries(config.connections).flatMap(([name, { source }]) => {
      const sampler = samplerOf(source);
      return sampler ? [{ name, source, via: sampler.transport, events: [...sampler.events] }] : [];
    }),
  };
}

/** The payload of a sample as JSON; undefined for an event that its platform does not have. */
export async function previewSample(
  connection: string,
  event: string,
  about: AboutSources,
): Promise<string | undefined> {
  const target = await targetOf(connection, about);
  const payload = target?.sampler.payload(event, target.options, contextAt(Date.now()));
  return payload && JSON.stringify(payload, null, 2);
}

interface Sent {
  readonly connection: string;
  readonly event: string;
  /** JSON, as text. */
  readonly payload: string;
  readonly fault: SampleFault;
}

export type Sending =
  | { readonly ok: true; readonly answer: SampleAnswer }
  | { readonly ok: false; readonly error: string };

/** Signs a payload as the platform does and sends it to the front door, or into the inlet queue. */
export async function sendSample(
  { connection, event, payload: text, fault }: Sent,
  about: AboutSources,
): Promise<Sending> {
  const target = await targetOf(connection, about);
  const payload = payloadIn(text);
  if (!target) return { ok: false, error: `there are no samples of ${connection}, or its secret is missing` };
  if (!payload) return { ok: false, error: 'the payload is no JSON object' };
  const isInlet = target.sampler.transport === 'inlet';
  if (isInlet && fault === 'forged') return { ok: false, error: 'in the inlet queue nothing is signed' };
  const context = contextAt(fault === 'late' ? Date.now() - DAY_MS : Date.now());
  const signed = target.sampler.sign(event, payload, target.secret, target.options, context);
  const request = fault === 'forged' ? forge(signed, target.sampler) : signed;
  const started = performance.now();
  const times = fault === 'duplicate' ? 2 : 1;
  let answer: Pick<SampleAnswer, 'status' | 'body'> = { body: '' };
  for (let time = 0; time < times; time++) {
    answer = isInlet ? await intoInlet(request, connection, about) : await toFrontDoor(request, connection, about);
  }
  const isAccepted = answer.status === undefined || answer.status < 300;
  const names = isAccepted ? eventNames(target, request, { now: Date.now() }) : [];
  return {
    ok: true,
    answer: {
      ...answer,
      milliseconds: Math.round(performance.now() - started),
      events: names.map(({ id, source }) => ({ id, source })),
    },
  };
}

async function targetOf(connection: string, { config, secrets }: AboutSources): Promise<SampleTarget | undefined> {
  const settings = config.connections[connection];
  const sampler = settings && samplerOf(settings.source);
  if (!settings || !sampler) return undefined;
  const { source, options, secret: name = connection } = settings;
  const text = sampler.transport === 'inlet' ? '{}' : await secrets.read(name);
  if (text === undefined) return undefined;
  const live: unknown = parseJson(text);
  const secret: unknown = Array.isArray(live) ? live[0] : live;
  return { connection, options, secret, sampler, receiver: receivers[source] };
}

const contextAt = (now: number) => ({ now, sequence: randomInt(1_000_000) });

/** Integers that a number cannot hold stay what they are. */
function payloadIn(text: string): SamplePayload | undefined {
  try {
    const json: unknown = JSON.parse(text, (_name, value: unknown, { source }) =>
      typeof value === 'number' && source !== undefined && /^\d{16,19}$/.test(source) ? rawInteger(source) : value,
    );
    return isJsonObject(json) ? (json as SamplePayload) : undefined;
  } catch {
    return undefined;
  }
}

async function intoInlet({ body }: SampleRequest, connection: string, { queues }: AboutSources) {
  await queues.inlet.queue.send([{ body, attributes: { connection } }]);
  return { body: '' };
}

async function toFrontDoor(request: SampleRequest, connection: string, { webhookUrl }: AboutSources) {
  const { method, headers, rawQuery, body } = request;
  const query = rawQuery === '' ? '' : `?${rawQuery}`;
  const response = await fetch(`${webhookUrl() ?? ''}/webhooks/${connection}${query}`, {
    method,
    headers: { ...headers },
    ...(method === 'POST' && { body }),
  });
  return { status: response.status, body: await response.text() };
}
