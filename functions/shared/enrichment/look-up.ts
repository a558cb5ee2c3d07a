import type { IdentityKind } from '../identity/identity.ts';

/** One request to a platform's API, without the API's address and without a token. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST';
  /** Without a query. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body?: string;
}

/** A question to a platform's API about the person of one event. */
export interface LookUp {
  /** What evidence, logs and cases call it: `cgi-bin/user/info`. */
  readonly api: string;
  /** Key of the account whose credentials it needs. */
  readonly account: string;
  readonly request: ApiRequest;
  /** What it may tell of the person. Whom the CDP knows by all of it already nobody needs to ask after. */
  readonly gives: readonly IdentityKind[];
  /** Unix ms: what was known before says nothing any more. */
  readonly newerThan?: number;
  /** An answer that tells nothing may tell something soon: only one that does is remembered. */
  readonly mayFill?: true;
  /** Unix ms: after it the platform does not answer this any more. */
  readonly until?: number;
}
