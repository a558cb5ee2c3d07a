import { type Context, Hono } from 'hono';
import { runRequest } from '../../operations/plans.ts';
import { groupQuarantined, quarantinePlanRequest, quarantineSelection } from '../../operations/quarantine.ts';
import { readRequest } from '../../operations/request.ts';
import type { Objection } from '../operations/dead-letter-plans.ts';
import type { Host } from './host.ts';
import { readBody } from './request-body.ts';

/** The quarantine: what there is and why, and what may be done about it. Content is asked for as a reveal. */
export function quarantineApi({ quarantine }: Pick<Host, 'quarantine'>): Hono {
  const api = new Hono();
  const selected = (context: Context) => {
    const given = Object.fromEntries(
      Object.entries(context.req.queries()).map(([name, values]) => [name, name === 'ids' ? values : values[0]]),
    );
    return readRequest(quarantineSelection, given, Object.keys(quarantineSelection.shape));
  };

  api.get('/quarantine', (context) => {
    const asked = selected(context);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    return context.json({ requests: quarantine.list(asked.value) });
  });
  api.get('/quarantine/groups', (context) => {
    const asked = selected(context);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    const all = quarantine.list(asked.value);
    return context.json({ total: all.length, groups: groupQuarantined(all) });
  });
  api.get('/quarantine/plans/:id', (context) => answer(context, quarantine.progress(context.req.param('id'))));
  api.get('/quarantine/:id', (context) => {
    const found = quarantine.find(context.req.param('id'));
    return found ? context.json(found) : context.json({ error: 'no such quarantined request' }, 404);
  });
  api.post('/quarantine/plans', async (context) => {
    const asked = await readBody(context, quarantinePlanRequest);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    return answer(context, await quarantine.plan(asked.value), 201);
  });
  api.post('/quarantine/plans/:id/run', async (context) => {
    const asked = await readBody(context, runRequest);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    return answer(context, await quarantine.run(context.req.param('id'), asked.value.max ?? Number.MAX_SAFE_INTEGER));
  });
  return api;
}

function answer(context: Context, value: object | Objection, status: 200 | 201 = 200) {
  if ('error' in value && 'status' in value) return context.json({ error: value.error }, value.status);
  return context.json(value, status);
}
