import * as z from 'zod/mini';
import { rejectRequest } from './outcomes.ts';

/** The half of a receiver that a platform without webhooks has: its events come through the inlet queue, whose policy is the proof. */
export function inletOnly(platform: string) {
  return {
    platform,
    secret: z.strictObject({}),
    verify: () => rejectRequest(405, 'not-a-webhook', `${platform} connections have no webhook`),
    acknowledgement: { status: 200, body: '' },
  };
}
