import { Hono } from 'hono';
import { type BreakerState, paused, resumed } from '../../functions/shared/breaker/state.ts';
import { isJsonObject, parseJson, scalar } from '../../functions/shared/json/lossless.ts';
import { deadLetterApi } from './dead-letter-api.ts';
import { eventsRequest } from '../../operations/events.ts';
import { readRequest } from '../../operations/request.ts';
import { wholeEventView } from './event-view.ts';
import { listEvents, waitingIn } from './events.ts';
import type { Host } from './host.ts';
import { operatorApi } from './operator-api.ts';
import { quarantineApi } from './quarantine-api.ts';
import { revealApi } from './reveal-api.ts';
import { privacyApi } from './privacy-api.ts';

/** The local JSON API: events and what became of them, dead letters, the inlet, and what an operator asks. */
export function localApi(host: Host): Hono {
  const { journal, queues, sandbox, config } = host;
  const api = new Hono();
  api.route('/', operatorApi(host));
  api.route('/', privacyApi(host));
  api.route('/', deadLetterApi(host));
  api.route('/', revealApi(host));
  api.route('/', quarantineApi(host));
  api.get('/status', async (context) =>
    context.json({
      breaker: breakerView(await host.breaker.read()),
      connections: Object.keys(config.connections),
      events: waitingIn(queues.events.queue, journal),
      inlet: waitingIn(queues.inlet.queue),
      deadLetters: queues.events.deadLetters.depth().waiting + queues.inlet.deadLetters.depth().waiting,
    }),
  );

  api.post('/pause', async (context) => {
    const json = parseJson(await context.req.text());
    const by = isJsonObject(json) ? scalar(json['by']) : undefined;
    const why = isJsonObject(json) ? scalar(json['why']) : undefined;
    if (!by || !why)
      return context.json({ error: 'the body must be {"by": "who pauses", "why": "for what reason"}' }, 400);
    const state = await host.breaker.update((before) => paused(before, { by, why, at: Date.now() }));
    return context.json(breakerView(state));
  });
  api.post('/resume', async (context) => {
    const state = await host.breaker.update((before) => resumed(before, Date.now()));
    return context.json(breakerView(state));
  });

  api.get('/events', (context) => {
    const asked = readRequest(eventsRequest, context.req.query(), Object.keys(eventsRequest.shape));
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    return context.json(listEvents(asked.value, host));
  });
  api.get('/events/:id', (context) => {
    const rows = journal.find(context.req.param('id'), context.req.query('source'));
    const [row] = rows;
    if (!row) return context.json({ error: 'no such event' }, 404);
    if (rows.length === 1) return context.json(wholeEventView(row));
    const sources = rows.map(({ source }) => source);
    const error = `events of ${sources.length} sources have this id: say which one is meant with ?source=${sources[0]}`;
    return context.json({ error, sources }, 409);
  });

  api.get('/customers', (context) => {
    const query = new URL(context.req.url).searchParams;
    const { body } = sandbox.handle({ method: 'GET', path: '/sandbox/customers', query, headers: {}, body: '' });
    return context.body(body, 200, { 'content-type': 'application/json' });
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

/** Times as people read them. */
function breakerView({ state, since, trouble, nextProbe, pause }: BreakerState) {
  const at = (time: number) => new Date(time).toISOString();
  return {
    state: pause ? 'paused' : state,
    ...(since > 0 && { since: at(since) }),
    ...(trouble && { trouble: { ...trouble, since: at(trouble.since) } }),
    ...(nextProbe !== undefined && { nextProbe: at(nextProbe) }),
    ...(pause && { pause: { ...pause, at: at(pause.at) } }),
  };
}
