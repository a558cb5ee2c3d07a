import { Hono } from 'hono';
import { inbox } from '../../functions/shared/cases/inbox.ts';
import type { Host } from './host.ts';
import { eventView } from '../../operations/event-view.ts';
import { maskEvent } from '../../operations/mask-event.ts';
import { readRequest } from '../../operations/request.ts';
import { requestsRequest, whyRequest } from '../../operations/why.ts';
import { explain, nothingKnown, requestView } from './why.ts';

const CASES = 500;
const WEEK_MS = 7 * 24 * 3_600_000;

/** What an operator asks: why, what was refused, what needs a look. */
export function operatorApi(host: Host): Hono {
  const api = new Hono();
  api.get('/why', (context) => {
    const asked = readRequest(whyRequest, context.req.query(), Object.keys(whyRequest.shape));
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    const { about, source, since, connection } = asked.value;
    const why = explain(about, source, host);
    if (why) return context.json({ ...why, events: why.events.map((event) => maskEvent(eventView.parse(event))) });
    const window = { since: since === undefined ? Date.now() - WEEK_MS : Date.parse(since) };
    return context.json(nothingKnown(about, { ...window, ...(connection !== undefined && { connection }) }, host), 404);
  });

  api.get('/requests', (context) => {
    const asked = readRequest(requestsRequest, context.req.query(), Object.keys(requestsRequest.shape));
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    const { since, connection } = asked.value;
    const from = since === undefined ? Date.now() - WEEK_MS : Date.parse(since);
    return context.json({
      since: new Date(from).toISOString(),
      requests: host.requests.list(from, connection).map(requestView),
    });
  });
  api.get('/discarded', (context) => context.json(host.journal.discarded()));
  api.get('/proofs', (context) => context.json(host.journal.proofs()));
  api.get('/cases', async (context) => context.json(inbox(await host.cases.list(CASES))));
  return api;
}
