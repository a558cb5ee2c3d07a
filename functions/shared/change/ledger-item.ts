/**
 * What delivery remembers of one subject, so that a late or repeated event changes nothing (no personal data: names of
 * fields and groups, times, digests).
 */
export interface LedgerItem {
  /** Version: one more with every write. */
  readonly v: number;
  /** Field to the event time (Unix ms) that it was last written with. */
  readonly fields: Readonly<Record<string, number>>;
  /** Group name to the event time of the last joining or leaving. */
  readonly groups: Readonly<Record<string, number>>;
  /** Digests of the newest done event ids, oldest first. */
  readonly done: readonly string[];
  /** Kind and digest of the identities that were sent for this subject, oldest first. */
  readonly identities: readonly string[];
  /** Kind of contact to the one that was last proved to be this person's. */
  readonly contacts?: Readonly<Record<string, string>>;
  /** The customer's id in the CDP when an event was last delivered. */
  readonly customer?: string;
  /** Digest of the name last written by updateCustomerAttr. */
  readonly name?: string;
  /** The platform's own record of the subject: when its newest state was (Unix ms), and whether it has made the customer. */
  readonly record?: { readonly time: number; readonly made: boolean };
  /** The event that could not be delivered so far, by digest: how often it was tried, and since when (Unix ms). */
  readonly failing?: { readonly event: string; readonly attempts: number; readonly since: number };
  /** Unix seconds. An item past it counts as absent, whether the store has removed it or not. */
  readonly expires: number;
}
