import { Hono } from 'hono';
import { type CaseOperations, type CasesRequest, casesRequest, decideRequest } from '../cases.ts';
import { answer, invalid, readBody, readQuery } from './answer.ts';

/** Questions about people, and what people decide. */
export function caseRoutes(cases: CaseOperations): Hono {
  const api = new Hono();
  api.get('/cases', async (context) => {
    const asked = readQuery<CasesRequest>(context, casesRequest);
    return asked.ok ? context.json(await cases.list(asked.value)) : invalid(context, asked.error);
  });
  api.get('/cases/:id', async (context) => answer(context, await cases.get(context.req.param('id'))));
  api.post('/cases/:id/decide', async (context) => {
    const asked = await readBody(context, decideRequest);
    if (!asked.ok) return invalid(context, asked.error);
    return answer(context, await cases.decide(context.req.param('id'), asked.value), 202);
  });
  return api;
}
