import { type Context, Hono } from 'hono';
import { runRequest } from '../plans.ts';
import {
  type QuarantineOperations,
  quarantinePlanRequest,
  type QuarantineSelection,
  quarantineSelection,
} from '../quarantine.ts';
import { answer, invalid, readBody, readQuery } from './answer.ts';

/** The quarantine: what there is and why, and what may be done about it. Content is asked for as a reveal. */
export function quarantineRoutes(quarantine: QuarantineOperations): Hono {
  const api = new Hono();
  const selected = (context: Context) =>
    readQuery<QuarantineSelection>(context, quarantineSelection, { lists: ['ids'] });

  api.get('/quarantine', async (context) => {
    const asked = selected(context);
    if (!asked.ok) return invalid(context, asked.error);
    return context.json({ requests: await quarantine.list(asked.value) });
  });
  api.get('/quarantine/groups', async (context) => {
    const asked = selected(context);
    return asked.ok ? context.json(await quarantine.groups(asked.value)) : invalid(context, asked.error);
  });
  api.get('/quarantine/plans/:id', async (context) =>
    answer(context, await quarantine.progress(context.req.param('id'))),
  );
  api.get('/quarantine/:id', async (context) => answer(context, await quarantine.get(context.req.param('id'))));
  api.post('/quarantine/plans', async (context) => {
    const asked = await readBody(context, quarantinePlanRequest);
    return asked.ok ? answer(context, await quarantine.plan(asked.value), 201) : invalid(context, asked.error);
  });
  api.post('/quarantine/plans/:id/run', async (context) => {
    const asked = await readBody(context, runRequest);
    if (!asked.ok) return invalid(context, asked.error);
    return answer(context, await quarantine.run(context.req.param('id'), asked.value.max ?? Number.MAX_SAFE_INTEGER));
  });
  return api;
}
