import { type Context, Hono } from 'hono';
import { consoleRoutes } from '../../operations/http/console-routes.ts';
import { localConsole } from './local-console.ts';
import { playApi } from './play-api.ts';
import type { AboutSources } from './source-page.ts';

interface ConsoleHost extends AboutSources {
  /** Whether a request came with the token of those who only look. */
  readonly isViewer: (context: Context) => boolean;
  /** Ends what is streamed. */
  readonly closing: AbortSignal;
}

/** What the console asks, and what only the machine of a developer has: samples, stories, faults. */
export function consoleApi(host: ConsoleHost): Hono {
  const api = new Hono();
  api.route('/', consoleRoutes(localConsole(host), host));
  api.route('/', playApi(host));
  return api;
}
