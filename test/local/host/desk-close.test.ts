import { expect, test } from 'vitest';
import type { ConsoleOperations } from '../../../operations/console/console-operations.ts';
import { consoleRoutes } from '../../../operations/http/console-routes.ts';
import { deskShell, listenForDesk } from '../../../local/host/desk-shell.ts';

/** A stream that nobody but the desk ends. */
async function* untilAborted(_last: string | undefined, signal: AbortSignal): ReturnType<typeof messages> {
  yield* messages();
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
}
async function* messages() {
  yield { id: '1', event: 'beat' as const, data: '{}' };
}

test('a desk closes while a page still listens to what changes', async () => {
  const shell = deskShell({ token: 'key' });
  const pages = { changes: untilAborted } as Partial<ConsoleOperations> as ConsoleOperations;
  shell.app.route('/api', consoleRoutes(pages, { isViewer: () => false, closing: shell.closing.signal }));
  const desk = await listenForDesk(shell, 0);
  const stream = await fetch(`${desk.url}/api/changes`, { headers: { authorization: 'Bearer key' } });
  await desk.close();
  // The page hears the end, and what was sent before it.
  expect(await stream.text()).toContain('event: beat');
});
