import type * as z from 'zod/mini';
import { endpoints, type EndpointName } from './endpoints.ts';
import type { QuirkId } from './quirks.ts';

export interface Description<Request extends z.ZodMiniObject, Data extends z.ZodMiniType> {
  readonly summary: string;
  readonly quirks: readonly QuirkId[];
  /** Where the request's fields stand. */
  readonly input: 'query' | 'body';
  /** The input as it arrives: parsed JSON with long integers as texts, or texts from the query. */
  readonly request: Request;
  /** `data` of the answer to a call that succeeded. */
  readonly data: Data;
}

/** An endpoint of the table with what travels. */
export function describeField<Name extends EndpointName, Request extends z.ZodMiniObject, Data extends z.ZodMiniType>(
  name: Name,
  description: Description<Request, Data>,
): (typeof endpoints)[Name] & Description<Request, Data> {
  return { ...endpoints[name], ...description };
}
