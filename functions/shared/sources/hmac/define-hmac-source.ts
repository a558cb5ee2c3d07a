import { isUtf8 } from 'node:buffer';
import { createHmac } from 'node:crypto';
import type * as z from 'zod/mini';
import { digestOfBytes } from '../../envelope/digest.ts';
import type { WebhookRequest, WebhookResponse } from '../../http/webhook-request.ts';
import { isJsonObject, type Json, type JsonObject, readJson, scalar } from '../../json/lossless.ts';
import type { ReasonCode } from '../../reasons/reasons.ts';
import type { EvidenceRule } from '../evidence-rule.ts';
import {
  type Decoding,
  defineIdentifier,
  defineReceiver,
  defineSampler,
  type Identifier,
  type Receiver,
  type SampleContext,
  type SamplePayload,
  type Sampler,
  type SourceEvent,
  type Verification,
} from '../source.ts';
import { applyMapping } from './apply-mapping.ts';
import type { Mapping, Rule } from './mapping.ts';
import { type Path, valueAt } from './path.ts';
import { readPlace, readTemplate, type SignatureScheme } from './signature-scheme.ts';
import { signatureVerifier } from './verify-signature.ts';

/** A delivery whose signature is right, with its body read. */
export interface Delivery<Body, Options> {
  readonly body: Body;
  readonly options: Options;
  /** A header that holds something. Mostly without proof: only what the scheme signs can be believed. */
  header(name: string): string | undefined;
}

/** Where a text of an event stands. */
export type TextFrom<Body, Options> =
  | { readonly header: string }
  | { readonly path: Path<Body> }
  | ((delivery: Delivery<Body, Options>) => string | undefined);

export interface HmacSourceDefinition<Body, Options, Secret> {
  readonly platform: string;
  readonly options: z.ZodMiniType<Options>;
  readonly secret: z.ZodMiniType<Secret>;
  readonly signature: SignatureScheme;
  readonly key: (secret: Secret) => string | Uint8Array;
  /** A genuine signature is not enough: the delivery is of another account, for instance. */
  readonly refuse?: (
    request: WebhookRequest,
    options: Options,
  ) => Extract<Verification, { outcome: 'refused' }> | undefined;
  readonly type: TextFrom<Body, Options>;
  /** What makes the event this event. Default: its type and the digest of its bytes, because only the body is signed. */
  readonly id?: (delivery: Delivery<Body, Options>, digest: string) => readonly string[];
  /** By what the events of one person are ordered. */
  readonly subject?: TextFrom<Body, Options>;
  /** By what events without a person are ordered: a purchase. */
  readonly partition?: TextFrom<Body, Options>;
  /** RFC 3339, of the signed body. */
  readonly time?: TextFrom<Body, Options>;
  /** Why the body cannot be of the type that an unsigned header names; undefined where it can. */
  readonly contradiction?: (type: string, body: Body) => string | undefined;
  /** Says of test deliveries that they are; they are acknowledged and have no effect. */
  readonly isTest?: (delivery: Delivery<Body, Options>) => boolean;
  /** Type to what it says of a person. A type that is not among them is acknowledged and has no effect. */
  readonly rules: Readonly<Record<string, Rule<Body, Options>>>;
  readonly acknowledgement?: WebhookResponse;
  readonly sample: {
    /** Type to its body, with invented people. */
    readonly events: Readonly<Record<string, (context: SampleContext, options: Options) => SamplePayload>>;
    /** The headers beside the signature. */
    readonly headers: (type: string, context: SampleContext, options: Options) => Readonly<Record<string, string>>;
  };
}

