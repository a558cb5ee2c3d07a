import type { DoorOptions } from '../trigger.ts';
import { oneCustomer } from './one-customer.ts';
import { recycled } from './recycled.ts';

/** Tells one of the demo's stories on the running front door. */
export async function tellStory(story: string, options: DoorOptions): Promise<void> {
  await (story === 'recycled' ? recycled(options) : oneCustomer(options));
}
