import { readEnvelope } from '../shared/envelope/codec.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../shared/json/lossless.ts';
import type { ReasonCode } from '../shared/reasons/reasons.ts';
import type { MatchRule } from '../shared/sources/connection-config.ts';
import type { Connection } from '../shared/sources/connection.ts';
import { detailOf, type UnwrappedMessage } from './unwrap.ts';

export type InletReading =
  | {
      readonly kind: 'envelope';
      readonly connection: Connection;
      readonly envelope: Envelope & { readonly dataref?: string };
    }
  | { readonly kind: 'payload'; readonly connection: Connection }
  | { readonly kind: 'unreadable'; readonly reason: ReasonCode; readonly detail: string };

/**
 * What a message is: an envelope names its connection itself; a platform's payload, which may be a CloudEvent too, is named
 * by the attribute `connection`, else by the one connection whose match rules fit its body.
 */
export function readInlet(message: UnwrappedMessage, connections: ReadonlyMap<string, Connection>): InletReading {
  const { json, attributes, wrappers } = message;
  const event = json !== undefined && isJsonObject(json) && json['specversion'] !== undefined ? json : undefined;
  if (event && event['connection'] !== undefined) return takeEnvelope(event, connections);
  const named = attributes['connection'];
  if (named !== undefined) {
    const connection = connections.get(named);
    if (connection) return { kind: 'payload', connection };
    return { kind: 'unreadable', reason: 'unknown-connection', detail: 'the attribute names no connection' };
  }
  const layers = [...wrappers, json, detailOf(json)];
  const fitting = [...connections.values()].filter(
    ({ config }) =>
      config.inlet && config.inlet.match.length > 0 && config.inlet.match.every((rule) => fits(layers, rule)),
  );
  const [connection] = fitting;
  if (fitting.length > 1) {
    const names = fitting.map(({ name }) => name).join(', ');
    return { kind: 'unreadable', reason: 'inlet-ambiguous', detail: `the rules of ${names} fit` };
  }
  if (connection) return { kind: 'payload', connection };
  if (event) return takeEnvelope(event, connections);
  if (isSubscriptionRequest(json)) {
    const detail = 'a topic asks whether the queue takes its messages: confirm the subscription in SNS';
    return { kind: 'unreadable', reason: 'inlet-unreadable', detail };
  }
  return { kind: 'unreadable', reason: 'inlet-unreadable', detail: 'no envelope, no attribute, and no rule fits' };
}

function takeEnvelope(event: JsonObject, connections: ReadonlyMap<string, Connection>): InletReading {
  const parsed = readEnvelope(event);
  if (!parsed.ok) return { kind: 'unreadable', reason: parsed.reason, detail: parsed.detail };
  const { envelope } = parsed;
  const connection = connections.get(envelope.connection);
  if (!connection || envelope.source !== `/${connection.config.source}/${connection.name}`) {
    const detail = 'source and connection of the envelope name no configured connection';
    return { kind: 'unreadable', reason: 'unknown-connection', detail };
  }
  if (connection.config.trust !== 'queue') {
    const detail = `connection ${connection.name} does not say trust: 'queue'`;
    return { kind: 'unreadable', reason: 'inlet-untrusted', detail };
  }
  return { kind: 'envelope', connection, envelope };
}

/** A rule is about the outermost that has such a field: what a message holds cannot pass for what brought it. */
function fits(layers: readonly (Json | undefined)[], { path, equals }: MatchRule): boolean {
  const values = layers.map((layer) => valueAt(layer, path));
  return scalar(values.find((value) => value !== undefined)) === equals;
}

function valueAt(json: Json | undefined, path: string): Json | undefined {
  let value = json;
  for (const key of path.split('.')) {
    value = value !== undefined && isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}

function isSubscriptionRequest(json: Json | undefined): boolean {
  return json !== undefined && isJsonObject(json) && json['Type'] === 'SubscriptionConfirmation';
}