export interface HmacSource<Options> {
  readonly receiver: Receiver<Options>;
  readonly identifier: Identifier;
  readonly sampler: Sampler;
  /** Which field gives which identity, with which grade, and why. */
  readonly evidence: readonly EvidenceRule[];
  /** Type to the paths that its mapping reads. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
}

/**
 * A source as data: how its webhooks are signed, and what they say. `Body` is the type of its bodies, as its paths are
 * checked against; what really comes is judged again, field by field.
 */
export function defineHmacSource<Body extends object = JsonObject>() {
  return <Options, Secret>(typed: HmacSourceDefinition<Body, Options, Secret>): HmacSource<Options> => {
    refuseUnguardedErase(typed);
    // The body is whatever was signed: the type is a help for whoever writes paths, and no promise of the platform.
    const definition = typed as unknown as HmacSourceDefinition<JsonObject, Options, Secret>;
    const { platform, options, secret } = definition;
    return {
      receiver: receiverOf(definition),
      identifier: identifierOf(definition),
      sampler: defineSampler({ platform, options, secret, events: definition.sample.events, sign: signer(definition) }),
      evidence: evidenceOf(definition.rules),
      paths: new Map(Object.entries(definition.rules).map(([type, rule]) => [type, pathsIn(rule)])),
    };
  };
}

/**
 * Whoever catches one delivery may send it again under another type, if the type is not signed: an erase must be one by its
 * body. @throws RangeError
 */
function refuseUnguardedErase<Body extends object, Options, Secret>({
  platform,
  type,
  rules,
  contradiction,
}: HmacSourceDefinition<Body, Options, Secret>): void {
  const erases = Object.values(rules).some((rule) => typeof rule !== 'function' && rule.effect === 'erase');
  if (erases && typeof type === 'object' && 'header' in type && !contradiction)
    throw new RangeError(`${platform}: an erase by an unsigned type needs a contradiction check on its body`);
}

type Untyped<Options, Secret> = HmacSourceDefinition<JsonObject, Options, Secret>;

function receiverOf<Options, Secret>(definition: Untyped<Options, Secret>): Receiver<Options> {
  const { platform, options, secret, signature, key, refuse, acknowledgement = { status: 200, body: '' } } = definition;
  const verifySignature = signatureVerifier(signature);
  return defineReceiver({
    platform,
    options,
    secret,
    acknowledgement,
    verify: (request, live, settings) => {
      const verification = verifySignature(request, key(live));
      return (verification.outcome === 'verified' && refuse?.(request, settings)) || verification;
    },
    decode: (payload, request, settings) => decode(definition, payload, request, settings),
  });
}

function decode<Options, Secret>(
  definition: Untyped<Options, Secret>,
  payload: Uint8Array,
  request: WebhookRequest,
  options: Options,
): Decoding {
  const text = isUtf8(payload)
    ? (payload === request.body && request.text) || Buffer.from(payload).toString()
    : undefined;
  const json = text === undefined ? undefined : read(text);
  if (text === undefined || json === undefined) return undecodable('body-malformed', 'the body is not JSON in UTF-8');
  if (!isJsonObject(json.value)) return undecodable('body-malformed', 'the body is no JSON object');
  // The door has refused it already; the inlet, which may trust its queue, has not.
  const refusal = definition.refuse?.(request, options);
  if (refusal) return undecodable(refusal.reason, refusal.detail);

  const body = json.value;
  const delivery = { body, options, header: (name: string) => request.headers[name] || undefined };
  const type = textOf(definition.type, delivery);
  if (type === undefined) return undecodable('type-missing', 'nothing says which event it is');
  const contradiction = definition.contradiction?.(type, body);
  if (contradiction !== undefined) return undecodable('body-does-not-fit-type', contradiction);
  const isTest = definition.isTest?.(delivery) === true;
  const known = Object.hasOwn(definition.rules, type);
  const content = digestOfBytes(payload);
  const own = definition.id?.(delivery, content) ?? [type, content];
  // What has no effect must not take the id of what has one: the type may be an unsigned header.
  const idParts = isTest ? ['test', ...own] : known ? own : ['other', ...own];
  const event: SourceEvent = {
    idParts,
    type,
    ...orderingOf(definition, delivery),
    data: isTest ? { ...body, [TEST_MARK]: true } : body,
    ...(json.plain && !isTest ? { dataText: text } : {}),
  };
  return { outcome: 'events', events: [event] };
}

/** A test delivery is one by a header, which has no place in an envelope; so it says so in its data. */
const TEST_MARK = 'guiyi_test';

function orderingOf<Options, Secret>(
  { subject, partition, time }: Untyped<Options, Secret>,
  delivery: Delivery<JsonObject, Options>,
): Pick<SourceEvent, 'subject' | 'partitionKey' | 'time'> {
  const person = subject && textOf(subject, delivery);
  const purchase = person === undefined && partition ? textOf(partition, delivery) : undefined;
  const when = time && textOf(time, delivery);
  return {
    ...(person === undefined ? {} : { subject: person }),
    ...(purchase === undefined ? {} : { partitionKey: purchase }),
    ...(when === undefined || Number.isNaN(Date.parse(when)) ? {} : { time: when }),
  };
}

function textOf<Options>(
  from: TextFrom<JsonObject, Options>,
  delivery: Delivery<JsonObject, Options>,
): string | undefined {
  if (typeof from === 'function') return from(delivery);
  if ('header' in from) return delivery.header(from.header);
  return scalar(valueAt(delivery.body, from.path)) || undefined;
}

function read(text: string): { readonly value: Json; readonly plain: boolean } | undefined {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

function undecodable(reason: ReasonCode, detail: string): Decoding {
  return { outcome: 'undecodable', reason, detail };
}

function identifierOf<Options, Secret>({ platform, options, rules }: Untyped<Options, Secret>): Identifier {
  return defineIdentifier({
    platform,
    options,
    identify(event, settings, context) {
      const rule = Object.hasOwn(rules, event.type) ? rules[event.type] : undefined;
      const body = event.data;
      if (!rule)
        return { outcome: 'ignored', reason: 'event-not-handled', detail: `${platform}: no rule for this type` };
      if (!isJsonObject(body))
        return { outcome: 'ignored', reason: 'event-without-customer', detail: 'the body is no object' };
      if (body[TEST_MARK] === true)
        return { outcome: 'ignored', reason: 'test-delivery', detail: 'a test of the platform' };
      const happened = { body, event, options: settings, context };
      return typeof rule === 'function' ? rule(happened) : applyMapping(rule, happened);
    },
  });
}

/** Signs as the platform does, by the same scheme that verifies. */
function signer<Options, Secret>({ signature, key, sample }: Untyped<Options, Secret>) {
  const { headers, algorithm = 'sha256', encodings, prefix = '', separator, signed = '{body}', timestamp } = signature;
  const { before, after } = readTemplate(signed);
  const time = timestamp && readPlace(timestamp.of);
  return (type: string, payload: SamplePayload, secret: Secret, options: Options, context: SampleContext) => {
    const body = JSON.stringify(payload);
    const seconds = String(Math.floor(context.now / 1000));
    const others: Record<string, string> = { ...sample.headers(type, context, options) };
    if (time?.in === 'header') others[time.name] = seconds;
    const texts = [...before, body, ...after].map((part) => {
      if (typeof part === 'string') return part;
      if (part.in === 'text') return part.text;
      return part.in === 'header' ? (others[part.name] ?? '') : seconds;
    });
    const digest = createHmac(algorithm, key(secret))
      .update(texts.join(''))
      .digest(encodings[0] ?? 'hex');
    const entry = time?.in === 'entry' ? [`${time.name}=${seconds}`] : [];
    const value = [...entry, `${prefix}${digest}`].join(separator ?? ',');
    return {
      method: 'POST' as const,
      headers: { 'content-type': 'application/json', ...others, [headers[0] ?? '']: value },
      rawQuery: '',
      body,
    };
  };
}

/** The reference page's table, from the mappings themselves; a grade that depends on the body stands once for each. */
function evidenceOf<Options>(rules: Readonly<Record<string, Rule<JsonObject, Options>>>): readonly EvidenceRule[] {
  const table = new Map<string, EvidenceRule>();
  for (const rule of Object.values(rules)) {
    if (typeof rule === 'function') continue;
    for (const { kind, path, grade, why } of rule.identities.flat()) {
      for (const one of typeof grade === 'function' ? (['verified', 'claimed'] as const) : [grade]) {
        table.set(JSON.stringify([kind, path, one]), { kind, field: path, grade: one, why });
      }
    }
  }
  return [...table.values()];
}

function pathsIn<Options>(rule: Rule<JsonObject, Options>): readonly string[] {
  if (typeof rule === 'function') return [];
  const { identities, strangers = [], profile = {} }: Mapping<JsonObject, Options> = rule;
  const fields = Object.values(profile).filter((from): from is string => typeof from === 'string');
  return [...new Set([...identities.flat().map(({ path }) => path), ...strangers.map(({ path }) => path), ...fields])];
}
