import { SQSClient } from '@aws-sdk/client-sqs';
import { type LocalFunction, startFunction } from '../../local/lambda/function.ts';
import { type EventSourceMapping, openMapping } from '../../local-stage/emulators/event-source-mapping.ts';
import type { Caller } from './enforcer/judge.ts';
import type { Judgements } from './enforcer/judgements.ts';
import { type Account, arnIn } from './enforcer/services/account.ts';
import type { DeployedFunction } from './stack/functions.ts';

/** A function of the stack, run under its role. */
export interface RunningFunction {
  readonly bundlePath: string;
  /** What the stack sets. */
  readonly environment: Readonly<Record<string, string>>;
  readonly invoke: LocalFunction['invoke'];
  /** The queue that feeds it. */
  readonly queueUrl: string | undefined;
  readonly mapping: EventSourceMapping | undefined;
  /** The lines of its log. */
  readonly log: readonly string[];
  stop(): Promise<void>;
}

export interface RunOptions {
  readonly account: Account;
  readonly bundlePath: string;
  readonly role: Caller;
  /** The access key of the role. */
  readonly accessKeyId: string;
  readonly judgements: Judgements;
  /** Where the AWS of the function is. */
  readonly endpoint: string;
}

export async function runFunction(
  { id, environment, timeoutSeconds, logGroup, mappings }: DeployedFunction,
  { account, bundlePath, role, accessKeyId, judgements, endpoint }: RunOptions,
): Promise<RunningFunction> {
  const credentials = {
    accessKeyId,
    secretAccessKey: 'a-key-of-a-test',
    sessionToken: 'a-session-of-a-test',
  };
  const log: string[] = [];
  const lambda = await startFunction({
    bundlePath,
    name: id,
    timeoutSeconds,
    environment: {
      ...environment,
      AWS_REGION: account.region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
      ...Object.fromEntries(
        ['SQS', 'S3', 'DYNAMODB', 'LAMBDA', 'SECRETS_MANAGER', 'CODEDEPLOY'].map((service) => [
          `AWS_ENDPOINT_URL_${service}`,
          endpoint,
        ]),
      ),
    },
    onOutput: (text) => {
      // Lambda writes the log, and does it with the permissions of the function's role.
      const stream = arnIn(account, 'logs', `log-group:${logGroup}:log-stream:${id}`);
      if (log.length === 0) judgements.ask(role, { action: 'logs:CreateLogStream', resource: stream });
      if (judgements.ask(role, { action: 'logs:PutLogEvents', resource: stream })) log.push(text);
    },
  });
  const [source, ...more] = mappings;
  if (more.length > 0 || source?.reportsFailures === false)
    throw new Error(`${id} is fed in a way that is not run here`);
  const running = { bundlePath, environment, invoke: lambda.invoke, log, stop: lambda.stop };
  if (source === undefined) return { ...running, queueUrl: undefined, mapping: undefined };
  const queueUrl = `${endpoint}/${account.id}/${source.queueArn.split(':').at(-1) ?? ''}`;
  const sqs = new SQSClient({ endpoint, credentials });
  const { batchSize } = source;
  const mapping = await openMapping({ sqs, queueUrl, batchSize, invoke: lambda.invoke });
  return { ...running, queueUrl, mapping };
}
