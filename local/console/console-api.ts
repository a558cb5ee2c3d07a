import { type Context, Hono } from 'hono';
import { undoRequest } from '../../operations/console/customer-page.ts';
import { readBody } from '../../operations/http/answer.ts';
import { consoleRoutes } from '../../operations/http/console-routes.ts';
import { localConsole } from './local-console.ts';
import { undoListedMerge } from './merge-list.ts';
import { playApi } from './play-api.ts';
import type { AboutSources } from './source-page.ts';

interface ConsoleHost extends AboutSources {
  /** Whether a request came with the token of those who only look. */
  readonly isViewer: (context: Context) => boolean;
  /** Ends what is streamed. */
  readonly closing: AbortSignal;
}

/** What the console asks, and what only the machine of a developer has: samples, stories, faults, merges of the sandbox. */
export function consoleApi(host: ConsoleHost): Hono {
  const api = new Hono();
  api.route('/', consoleRoutes(localConsole(host), host));
  api.route('/', playApi(host));
  api.post('/merges/undo', async (context) => {
    const asked = await readBody(context, undoRequest);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    const undone = undoListedMerge(asked.value.sequence, host.sandbox);
    return undone.ok ? context.json({ undone: asked.value.sequence }) : context.json({ error: undone.error }, 409);
  });
  return api;
}
