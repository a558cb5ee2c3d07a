import * as z from 'zod/mini';

/** An example of a case as both stores keep it, in JSON. */
export const ExampleRecord = z.object({ example: z.string(), event: z.string(), time: z.number() });
