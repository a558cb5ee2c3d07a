import * as z from 'zod/mini';
import { queryWord } from '../request.ts';

/** What can be sent as a sample. */
export const samples = z.object({
  connections: z.array(
    z.object({ name: z.string(), source: z.string(), via: z.enum(['webhook', 'inlet']), events: z.array(z.string()) }),
  ),
  stories: z.array(z.string()),
});
export type Samples = z.infer<typeof samples>;

export const samplePreviewRequest = z.strictObject({ connection: queryWord, event: queryWord });
/** JSON, as text: a number of 19 digits stays what it is. */
export const samplePreview = z.object({ payload: z.string() });

/** What goes wrong on purpose: a signature of somebody else, the same again, or a day late. */
export const sampleFault = z.enum(['none', 'forged', 'duplicate', 'late']);
export type SampleFault = z.infer<typeof sampleFault>;

export const sampleRequest = z.strictObject({
  connection: queryWord,
  event: queryWord,
  /** A JSON object, as text: the fields as they were edited. */
  payload: z.string().check(z.maxLength(1_000_000)),
  fault: sampleFault,
});

/** What the front door said, and the events that came of it. */
export const sampleAnswer = z.object({
  status: z.optional(z.number()),
  body: z.string(),
  milliseconds: z.number(),
  /** What the front door calls its events; none of a request that it has rejected. */
  events: z.array(z.object({ id: z.string(), source: z.string() })),
});
export type SampleAnswer = z.infer<typeof sampleAnswer>;

export const storyRequest = z.strictObject({ story: queryWord });
export const storyAnswer = z.object({
  steps: z.array(z.object({ title: z.string(), event: z.optional(z.object({ id: z.string(), source: z.string() })) })),
});
export type StoryAnswer = z.infer<typeof storyAnswer>;

/** What the sandbox is to do wrong with its next calls. */
export const faultRequest = z.strictObject({
  mode: z.enum(['http-500', 'throttle', 'reject', 'latency', 'expire-token', 'drop-after-commit', 'none']),
  count: z.optional(z.int().check(z.minimum(1), z.maximum(10_000))),
});
export const faultsAnswer = z.object({ left: z.number() });
