import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { chineseReasons } from '../../functions/shared/reasons/chinese-reasons.ts';
import { reasons } from '../../functions/shared/reasons/reasons.ts';
import type { ConsoleOperations } from '../console/console-operations.ts';
import { eventRowsRequest, searchRequest } from '../console/event-row.ts';
import { heldRequest } from '../console/held-page.ts';
import { answer, invalid, readBody, readQuery } from './answer.ts';

const HOUR = 60;
const MOST_MINUTES = 24 * 60;

interface Asking {
  /** Whether a request came from whoever may look and change nothing. */
  readonly isViewer: (context: Context) => boolean;
  /** Ends what is streamed. */
  readonly closing: AbortSignal;
}

/** What the console's screens ask, over whatever stands behind them. No answer has a personal value in clear. */
export function consoleRoutes(pages: ConsoleOperations, { isViewer, closing }: Asking): Hono {
  const api = new Hono();

  api.get('/event-rows', async (context) => {
    const asked = readQuery(context, eventRowsRequest);
    return asked.ok ? answer(context, await pages.eventRows(asked.value)) : invalid(context, asked.error);
  });
  api.get('/event-pages/:id', async (context) => {
    const { id } = context.req.param();
    return answer(context, await pages.eventPage({ id, source: context.req.query('source') }));
  });
  api.get('/customer-rows', async (context) => answer(context, await pages.customerRows(context.req.query('after'))));
  api.get('/customer-pages/:id', async (context) => answer(context, await pages.customerPage(context.req.param('id'))));
  api.get('/sources', async (context) => context.json({ sources: await pages.sources() }));
  api.get('/sources/:name', async (context) => answer(context, await pages.source(context.req.param('name'))));
  api.get('/sources/:name/preview', async (context) => answer(context, await pages.preview(context.req.param('name'))));
  api.get('/health', async (context) => {
    const minutes = Number(context.req.query('minutes') ?? HOUR);
    if (!Number.isInteger(minutes) || minutes < 1 || minutes > MOST_MINUTES)
      return invalid(context, `minutes must be a number from 1 to ${MOST_MINUTES}`);
    return context.json(await pages.health({ minutes, isViewer: isViewer(context) }));
  });
  api.get('/changes', (context) =>
    streamSSE(context, async (stream) => {
      const ended = new AbortController();
      stream.onAbort(() => ended.abort());
      const signal = AbortSignal.any([ended.signal, closing]);
      for await (const message of pages.changes(context.req.header('last-event-id'), signal))
        await stream.writeSSE(message);
    }),
  );
  api.post('/search', async (context) => {
    const asked = await readBody(context, searchRequest);
    return asked.ok ? context.json(await pages.search(asked.value.about)) : invalid(context, asked.error);
  });
  api.post('/held', async (context) => {
    const asked = await readBody(context, heldRequest);
    return asked.ok ? answer(context, await pages.held(asked.value.identity)) : invalid(context, asked.error);
  });
  api.get('/reasons', (context) => context.json({ en: reasons, zh: chineseReasons }));
  return api;
}
