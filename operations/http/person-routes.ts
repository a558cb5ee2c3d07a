import { Hono } from 'hono';
import type * as z from 'zod/mini';
import { eraseRequest, exportRequest, identityRequest, receiptRequest } from '../privacy.ts';
import { suppressionsRequest } from '../suppressions.ts';
import type { Operations } from '../operations.ts';
import { isObjection } from '../objection.ts';
import { type CasesRequest, casesRequest } from '../cases.ts';
import { privacyDecision } from '../privacy-request-view.ts';
import { answer, invalid, readBody, readQuery } from './answer.ts';

/** What a privacy officer asks: what is held of a person, to forget them, to block them, and who is blocked. */
export function personRoutes({ privacy, suppressions, customers }: Operations): Hono {
  const api = new Hono();
  api.get('/export', async (context) => {
    const asked = readQuery(context, exportRequest);
    return asked.ok ? answer(context, await privacy.export(asked.value.identity)) : invalid(context, asked.error);
  });

  api.post('/erase', async (context) => {
    const asked = await readBody(context, eraseRequest);
    return asked.ok ? answer(context, await privacy.erase(asked.value), 202) : invalid(context, asked.error);
  });
  api.get('/receipts', async (context) => {
    const asked = readQuery(context, receiptRequest);
    if (!asked.ok) return invalid(context, asked.error);
    const receipt = await privacy.receipt(asked.value);
    return receipt ? context.json(receipt) : answer(context, { problem: 'not-found', error: 'no receipt' });
  });

  api.get('/privacy-requests', async (context) => {
    const asked = readQuery<CasesRequest>(context, casesRequest);
    if (!asked.ok) return invalid(context, asked.error);
    return context.json({ requests: await privacy.requests(asked.value.which) });
  });
  api.get('/privacy-requests/:id', async (context) => answer(context, await privacy.request(context.req.param('id'))));
  api.post('/privacy-requests/:id/answer', async (context) => {
    const asked = await readBody(context, privacyDecision);
    if (!asked.ok) return invalid(context, asked.error);
    return answer(context, await privacy.answer(context.req.param('id'), asked.value), 202);
  });

  api.post('/suppressions', async (context) => {
    const asked = await readBody(context, identityRequest);
    return asked.ok ? answer(context, await suppressions.add(asked.value), 202) : invalid(context, asked.error);
  });
  api.post('/suppressions/lift', async (context) => {
    const asked = await readBody(context, identityRequest);
    return asked.ok ? answer(context, await suppressions.lift(asked.value), 202) : invalid(context, asked.error);
  });
  api.get('/suppressions', async (context) => {
    // Of a misspelt name the whole list would come, for one person who was asked after.
    const asked = readQuery<z.infer<typeof suppressionsRequest>>(context, suppressionsRequest);
    if (!asked.ok) return invalid(context, asked.error);
    const { identity, after } = asked.value;
    if (identity === undefined) return context.json({ suppressions: await suppressions.list(after) });
    const found = await suppressions.find(identity);
    if (found && isObjection(found)) return answer(context, found);
    return context.json({ suppressions: found ? [found] : [] });
  });

  api.get('/customers/:id', async (context) => {
    const found = await customers.get(context.req.param('id'));
    return answer(context, found ?? { problem: 'not-found', error: 'the CDP has no such customer' });
  });
  return api;
}
