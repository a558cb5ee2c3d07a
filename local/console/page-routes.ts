import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { type Bundle, openBundle } from '../../console/bundle.ts';
import { ASSETS, documentOf, policyOf } from '../../console/document.ts';

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/** The console's page, under every address that a person may open, and its files. */
export function pageRoutes(): Hono {
  const app = new Hono();
  let bundle: Promise<Bundle> | undefined;
  // Made when somebody first opens the page: a program that only uses the API waits for nothing.
  const open = () => {
    bundle ??= openBundle().catch((error: unknown) => {
      bundle = undefined;
      throw error;
    });
    return bundle;
  };

  app.get(`${ASSETS}:name`, async (context) => {
    const name = context.req.param('name');
    const content = (await open()).files.get(name);
    if (!content) return context.text('not found', 404);
    return context.body(new Uint8Array(content), 200, {
      'content-type': types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      'content-encoding': 'gzip',
      // Its name is made from its content.
      'cache-control': 'private, max-age=31536000, immutable',
    });
  });
  app.get('*', async (context, next) => {
    if (!isForPeople(context)) return next();
    const nonce = randomBytes(16).toString('base64');
    return context.html(documentOf(await open(), nonce), 200, { 'content-security-policy': policyOf(nonce) });
  });
  return app;
}

const PROGRAMS = /^\/(api|openapi|sandbox|console-files|metrics)(\/|$)/;

/** A browser says that it takes HTML; programs do not. */
function isForPeople({ req }: Context): boolean {
  return !PROGRAMS.test(req.path) && (req.header('accept') ?? '').includes('text/html');
}
