import { type Context, Hono } from 'hono';
import { digest } from '../../functions/shared/envelope/digest.ts';
import { identityHash } from '../../functions/shared/identity/keyed-hash.ts';
import { isJsonObject, parseJson, scalar } from '../../functions/shared/json/lossless.ts';
import type { Host } from './host.ts';
import { eraseRequest } from '../../operations/privacy.ts';
import { type Asked, impossibleBecause, isKnown } from './known.ts';
import { readBody } from './request-body.ts';
import { readIdentityText } from './identity-text.ts';
import { type PrivacyRequest, privacyRequest } from './privacy-request.ts';
import { exportSubject } from './subject-export.ts';

const NO_IDENTITY = { error: 'an identity is kind:value or kind:scope:value, of a kind that is configured' };
const LIMIT = 500;

/** What a privacy officer asks: what is held of a person, to forget them, to block them, and who is blocked. */
export function privacyApi(host: Host): Hono {
  const api = new Hono();
  api.get('/export', async (context) => {
    const subject = readIdentityText(context.req.query('identity') ?? '', host.config);
    if (!subject) return context.json(NO_IDENTITY, 400);
    const held = await exportSubject(subject, host);
    if (held.customer === null && held.events.length === 0) {
      return context.json({ error: 'nothing is held of this person' }, 404);
    }
    return context.json(held);
  });

  // A request is an event like any other: it has its place in the queue, and the record says who asked and why.
  const enqueue = async (context: Context, request: PrivacyRequest, identity: Asked, why: string | undefined) => {
    const about = { config: host.config, now: new Date(), ...(why !== undefined && { why }) };
    const envelope = privacyRequest(request, identity, about);
    if (!envelope) return context.json({ error: 'no connection of the source brand-events is configured' }, 409);
    await host.queues.inlet.queue.send([{ body: JSON.stringify(envelope), attributes: {} }]);
    return context.json({ event: envelope.id, source: envelope.source }, 202);
  };
  const take = (request: PrivacyRequest) => async (context: Context) => {
    const json = parseJson(await context.req.text());
    const member = (name: string) => (isJsonObject(json) ? scalar(json[name]) : undefined);
    const identity = readIdentityText(member('identity') ?? '', host.config);
    if (!identity) return context.json(NO_IDENTITY, 400);
    return enqueue(context, request, identity, member('why'));
  };
  api.post('/erase', async (context) => {
    const asked = await readBody(context, eraseRequest);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    const { identity: text, why, unknown = false } = asked.value;
    const identity = readIdentityText(text, host.config);
    if (!identity) {
      // Without a colon it is no identity at all; with one its kind is none that can be.
      return context.json(NO_IDENTITY, text.includes(':') ? 404 : 400);
    }
    const impossible = impossibleBecause(identity, host);
    if (impossible !== undefined) {
      const error = `the value can be no ${identity.kind} (${impossible}): nothing was erased, and nobody is blocked`;
      return context.json({ error }, 404);
    }
    if (!unknown && !(await isKnown(identity, host))) {
      const error = `nobody is known by this ${identity.kind}: nothing was erased, and nobody is blocked. Check the spelling; to block it all the same, ask with "unknown"`;
      return context.json({ error, code: 'nobody-known' }, 404);
    }
    return enqueue(context, 'erase', identity, why);
  });
  api.post('/suppressions', take('suppress'));
  api.post('/suppressions/lift', take('lift'));

  api.get('/suppressions', (context) => {
    const { identity: asked, after } = context.req.query();
    if (asked === undefined) return context.json({ suppressions: host.suppressions.list(LIMIT, after) });
    const identity = readIdentityText(asked, host.config);
    if (!identity) return context.json(NO_IDENTITY, 400);
    const found = host.suppressions.find(`i:${identityHash(identity, host.config.cdp, host.hashKey)}`);
    return context.json({ suppressions: found ? [found] : [] });
  });

  api.get('/receipts', async (context) => {
    const { source = '', event = '' } = context.req.query();
    const receipt = await host.archive.get(`receipts/${digest(source, event)}.json`);
    if (!receipt) return context.json({ error: 'no receipt' }, 404);
    return context.body(Buffer.from(receipt).toString(), 200, { 'content-type': 'application/json' });
  });
  return api;
}
