import { Hono } from 'hono';
import { backfillRequest, type JobOperations, jobRun, replayRequest } from '../jobs.ts';
import { answer, invalid, readBody } from './answer.ts';

/** Jobs: replays of events, and backfills from files of this machine. */
export function jobRoutes(jobs: JobOperations): Hono {
  const api = new Hono();
  api.get('/jobs', async (context) => context.json({ jobs: await jobs.list() }));
  api.get('/jobs/:id', async (context) => answer(context, await jobs.get(context.req.param('id'))));
  api.post('/jobs/replay', async (context) => {
    const asked = await readBody(context, replayRequest);
    return asked.ok ? answer(context, await jobs.create(asked.value), 202) : invalid(context, asked.error);
  });
  api.post('/jobs/backfill', async (context) => {
    const asked = await readBody(context, backfillRequest);
    return asked.ok ? answer(context, await jobs.create(asked.value), 202) : invalid(context, asked.error);
  });
  api.post('/jobs/:id/run', async (context) => {
    const asked = await readBody(context, jobRun);
    return asked.ok
      ? answer(context, await jobs.run(context.req.param('id'), asked.value))
      : invalid(context, asked.error);
  });
  api.post('/jobs/:id/pause', async (context) => answer(context, await jobs.pause(context.req.param('id'))));
  api.post('/jobs/:id/abort', async (context) => answer(context, await jobs.abort(context.req.param('id'))));
  return api;
}
