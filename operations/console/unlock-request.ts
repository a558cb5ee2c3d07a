import * as z from 'zod/mini';
import { asker } from '../request.ts';

/** Lets a protected stage take writes for so many minutes. */
export const unlockRequest = z.strictObject({ ...asker, minutes: z.int().check(z.minimum(1), z.maximum(8 * 60)) });

export const unlocked = z.object({ until: z.string() });
