import { Hono } from 'hono';
import { inbox } from '../../functions/shared/cases/inbox.ts';
import type { Host } from './host.ts';
import { explain } from './why.ts';

const CASES = 500;

/** What an operator asks: why, what was refused, what needs a look. */
export function operatorApi(host: Host): Hono {
  const api = new Hono();
  api.get('/why', (context) => {
    const { about = '', source } = context.req.query();
    const why = explain(about, source, host);
    return why ? context.json(why) : context.json({ error: 'nothing is known about it' }, 404);
  });

  api.get('/refusals', (context) => context.json(host.journal.refusals()));
  api.get('/proofs', (context) => context.json(host.journal.proofs()));
  api.get('/cases', async (context) => context.json(inbox(await host.cases.list(CASES))));
  return api;
}
