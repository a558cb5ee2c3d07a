import { type Context, Hono } from 'hono';
import { groupLetters, letterSelection, type LetterSelection, type LetterView } from '../../operations/dead-letters.ts';
import { maskLetter } from '../../operations/mask-dead-letter.ts';
import { planRequest, runRequest } from '../../operations/plans.ts';
import { readRequest } from '../../operations/request.ts';
import type { Objection } from '../operations/dead-letter-plans.ts';
import type { Host } from './host.ts';
import { readBody } from './request-body.ts';

const PAGE = 50;
const EXPORT_PAGE = 200;
const paging = ['limit', 'after'];

/** Dead letters: what there is and why, and what may be done about it. */
export function deadLetterApi({ letters, letterPlans }: Pick<Host, 'letters' | 'letterPlans'>): Hono {
  const api = new Hono();

  api.get('/dead-letters', (context) => {
    const asked = selectionIn(context, paging);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    const { limit, after } = pageIn(context);
    const found = [...letters.letters(asked.value, { limit, after })];
    const of = (queue: LetterView['queue']) => found.filter((letter) => letter.queue === queue);
    return context.json({ events: of('events'), inlet: of('inlet') });
  });

  api.get('/dead-letters/groups', (context) => {
    const asked = selectionIn(context);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    const all = [...letters.letters(asked.value)];
    return context.json({ total: all.length, groups: groupLetters(all) });
  });

  api.get('/dead-letters/plans/:id', (context) => answer(context, letterPlans.progress(context.req.param('id'))));

  api.get('/dead-letters/:id', (context) => {
    const letter = letters.find(context.req.param('id'));
    if (!letter) return context.json({ error: 'no such dead letter' }, 404);
    return context.json(maskLetter(letter));
  });

  api.post('/dead-letters/plans', async (context) => {
    const asked = await readBody(context, planRequest);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    return answer(context, await letterPlans.plan(asked.value), 201);
  });

  api.post('/dead-letters/plans/:id/run', async (context) => {
    const asked = await readBody(context, runRequest);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    return answer(context, await letterPlans.run(context.req.param('id'), asked.value.max ?? Infinity));
  });

  // For programs that want no plan: the same choice, carried out at once.
  api.post('/dead-letters/redrive', async (context) => {
    const asked = await readBody(context, letterSelection);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    const plan = await letterPlans.plan({ action: 'redrive', select: asked.value });
    if ('error' in plan) return answer(context, plan);
    const run = await letterPlans.run(plan.plan, Infinity);
    if ('error' in run) return answer(context, run);
    return context.json({ moved: run.done, plan: plan.plan, privacyLeftOut: plan.privacyLeftOut });
  });

  api.post('/dead-letters/export', async (context) => {
    const asked = await readBody(context, letterSelection);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    const { after } = pageIn(context);
    const chosen = [...letters.letters({ privacy: true, ...asked.value }, { limit: EXPORT_PAGE, after })]
      .toSorted((one, other) => Number(one.id) - Number(other.id))
      .slice(0, EXPORT_PAGE);
    const whole = chosen.flatMap(({ id }) => letters.find(id) ?? []);
    await letters.noteExport(whole.map(({ id }) => id));
    const next = whole.length === EXPORT_PAGE ? whole.at(-1)?.id : undefined;
    return context.json({ letters: whole, ...(next !== undefined && { next }) });
  });
  return api;
}

/** An answer, or what is wrong with the request. */
function answer(context: Context, value: object | Objection, status: 200 | 201 = 200) {
  if ('error' in value && 'status' in value) return context.json({ error: value.error }, value.status);
  return context.json(value, status);
}

const names = Object.keys(letterSelection.shape);
const lists: ReadonlySet<string> = new Set(['ids', 'groups']);

/** A selection in a query: `reason=cdp-refused&groups=1a2b3c4d&groups=…`. */
function selectionIn(context: Context, others: readonly string[] = []) {
  const given: Record<string, unknown> = {};
  for (const [name, values] of Object.entries(context.req.queries())) {
    if (others.includes(name)) continue;
    given[name] = lists.has(name) ? values : name === 'privacy' ? values[0] === 'true' : values[0];
  }
  return readRequest<LetterSelection>(letterSelection, given, [...names, ...others]);
}

function pageIn({ req }: Context): { readonly limit: number; readonly after: number } {
  const size = Number(req.query('limit') ?? PAGE);
  const after = req.query('after') ?? '';
  return {
    limit: Number.isInteger(size) ? Math.min(Math.max(size, 1), 500) : PAGE,
    after: /^\d{1,15}$/.test(after) ? Number(after) : 0,
  };
}
