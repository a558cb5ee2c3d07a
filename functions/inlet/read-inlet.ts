import { parseEnvelope } from '../shared/envelope/codec.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import { isJsonObject, type Json, parseJson, scalar } from '../shared/json/lossless.ts';
import type { ReasonCode } from '../shared/reasons/reasons.ts';
import type { MatchRule } from '../shared/sources/connection-config.ts';
import type { Connection } from '../shared/sources/connection.ts';

/** A message in the inlet queue, free of what SQS adds. */
export interface InletMessage {
  readonly body: string;
  /** String attributes: `connection`, and for a signed payload `headers` (JSON), `query`, `encoding` (`base64`). */
  readonly attributes: Readonly<Record<string, string>>;
  /** Unix milliseconds when it entered the queue: how long it waited there is no fault of its sender. */
  readonly sentAt: number;
}

export type Reading =
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
export function readInlet(message: InletMessage, connections: ReadonlyMap<string, Connection>): Reading {
  const json = parse(message.body);
  const isCloudEvent = isJsonObject(json) && json['specversion'] !== undefined;
  if (isCloudEvent && json['connection'] !== undefined) return readEnvelope(message.body, connections);
  const named = message.attributes['connection'];
  if (named !== undefined) {
    const connection = connections.get(named);
    if (connection) return { kind: 'payload', connection };
    return { kind: 'unreadable', reason: 'unknown-connection', detail: 'the attribute names no connection' };
  }
  const fitting = [...connections.values()].filter(
    ({ config }) =>
      config.inlet && config.inlet.match.length > 0 && config.inlet.match.every((rule) => fits(json, rule)),
  );
  const [connection] = fitting;
  if (fitting.length > 1) {
    const names = fitting.map(({ name }) => name).join(', ');
    return { kind: 'unreadable', reason: 'inlet-ambiguous', detail: `the rules of ${names} fit` };
  }
  if (connection) return { kind: 'payload', connection };
  if (isCloudEvent) return readEnvelope(message.body, connections);
  return { kind: 'unreadable', reason: 'inlet-unreadable', detail: 'no envelope, no attribute, and no rule fits' };
}

function readEnvelope(body: string, connections: ReadonlyMap<string, Connection>): Reading {
  const parsed = parseEnvelope(body);
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

function fits(json: Json | undefined, { path, equals }: MatchRule): boolean {
  let value = json;
  for (const key of path.split('.')) value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return scalar(value) === equals;
}

function parse(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
