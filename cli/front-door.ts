import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { SampleRequest } from '../functions/shared/sources/source.ts';
import { CommandError } from './command-error.ts';

const identity = z.object({
  kind: z.string(),
  scope: z.string(),
  value: z.string(),
  evidence: z.object({ grade: z.string(), field: z.string() }),
});
const eventView = z.object({
  id: z.string(),
  type: z.string(),
  state: z.string(),
  reason: z.optional(z.string()),
  detail: z.optional(z.string()),
  report: z.optional(
    z.object({
      identities: z.array(identity),
      withheld: z.array(identity),
      calls: z.array(z.object({ call: z.string(), request: z.unknown(), answer: z.unknown() })),
      customers: z.array(z.string()),
    }),
  ),
});
export type EventView = z.infer<typeof eventView>;
export type IdentityView = z.infer<typeof identity>;

export interface FrontDoor {
  readonly url: string;
  /** Posts what a platform would; answers with the HTTP status. */
  deliver(connection: string, request: SampleRequest): Promise<{ status: number; body: string }>;
  /** Puts an envelope into the inlet queue. */
  inlet(envelope: object): Promise<void>;
  /** What became of an event; waits up to ten seconds for the end. Undefined when it was never queued. */
  outcome(eventId: string): Promise<EventView | undefined>;
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

  const find = async (eventId: string): Promise<EventView | undefined> => {
    const response = await call(`/api/events/${eventId}`);
    return response.ok ? eventView.parse(await response.json()) : undefined;
  };
  return {
    url: address,
    async deliver(connection, { method, headers, rawQuery, body }) {
      const query = rawQuery === '' ? '' : `?${rawQuery}`;
      const response = await call(`/webhooks/${connection}${query}`, {
        method,
        headers,
        ...(method === 'POST' ? { body } : {}),
      });
      return { status: response.status, body: await response.text() };
    },
    async inlet(envelope) {
      await call('/api/inlet', { method: 'POST', body: JSON.stringify({ body: JSON.stringify(envelope) }) });
    },
    async outcome(eventId) {
      const until = Date.now() + WAIT_MS;
      let event = await find(eventId);
      while ((!event || event.state === 'queued') && Date.now() < until) {
        await new Promise((resume) => setTimeout(resume, LOOK_EVERY_MS));
        event = await find(eventId);
      }
      return event;
    },
  };
}

function readAddress(data: string): string {
  try {
    const address = JSON.parse(readFileSync(join(data, 'address.json'), 'utf8')) as { readonly url?: unknown };
    if (typeof address.url === 'string') return address.url;
  } catch {
    // Falls through: never started here.
  }
  throw new CommandError(`No front door was started with the state in ${data}/. Start it with: npm start`);
}
