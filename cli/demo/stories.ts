import type { Terminal } from '../terminal.ts';
import { oneCustomer } from './one-customer.ts';
import { recycled } from './recycled.ts';
import type { StoryOptions } from './tell.ts';

/** Tells one of the demo's stories on the running front door. */
export async function tellStory({ stdout }: Terminal, story: string, options: StoryOptions): Promise<number> {
  await (story === 'recycled' ? recycled(stdout, options) : oneCustomer(stdout, options));
  if (!options.json && !options.calls) stdout.write('\nEvery identity and every call to the CDP: add --calls.\n');
  return 0;
}
