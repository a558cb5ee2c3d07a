import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Context, Hono } from 'hono';
import { toLambdaEvent } from './lambda-event.ts';

export type Webhook = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/** API Gateway itself takes no more than this, whatever the function would. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** `GET|POST|OPTIONS /<connection>`, with or without a slash at the end: what API Gateway does in front of the webhook function. */
export function localWebhookRoutes(webhook: Webhook): Hono {
  const app = new Hono({ strict: false });
  app.on(['GET', 'POST', 'OPTIONS'], '/:connection', async (context) => {
    const sent = await readBody(context);
    if (!sent) return context.text('too large', 413);
    const { url } = context.req;
    const mark = url.indexOf('?');
    const request = {
      method: context.req.method,
      path: context.req.path,
      rawQuery: mark < 0 ? '' : url.slice(mark + 1),
      headers: context.req.header(),
      body: sent,
    };
    const event = toLambdaEvent(request, context.req.param('connection'), Date.now());
    const { statusCode, headers, body } = await webhook(event);
    return new Response(body, { status: statusCode ?? 200, headers: headers as Record<string, string> });
  });
  return app;
}

/** Undefined when the body is too large; what is not announced is counted while it comes. */
async function readBody({ req }: Context): Promise<Uint8Array | undefined> {
  const announced = req.header('content-length');
  if (announced !== undefined) {
    return Number(announced) > MAX_BODY_BYTES ? undefined : new Uint8Array(await req.arrayBuffer());
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
