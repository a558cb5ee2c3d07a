import { Hono } from 'hono';
import { pauseRequest } from '../delivery.ts';
import { type EventsRequest, eventsRequest } from '../events.ts';
import type { Operations } from '../operations.ts';
import { revealRequest } from '../reveals.ts';
import { isUnknown, requestsRequest, whyRequest } from '../why.ts';
import { answer, invalid, readBody, readQuery } from './answer.ts';
import { caseRoutes } from './case-routes.ts';
import { letterRoutes } from './dead-letter-routes.ts';
import { personRoutes } from './person-routes.ts';
import { quarantineRoutes } from './quarantine-routes.ts';
import { undoRoutes } from './undo-routes.ts';

/** The operator's API, as the console and the command line ask it; values are masked but in what is asked for as a reveal. */
export function operationsRoutes(operations: Operations): Hono {
  const { events, deadLetters, quarantine, cases, delivery } = operations;
  const api = new Hono();
  api.route('/', letterRoutes(deadLetters));
  api.route('/', quarantineRoutes(quarantine));
  api.route('/', caseRoutes(cases));
  api.route('/', personRoutes(operations));
  api.route('/', undoRoutes(operations.undo));
  api.route('/', revealRoutes(operations));

  api.get('/events', async (context) => {
    const asked = readQuery<EventsRequest>(context, eventsRequest);
    return asked.ok ? answer(context, await events.list(asked.value)) : invalid(context, asked.error);
  });
  api.get('/events/:id', async (context) =>
    answer(context, await events.get({ id: context.req.param('id'), source: context.req.query('source') })),
  );
  api.get('/why', async (context) => {
    const asked = readQuery(context, whyRequest);
    if (!asked.ok) return invalid(context, asked.error);
    const found = await events.why(asked.value);
    return context.json(found, isUnknown(found) ? 404 : 200);
  });

  api.get('/requests', async (context) => {
    const asked = readQuery(context, requestsRequest);
    return asked.ok ? context.json(await events.requests(asked.value)) : invalid(context, asked.error);
  });
  api.get('/discarded', async (context) => context.json(await events.discarded()));
  api.get('/status', async (context) => context.json(await delivery.status()));
  api.post('/pause', async (context) => {
    const asked = await readBody(context, pauseRequest);
    return asked.ok ? answer(context, await delivery.pause(asked.value)) : invalid(context, asked.error);
  });
  api.post('/resume', async (context) => answer(context, await delivery.resume()));
  return api;
}

/** Values in clear, for whoever says who they are and why; each is written down before it is shown. */
function revealRoutes({ events, deadLetters, quarantine, reveals }: Operations): Hono {
  const api = new Hono();
  api.get('/reveals', async (context) => context.json({ reveals: await reveals.list() }));
  api.post('/reveals', async (context) => {
    const asked = await readBody(context, revealRequest);
    if (!asked.ok) return invalid(context, asked.error);
    const { about, source, event, letter, quarantined, by, why } = asked.value;
    const asker = { by, why };
    if (about !== undefined) {
      const found = await events.why({ about, ...(source !== undefined && { source }) }, asker);
      return context.json(found, isUnknown(found) ? 404 : 200);
    }
    if (event !== undefined) return answer(context, await events.open({ id: event, source }, asker));
    if (letter !== undefined) return answer(context, await deadLetters.get(letter, asker));
    if (quarantined !== undefined) return answer(context, await quarantine.open(quarantined, asker));
    return invalid(context, 'say what is to be shown: about, event, letter or quarantined');
  });
  return api;
}
