import type { Terminal } from '../terminal.ts';
import type { DoorOptions } from '../trigger.ts';
import { oneCustomer } from './one-customer.ts';
import { recycled } from './recycled.ts';

/** Tells one of the demo's stories on the running front door. */
export async function tellStory({ stdout }: Terminal, story: string, options: DoorOptions): Promise<number> {
  await (story === 'recycled' ? recycled(stdout, options) : oneCustomer(stdout, options));
  return 0;
}
