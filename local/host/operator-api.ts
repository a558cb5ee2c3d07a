import { Hono } from 'hono';
import { inbox } from '../../functions/shared/cases/inbox.ts';
import { digest } from '../../functions/shared/envelope/digest.ts';
import { isJsonObject, parseJson, scalar } from '../../functions/shared/json/lossless.ts';
import { eraseRequest } from './erase-request.ts';
import type { Host } from './host.ts';
import { readIdentityText } from './identity-text.ts';
import { exportSubject } from './subject-export.ts';
import { explain } from './why.ts';

const CASES = 500;
const NO_IDENTITY = { error: 'an identity is kind:value or kind:scope:value, of a kind that is configured' };

/** What an operator or a privacy officer asks: why, what was refused, what needs a look, what is held of a person. */
export function operatorApi(host: Host): Hono {
  const api = new Hono();
  api.get('/why', (context) => {
    const { about = '', source } = context.req.query();
    const why = explain(about, source, host);
    return why ? context.json(why) : context.json({ error: 'nothing is known about it' }, 404);
  });

  api.get('/refusals', (context) => context.json(host.journal.refusals()));
  api.get('/cases', async (context) => context.json(inbox(await host.cases.list(CASES))));

  api.get('/export', async (context) => {
    const subject = readIdentityText(context.req.query('identity') ?? '', host.config);
    if (!subject) return context.json(NO_IDENTITY, 400);
    const held = await exportSubject(subject, host);
    if (held.customer === null && held.events.length === 0) {
      return context.json({ error: 'nothing is held of this person' }, 404);
    }
    return context.json(held);
  });

  api.post('/erase', async (context) => {
    const json = parseJson(await context.req.text());
    const text = isJsonObject(json) ? scalar(json['identity']) : undefined;
    const identity = readIdentityText(text ?? '', host.config);
    if (!identity) return context.json(NO_IDENTITY, 400);
    const envelope = eraseRequest(identity, host.config, new Date());
    if (!envelope) return context.json({ error: 'no connection of the source brand-events is configured' }, 409);
    await host.queues.inlet.queue.send([{ body: JSON.stringify(envelope), attributes: {} }]);
    return context.json({ event: envelope.id, source: envelope.source }, 202);
  });

  api.get('/receipts', async (context) => {
    const { source = '', event = '' } = context.req.query();
    const receipt = await host.archive.get(`receipts/${digest(source, event)}.json`);
    if (!receipt) return context.json({ error: 'no receipt' }, 404);
    return context.body(Buffer.from(receipt).toString(), 200, { 'content-type': 'application/json' });
  });
  return api;
}
