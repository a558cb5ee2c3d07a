import { Hono } from 'hono';
import { isJsonObject, parseJson, scalar } from '../../functions/shared/json/lossless.ts';
import type { StoredMessage } from '../queue/message.ts';
import type { JournalRow } from '../store/journal.ts';
import type { Host } from './host.ts';

/** The local JSON API: events and what became of them, dead letters, the inlet. */
export function localApi({ journal, queues, sandbox, config }: Host): Hono {
  const api = new Hono();
  api.get('/status', (context) =>
    context.json({
      connections: Object.keys(config.connections),
      events: queues.events.queue.depth(),
      inlet: queues.inlet.queue.depth(),
      deadLetters: queues.events.deadLetters.depth().waiting + queues.inlet.deadLetters.depth().waiting,
    }),
  );

  api.get('/events', (context) => {
    const { limit, after } = page(context.req.query());
    return context.json({ events: journal.list(limit, after).map(eventView) });
  });
  api.get('/events/:id', (context) => {
    const row = journal.find(context.req.param('id'));
    return row ? context.json(eventView(row)) : context.json({ error: 'no such event' }, 404);
  });

  api.get('/customers', (context) => {
    const query = new URL(context.req.url).searchParams;
    const { body } = sandbox.handle({ method: 'GET', path: '/sandbox/customers', query, headers: {}, body: '' });
    return context.body(body, 200, { 'content-type': 'application/json' });
  });

  api.get('/dead-letters', (context) => {
    const { limit, after } = page(context.req.query());
    return context.json({
      events: queues.events.deadLetters.list(limit, after).map(letterView),
      inlet: queues.inlet.deadLetters.list(limit, after).map(letterView),
    });
  });
  api.post('/dead-letters/redrive', async (context) => {
    const text = await context.req.text();
    const json = text === '' ? {} : parseJson(text);
    const reason = isJsonObject(json) ? scalar(json['reason']) : undefined;
    const chosen = (letter: StoredMessage) => reason === undefined || letter.attributes['reason'] === reason;
    const moved = (await queues.events.queue.redrive(chosen)) + (await queues.inlet.queue.redrive(chosen));
    return context.json({ moved });
  });

  api.post('/inlet', async (context) => {
    const json = parseJson(await context.req.text());
    const body = isJsonObject(json) ? scalar(json['body']) : undefined;
    if (!isJsonObject(json) || body === undefined) {
      return context.json({ error: 'the body must be {"body": "…", "attributes": {"name": "text"}}' }, 400);
    }
    const given = isJsonObject(json['attributes']) ? Object.entries(json['attributes']) : [];
    const attributes = Object.fromEntries(given.map(([name, value]) => [name, scalar(value) ?? '']));
    await queues.inlet.queue.send([{ body, attributes }]);
    return context.json({ queued: 1 }, 202);
  });
  return api;
}

function page({ limit, after }: Readonly<Record<string, string>>): { limit: number; after: number | undefined } {
  const size = Number(limit ?? 50);
  return {
    limit: Number.isInteger(size) ? Math.min(Math.max(size, 1), 500) : 50,
    after: after === undefined || !/^\d+$/.test(after) ? undefined : Number(after),
  };
}

function eventView({ report, ...row }: JournalRow) {
  return { ...row, ...(report === undefined ? {} : { report: JSON.parse(report) as unknown }) };
}

function letterView({ sequence, body, attributes, sentAt, receiveCount }: StoredMessage) {
  return {
    position: sequence,
    reason: attributes['reason'],
    detail: attributes['detail'],
    sentAt: new Date(sentAt).toISOString(),
    receiveCount,
    body,
  };
}
