import { type Context, Hono } from 'hono';
import { deadLetterSelection, type DeadLetterSelection, letterEdit } from '../dead-letters.ts';
import type { DeadLetterOperations } from '../dead-letter-operations.ts';
import { isObjection } from '../objection.ts';
import { planRequest, runRequest } from '../plans.ts';
import { answer, invalid, readBody, readQuery } from './answer.ts';

const PAGE = 50;
const MOST = 500;
const paging = ['limit', 'after'];

/** Dead letters: what there is and why, and what may be done about it. */
export function letterRoutes(letters: DeadLetterOperations): Hono {
  const api = new Hono();

  api.get('/dead-letters', async (context) => {
    const asked = selectionIn(context, paging);
    if (!asked.ok) return invalid(context, asked.error);
    const page = pageIn(context);
    if (!page) return invalid(context, `limit must be a number from 1 to ${MOST}`);
    const found = await letters.list(asked.value, page);
    const of = (queue: 'events' | 'inlet') => found.letters.filter((letter) => letter.queue === queue);
    return context.json({
      events: of('events'),
      inlet: of('inlet'),
      ...(found.next !== undefined && { next: found.next }),
    });
  });

  api.get('/dead-letters/groups', async (context) => {
    const asked = selectionIn(context);
    return asked.ok ? context.json(await letters.groups(asked.value)) : invalid(context, asked.error);
  });

  api.get('/dead-letters/plans/:id', async (context) =>
    answer(context, await letters.progress(context.req.param('id'))),
  );
  api.get('/dead-letters/:id', async (context) => answer(context, await letters.get(context.req.param('id'))));

  api.post('/dead-letters/:id/edit', async (context) => {
    const asked = await readBody(context, letterEdit);
    return asked.ok
      ? answer(context, await letters.edit(context.req.param('id'), asked.value))
      : invalid(context, asked.error);
  });

  api.post('/dead-letters/plans', async (context) => {
    const asked = await readBody(context, planRequest);
    return asked.ok ? answer(context, await letters.plan(asked.value), 201) : invalid(context, asked.error);
  });

  api.post('/dead-letters/plans/:id/run', async (context) => {
    const asked = await readBody(context, runRequest);
    if (!asked.ok) return invalid(context, asked.error);
    return answer(context, await letters.run(context.req.param('id'), asked.value.max ?? Number.MAX_SAFE_INTEGER));
  });

  // For programs that want no plan: the same choice, carried out at once.
  api.post('/dead-letters/redrive', async (context) => {
    const asked = await readBody(context, deadLetterSelection);
    if (!asked.ok) return invalid(context, asked.error);
    const plan = await letters.plan({ action: 'redrive', select: asked.value });
    if (isObjection(plan)) return answer(context, plan);
    const run = await letters.run(plan.plan, Number.MAX_SAFE_INTEGER);
    if (isObjection(run)) return answer(context, run);
    return context.json({ moved: run.done, plan: plan.plan, privacyLeftOut: plan.privacyLeftOut });
  });

  api.post('/dead-letters/export', async (context) => {
    const asked = await readBody(context, deadLetterSelection);
    if (!asked.ok) return invalid(context, asked.error);
    return answer(context, await letters.export(asked.value, context.req.query('after')));
  });
  return api;
}

/** A selection in a query: `reason=cdp-refused&groups=1a2b3c4d&groups=…`. */
function selectionIn(context: Context, others: readonly string[] = []) {
  return readQuery<DeadLetterSelection>(context, deadLetterSelection, {
    lists: ['ids', 'groups'],
    flags: ['privacy'],
    others,
  });
}

/** Undefined where the limit is none. */
function pageIn({ req }: Context): { readonly limit: number; readonly after?: string } | undefined {
  const limit = Number(req.query('limit') ?? PAGE);
  const after = req.query('after');
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) return undefined;
  return { limit, ...(after !== undefined && { after }) };
}
