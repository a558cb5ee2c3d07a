import * as z from 'zod/mini';

/** Events of the brand's own systems need no options: they come as envelopes, and the queue policy is their proof. */
export const options = z.strictObject({});
