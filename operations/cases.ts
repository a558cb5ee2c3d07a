import * as z from 'zod/mini';

/** What a person should look at. Times in Unix ms; examples are masked. */
export const caseView = z.object({
  type: z.string(),
  connection: z.string(),
  key: z.string(),
  count: z.number(),
  first: z.number(),
  last: z.number(),
  examples: z.array(z.object({ example: z.string(), event: z.string() })),
});
export type CaseView = z.infer<typeof caseView>;

export const cases = z.array(caseView);

/** Questions about people that a person answers. */
export interface CaseOperations {
  /** The newest first, 500 at most. */
  list(): Promise<readonly CaseView[]>;
}
