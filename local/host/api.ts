import { Hono } from 'hono';
import { answer } from '../../operations/http/answer.ts';
import { ownVersion } from '../../operations/own-version.ts';
import { apiDocument } from '../../operations/http/api-document.ts';
import { jobRoutes } from '../../operations/http/job-routes.ts';
import { operationsRoutes } from '../../operations/http/routes.ts';
import { localOperations } from '../operations/local-operations.ts';
import { wholeEventView } from './event-view.ts';
import type { Host } from './host.ts';
import { inletRoute } from './inlet-route.ts';
import { sandboxApi } from './sandbox-routes.ts';

/** The local JSON API: what an operator asks and does, and what only the machine of a developer has. */
export function localApi(host: Host): Hono {
  const { journal, queues, sandbox } = host;
  const api = new Hono();
  api.route('/', operationsRoutes(localOperations(host)));
  api.route('/', jobRoutes(host.jobs));
  api.get('/openapi.json', (context) => context.json(apiDocument(ownVersion())));

  api.get('/proofs', (context) => context.json(journal.proofs()));

  // With its values, for the tools that have sent it.
  api.get('/sent-events/:id', (context) => {
    const [row] = journal.find(context.req.param('id'), context.req.query('source'));
    return row ? context.json(wholeEventView(row)) : answer(context, { problem: 'not-found', error: 'no such event' });
  });

  api.route('/', sandboxApi(sandbox));
  api.post('/snapshots', async (context) => context.json({ folder: await host.snapshots.take() }, 201));

  api.route(
    '/',
    inletRoute((message) => queues.inlet.queue.send([message])),
  );
  return api;
}
