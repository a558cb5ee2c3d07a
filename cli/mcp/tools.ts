// The whole of zod: the protocol's library asks a schema for its JSON Schema, which those of zod/mini do not give.
import * as z from 'zod';

/** A question that an agent may ask, and the read of the operator's API that answers it; every answer of those is masked. */
export interface McpTool {
  readonly name: string;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly path: (input: Readonly<Record<string, string>>) => string;
}

const text = (means: string) => z.string().max(1024).describe(means);
const optional = (means: string) => z.optional(text(means));

const chosenEvents = {
  order: optional('number or id of an order'),
  delivery: optional('id of a delivery of the platform'),
  identity: optional('an identity as mobile:…, or its value in any spelling'),
  customer: optional('id of a customer'),
  connection: optional('name of a connection'),
  type: optional('type of the event'),
  state: z.optional(z.enum(['queued', 'waiting', 'done', 'ignored', 'dead-lettered'])),
  reason: optional('reason code'),
  since: optional('RFC 3339 with offset'),
  until: optional('RFC 3339 with offset'),
  limit: optional('how many, at most 500'),
  after: optional('the `next` of the page before'),
};
const chosenLetters = {
  queue: z.optional(z.enum(['events', 'inlet'])),
  reason: optional('reason code'),
  connection: optional('name of a connection'),
  type: optional('type of the event'),
  since: optional('first seen then or later, RFC 3339 with offset'),
  until: optional('first seen before'),
};
const place = (value: string | undefined) => encodeURIComponent(value ?? '');
const withQuery =
  (path: string, without: readonly string[] = []) =>
  (input: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams(Object.entries(input).filter(([name]) => !without.includes(name)));
    return query.size === 0 ? path : `${path}?${query.toString()}`;
  };

export const mcpTools: readonly McpTool[] = [
  {
    name: 'status',
    description:
      'Whether events are delivered, since when and why not; how many wait, are dead, quarantined, or cases.',
    input: z.object({}),
    path: () => '/api/status',
  },
  {
    name: 'events',
    description: 'Events and what became of them, the newest first, masked.',
    input: z.object(chosenEvents),
    path: withQuery('/api/events'),
  },
  {
    name: 'event',
    description: 'One event with its steps, identities, calls and reasons, masked.',
    input: z.object({ id: text('id of the event'), source: optional('where several sources have sent the id') }),
    path: ({ id, source }) => withQuery(`/api/events/${place(id)}`)(source === undefined ? {} : { source }),
  },
  {
    name: 'why',
    description:
      'Everything that is known about an order, a delivery, an identity, a customer or an event: why it is as it is, or what was looked at.',
    input: z.object({
      about: text('order number, delivery id, identity, customer id or event id'),
      source: optional('of an event'),
      connection: optional('whose rejected requests are counted where nothing is known'),
      since: optional('from when they are counted'),
    }),
    path: withQuery('/api/why'),
  },
  {
    name: 'dead_letters',
    description: 'What could not be delivered, by cause: reason, connection, type, count, first, last, an example.',
    input: z.object(chosenLetters),
    path: withQuery('/api/dead-letters/groups'),
  },
  {
    name: 'dead_letter',
    description: 'One dead letter with its history, masked.',
    input: z.object({ id: text('id of the letter') }),
    path: ({ id }) => `/api/dead-letters/${place(id)}`,
  },
  {
    name: 'quarantine',
    description: 'Requests that were proved and not understood, by connection and reason.',
    input: z.object({ connection: optional('name of a connection'), reason: optional('reason code') }),
    path: withQuery('/api/quarantine/groups'),
  },
  {
    name: 'cases',
    description: 'Questions about people that a person should look at, counted, with masked examples.',
    input: z.object({}),
    path: () => '/api/cases',
  },
];
