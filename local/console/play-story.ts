import { spawn } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { StoryAnswer } from '../../operations/console/play-page.ts';

const told = z.object({
  title: z.string(),
  event: z.optional(z.object({ id: z.string(), source: z.optional(z.string()) })),
});
const COMMAND = join(import.meta.dirname, '../../cli/guiyi.mjs');

/** Plays a story of the demo: `npx guiyi demo` itself, beside this process. Undefined where it has failed. */
export async function playStory(
  story: string,
  { data, secrets }: { readonly data: string; readonly secrets: string },
): Promise<StoryAnswer | undefined> {
  const child = spawn(process.execPath, [COMMAND, 'demo', story, '--json', '--data', data, '--secrets', secrets], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve) => {
    child.once('close', resolve);
    child.once('error', () => resolve(null));
  });
  if (code !== 0) return undefined;
  const steps = output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => told.parse(JSON.parse(line)));
  return {
    steps: steps.map(({ title, event }) => ({
      title,
      ...(event?.source !== undefined && { event: { id: event.id, source: event.source } }),
    })),
  };
}
