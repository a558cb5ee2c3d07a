import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Envelope } from '../functions/shared/envelope/envelope.ts';
import { isJsonObject, parseJson, scalar } from '../functions/shared/json/lossless.ts';
import type { SampleRequest } from '../functions/shared/sources/source.ts';
import { CommandError } from './command-error.ts';

const identity = z.object({
  kind: z.string(),
  scope: z.string(),
  value: z.string(),
  evidence: z.object({ grade: z.string(), field: z.string() }),
});
const withheld = z.extend(identity, {
  because: z.enum(['owned-by-another', 'typed-by-another', 'customer-has-another']),
});
const refusal = z.object({ kind: z.string(), field: z.string(), reason: z.string(), masked: z.string() });
const asked = z.object({
  api: z.string(),
  outcome: z.enum(['found', 'nothing', 'failed']),
  found: z.array(z.string()),
  detail: z.optional(z.string()),
});
export const eventView = z.object({
  id: z.string(),
  source: z.optional(z.string()),
  connection: z.optional(z.string()),
  type: z.string(),
  subject: z.optional(z.string()),
  receivedTime: z.optional(z.string()),
  via: z.optional(z.string()),
  event: z.optional(z.object({ time: z.optional(z.string()), data: z.unknown() })),
  state: z.string(),
  reason: z.optional(z.string()),
  detail: z.optional(z.string()),
  report: z.optional(
    z.object({
      identities: z.array(identity),
      withheld: z.array(withheld),
      refusals: z.optional(z.array(refusal)),
      asked: z.optional(z.array(asked)),
      calls: z.array(
        z.object({
          call: z.string(),
          request: z.unknown(),
          answer: z.unknown(),
          explanation: z.optional(z.record(z.string(), z.string())),
        }),
      ),
      customers: z.array(z.string()),
    }),
  ),
});
export type EventView = z.infer<typeof eventView>;
export type IdentityView = z.infer<typeof identity>;

/** What names one event: its id is unique within its source. */
export type EventName = Pick<Envelope, 'source' | 'id'>;

export interface FrontDoor {
  readonly url: string;
  /** Posts what a platform would; answers with the HTTP status. */
  deliver(connection: string, request: SampleRequest): Promise<{ status: number; body: string }>;
  /** The local API's answer, parsed. @throws CommandError with its message when it is none. */
  ask(path: string, init?: RequestInit): Promise<unknown>;
  /** The same, undefined when there is no such thing. */
  find(path: string): Promise<unknown>;
  /** Puts a message into the inlet queue: an envelope, or a payload of the connection that its attribute names. */
  inlet(body: string, attributes?: { readonly connection: string }): Promise<void>;
  /** What became of an event; waits up to ten seconds for the end. Undefined when it was never queued. */
  outcome(event: EventName): Promise<EventView | undefined>;
}

const WAIT_MS = 10_000;
const LOOK_EVERY_MS = 25;

/** The front door that runs on this machine. @throws CommandError when none answers. */
export async function findFrontDoor(url: string | undefined, data: string): Promise<FrontDoor> {
  const address = url ?? readAddress(data);
  const call = async (path: string, init?: RequestInit) => {
    try {
      return await fetch(address + path, init);
    } catch {
      throw new CommandError(`Nothing answers at ${address}. Start it with: npm start`);
    }
  };
  await call('/api/status');

  const findEvent = async ({ id, source }: EventName): Promise<EventView | undefined> => {
    const query = new URLSearchParams({ source }).toString();
    const response = await call(`/api/events/${encodeURIComponent(id)}?${query}`);
    return response.ok ? eventView.parse(await response.json()) : undefined;
  };
  return {
    url: address,
    async ask(path, init) {
      const response = await call(path, init);
      const text = await response.text();
      if (!response.ok) throw new CommandError(messageIn(text) ?? `${address} answered HTTP ${response.status}`);
      return parseJson(text);
    },
    async find(path) {
      const response = await call(path);
      return response.ok ? parseJson(await response.text()) : undefined;
    },
    async deliver(connection, { method, headers, rawQuery, body }) {
      const query = rawQuery === '' ? '' : `?${rawQuery}`;
      const response = await call(`/webhooks/${connection}${query}`, {
        method,
        headers,
        ...(method === 'POST' ? { body } : {}),
      });
      return { status: response.status, body: await response.text() };
    },
    async inlet(body, attributes) {
      await call('/api/inlet', { method: 'POST', body: JSON.stringify({ body, attributes }) });
    },
    async outcome(name) {
      const until = Date.now() + WAIT_MS;
      let event = await findEvent(name);
      while ((!event || event.state === 'queued') && Date.now() < until) {
        await new Promise((resume) => setTimeout(resume, LOOK_EVERY_MS));
        event = await findEvent(name);
      }
      return event;
    },
  };
}

function messageIn(text: string): string | undefined {
  try {
    const json = parseJson(text);
    return isJsonObject(json) ? scalar(json['error']) : undefined;
  } catch {
    return undefined;
  }
}

/** Where the `npm start` with this state is. @throws CommandError when there is none. */
export function readAddress(data: string): string {
  try {
    const address = JSON.parse(readFileSync(join(data, 'address.json'), 'utf8')) as { readonly url?: unknown };
    if (typeof address.url === 'string') return address.url;
  } catch {
    // Falls through: nothing runs here.
  }
  throw new CommandError(`No front door is running with the state in ${data}/. Start it with: npm start`);
}
