/** What can be seen of a stage in its account. */
export interface StageFacts {
  /** Whether somebody hears the alarms. */
  readonly subscriptions: { readonly confirmed: number; readonly pending: number };
  /** Names of alarms that are on, without the stage. */
  readonly alarmsOn: readonly string[];
  /** How many alarms the stage has. */
  readonly alarms: number;
  /** Concurrent executions that the account allows in the region. */
  readonly concurrency: number;
  /** Of the event source mappings, as Lambda says: `Enabled`, `Disabled` … */
  readonly mappings: { readonly inlet: string; readonly deliver: string };
  /** The version of the webhook function that is live, and the one that is being brought in. */
  readonly release: { readonly live: string; readonly coming: string | undefined };
  /** State and reason of the breaker; `paused` where somebody has stopped delivery. */
  readonly breaker: { readonly state: string; readonly why: string | undefined };
  /** Messages that wait. */
  readonly queues: Readonly<Record<QueueName, number>>;
  /** When the last event of each connection was received (RFC 3339); undefined where none was in a week. */
  readonly lastEvents: ReadonlyMap<string, string | undefined>;
}

export const queueNames = ['events', 'eventDeadLetters', 'inlet', 'inletDeadLetters'] as const;
export type QueueName = (typeof queueNames)[number];
