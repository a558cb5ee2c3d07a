import { type Context, Hono } from 'hono';
import { eventRowsRequest, searchRequest } from '../../operations/console/event-row.ts';
import { chineseReasons } from '../../functions/shared/reasons/chinese-reasons.ts';
import { reasons } from '../../functions/shared/reasons/reasons.ts';
import { heldRequest } from '../../operations/console/held-page.ts';
import { undoRequest } from '../../operations/console/customer-page.ts';
import { readRequest } from '../../operations/request.ts';
import { readBody } from '../../operations/http/answer.ts';
import { streamChanges } from './change-stream.ts';
import { customerPageOf } from './customer-page.ts';
import { customerRowsOf } from './customer-rows.ts';
import { eventPageOf } from './event-page.ts';
import { listEventRows } from './event-rows.ts';
import { heldPageOf } from './held-page.ts';
import { healthPageOf } from './health-page.ts';
import { undoListedMerge } from './merge-list.ts';
import { playApi } from './play-api.ts';
import { openSearches, search } from './search.ts';
import { type AboutSources, sourcePageOf, sourceRowsOf } from './source-page.ts';

interface ConsoleHost extends AboutSources {
  /** Whether a request came with the token of those who only look. */
  readonly isViewer: (context: Context) => boolean;
}

const HOUR = 60;
const MOST_MINUTES = 24 * 60;

/** What the console's screens show. No answer has a personal value in clear. */
export function consoleApi(host: ConsoleHost): Hono {
  const api = new Hono();
  const searches = openSearches();

  api.get('/event-rows', (context) => {
    const asked = readRequest(eventRowsRequest, context.req.query(), Object.keys(eventRowsRequest.shape));
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    const rows = listEventRows(asked.value, searches, host);
    return rows ? context.json(rows) : context.json({ error: 'that search is of another start: search again' }, 404);
  });
  api.get('/event-pages/:id', (context) => {
    const page = eventPageOf(context.req.param('id'), context.req.query('source'), host);
    return page ? context.json(page) : context.json({ error: 'no such event' }, 404);
  });
  api.get('/customer-rows', (context) => context.json(customerRowsOf(context.req.query('after'), host)));
  api.get('/customer-pages/:id', async (context) => {
    const page = await customerPageOf(context.req.param('id'), host);
    return page ? context.json(page) : context.json({ error: 'nobody is known by this id' }, 404);
  });
  api.get('/sources', async (context) => context.json({ sources: await sourceRowsOf(host, Date.now()) }));
  api.get('/sources/:name', async (context) => {
    const page = await sourcePageOf(context.req.param('name'), host, Date.now());
    return page ? context.json(page) : context.json({ error: 'no such connection' }, 404);
  });
  api.get('/health', async (context) => {
    const asked = Number(context.req.query('minutes') ?? HOUR);
    const minutes = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), MOST_MINUTES) : HOUR;
    const isReadOnly = host.isViewer(context);
    return context.json(await healthPageOf(host, { minutes, isReadOnly, now: Date.now() }));
  });
  api.route('/', playApi(host));
  api.get('/changes', (context) => streamChanges(context, host));
  api.post('/search', async (context) => {
    const asked = await readBody(context, searchRequest);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    return context.json(search(asked.value.about, searches, host));
  });
  api.post('/held', async (context) => {
    const asked = await readBody(context, heldRequest);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    const held = await heldPageOf(asked.value.identity, host);
    if (!held)
      return context.json(
        { error: 'an identity is kind:value or kind:scope:value, of a kind that is configured' },
        400,
      );
    const isNobody = held.customer === undefined && held.events === 0;
    return isNobody ? context.json({ error: 'nobody is known by this identity' }, 404) : context.json(held);
  });
  api.get('/reasons', (context) => context.json({ en: reasons, zh: chineseReasons }));
  api.post('/merges/undo', async (context) => {
    const asked = await readBody(context, undoRequest);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    const undone = undoListedMerge(asked.value.sequence, host.sandbox);
    return undone.ok ? context.json({ undone: asked.value.sequence }) : context.json({ error: undone.error }, 409);
  });
  return api;
}
