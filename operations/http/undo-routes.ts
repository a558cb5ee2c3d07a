import { Hono } from 'hono';
import { type UndoOperations, undoPlanRequest, undoStepRequest } from '../undo.ts';
import { answer, invalid, readBody } from './answer.ts';

/** How a customer who is two people is separated: the plan, and its steps. */
export function undoRoutes(undo: UndoOperations): Hono {
  const api = new Hono();
  api.post('/undo/plans', async (context) => {
    const asked = await readBody(context, undoPlanRequest);
    return asked.ok ? answer(context, await undo.plan(asked.value), 201) : invalid(context, asked.error);
  });
  api.post('/undo/plans/:id/next', async (context) => {
    const asked = await readBody(context, undoStepRequest);
    if (!asked.ok) return invalid(context, asked.error);
    return answer(context, await undo.next(context.req.param('id'), asked.value));
  });
  return api;
}
