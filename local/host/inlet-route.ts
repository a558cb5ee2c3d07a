import { Hono } from 'hono';
import { isJsonObject, parseJson, scalar } from '../../functions/shared/json/lossless.ts';
import { invalid } from '../../operations/http/answer.ts';

/** A message for the inlet queue. */
export interface InletMessageRequest {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** `POST /inlet` of the desk's API. @param send puts a message into the inlet queue */
export function inletRoute(send: (message: InletMessageRequest) => Promise<unknown>): Hono {
  const api = new Hono();
  api.post('/inlet', async (context) => {
    const json = parseJson(await context.req.text());
    const body = isJsonObject(json) ? scalar(json['body']) : undefined;
    if (!isJsonObject(json) || body === undefined) {
      return invalid(context, 'the body must be {"body": "…", "attributes": {"name": "text"}}');
    }
    const given = isJsonObject(json['attributes']) ? Object.entries(json['attributes']) : [];
    const attributes = Object.fromEntries(given.map(([name, value]) => [name, scalar(value) ?? '']));
    await send({ body, attributes });
    return context.json({ queued: 1 }, 202);
  });
  return api;
}
