import * as z from 'zod/mini';

/** What the alarms of a stage go by. Every one has a default; docs/deploy.md has them. */
export interface AlarmSettings {
  /** Minutes that the oldest event may have waited. */
  readonly oldestEventMinutes?: number;
  /** Minutes for which the breaker may be open. */
  readonly breakerMinutes?: number;
  /** Seconds after which a call to the CDP counts as slow. */
  readonly slowCallSeconds?: number;
  /** In five minutes: calls to the CDP that were slow. */
  readonly slowCalls?: number;
  /** Hours for which a request to erase somebody may wait. */
  readonly eraseHours?: number;
  /** New cases in an hour. */
  readonly cases?: number;
  /** In five minutes: requests for known connections that were rejected, as by a wrong signature. */
  readonly rejectedRequests?: number;
  /** In five minutes: answers between 400 and 499, those for unknown addresses included. */
  readonly clientErrors?: number;
  /** In five minutes: requests above a throttle (429). */
  readonly throttledRequests?: number;
  /** In five minutes: secrets that could not be read. */
  readonly unreadableSecrets?: number;
  /** Connection to the hours after which its silence is an alarm, at most 168. Each costs a metric and an alarm. */
  readonly silentHours?: Readonly<Record<string, number>>;
}

export interface DeploymentSettings {
  readonly architecture?: 'arm64' | 'x86_64';
  readonly logRetentionDays?: number;
  readonly deliverConcurrency?: number;
  /** `fixed`: the CDP and platforms are called from one address that does not change, which costs (docs/deploy.md). */
  readonly egress?: 'fixed';
  /** `own`: queues, tables, archive, secrets and topic are encrypted by a key of the account's own, which costs. */
  readonly encryptionKey?: 'own';
  readonly alarms?: AlarmSettings;
  /** Default true. */
  readonly dashboard?: boolean;
  /** A name of the brand's own for the webhook addresses, and its certificate of ACM in the region of the stage. */
  readonly domain?: { readonly name: string; readonly certificateArn: string };
  /**
   * A web ACL of WAF before the webhooks, by a REST API in place of the HTTP API. It keeps out who sends more than so many requests in five
   * minutes from one address; default 2000.
   */
  readonly webAcl?: { readonly requestsPerAddress?: number };
  /** The source address of each request stands in the access log. Default false. */
  readonly accessLogAddress?: boolean;
  /** How a new version of the webhook function comes in: a tenth of the requests for five minutes (default), or all at once. */
  readonly release?: 'canary' | 'at-once';
  /**
   * The name of a stack from before there were stages, with which this stage goes on: `Guiyi`. Its key of forgotten identities has to be
   * copied first (docs/deploy.md).
   */
  readonly takeOver?: string;
  /** AWS account ids or service principals that may put messages into the inlet queue. */
  readonly inletSenders?: readonly string[];
  /**
   * AWS account ids and ARNs of users or roles (`*` stands for any text) that may assume the roles of operators where an administrator lets
   * them; default: everybody of the account of the stage whom an administrator lets.
   */
  readonly operators?: { readonly principals: readonly string[] };
}

const count = z.int().check(z.positive());

const alarms = z.strictObject({
  // A period of an alarm has five minutes, and it looks at a day at most.
  oldestEventMinutes: z.optional(z.int().check(z.minimum(5), z.maximum(14 * 24 * 60))),
  breakerMinutes: z.optional(z.int().check(z.multipleOf(5), z.minimum(5), z.maximum(24 * 60))),
  slowCallSeconds: z.optional(z.number().check(z.positive(), z.maximum(600))),
  slowCalls: z.optional(count),
  eraseHours: z.optional(z.number().check(z.positive(), z.maximum(14 * 24))),
  cases: z.optional(count),
  rejectedRequests: z.optional(count),
  clientErrors: z.optional(count),
  throttledRequests: z.optional(count),
  unreadableSecrets: z.optional(count),
  // CloudWatch looks back seven days at most.
  silentHours: z.optional(z.record(z.string(), z.int().check(z.minimum(1), z.maximum(168)))),
});

export const deploymentSchema = z.strictObject({
  architecture: z.optional(z.enum(['arm64', 'x86_64'])),
  logRetentionDays: z.optional(count),
  deliverConcurrency: z.optional(z.int().check(z.minimum(2), z.maximum(1000))),
  egress: z.optional(z.enum(['fixed'])),
  encryptionKey: z.optional(z.enum(['own'])),
  alarms: z.optional(alarms),
  dashboard: z.optional(z.boolean()),
  domain: z.optional(
    z.strictObject({
      name: z.string().check(z.regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'a name as "hooks.tea-house.example"')),
      certificateArn: z
        .string()
        .check(
          z.regex(/^arn:aws(?:-cn)?:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/, 'the ARN of a certificate of ACM'),
        ),
    }),
  ),
  // WAF takes no lower limit than 10.
  webAcl: z.optional(
    z.strictObject({ requestsPerAddress: z.optional(z.int().check(z.minimum(10), z.maximum(2_000_000_000))) }),
  ),
  accessLogAddress: z.optional(z.boolean()),
  release: z.optional(z.enum(['canary', 'at-once'])),
  takeOver: z.optional(z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, 'the name of a stack'))),
  inletSenders: z.optional(z.array(z.string())),
  operators: z.optional(
    z.strictObject({
      principals: z
        .array(
          z
            .string()
            .check(
              z.regex(
                /^(?:\d{12}|arn:aws(?:-cn)?:iam::\d{12}:(?:user|role)\/[\w+=,.@*/-]+)$/,
                'an account id of 12 digits, or the ARN of a user or role',
              ),
            ),
        )
        .check(z.minLength(1)),
    }),
  ),
});
