import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { toLambdaEvent } from './lambda-event.ts';

type Webhook = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/** API Gateway itself takes no more than this, whatever the function would. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** `GET|POST /<connection>`: what API Gateway does in front of the webhook function. */
export function frontDoor(webhook: Webhook): Hono {
  const app = new Hono();
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (context) => context.text('too large', 413) }));
  app.on(['GET', 'POST'], '/:connection', async (context) => {
    const { url } = context.req;
    const mark = url.indexOf('?');
    const request = {
      method: context.req.method,
      path: context.req.path,
      rawQuery: mark < 0 ? '' : url.slice(mark + 1),
      headers: context.req.header(),
      body: new Uint8Array(await context.req.arrayBuffer()),
    };
    const event = toLambdaEvent(request, context.req.param('connection'), Date.now());
    const { statusCode, headers, body } = await webhook(event);
    return new Response(body, { status: statusCode ?? 200, headers: headers as Record<string, string> });
  });
  return app;
}
