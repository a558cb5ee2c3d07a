import { type Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface BundledFunctionProps {
  readonly description: string;
  /** Folder with `index.mjs` and its source map. */
  readonly folder: string;
  readonly timeout: Duration;
  readonly architecture: lambda.Architecture;
  readonly logRetention: logs.RetentionDays;
  readonly environment: Readonly<Record<string, string>>;
  /** All that the function may do, besides writing its own log. */
  readonly permissions: readonly iam.PolicyStatement[];
}

export interface Consuming {
  readonly maxConcurrency: number;
  /** Counts what becomes of messages on their way to the function. AWS China does not have it. */
  readonly metrics: boolean;
}

/** A function with a log group, a role and one policy of its own; nothing in CDK may widen the role. */
export class BundledFunction extends Construct {
  readonly function: lambda.Function;
  readonly policy: iam.ManagedPolicy;
  #live: lambda.Alias | undefined;

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    const logGroup = new logs.LogGroup(this, 'Log', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.policy = new iam.ManagedPolicy(this, 'Policy', {
      description: `Guiyi: ${props.description}`,
      statements: [
        new iam.PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [logGroup.logGroupArn],
        }),
        ...props.permissions,
      ],
    });
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [this.policy],
    });
    this.function = new lambda.Function(this, 'Function', {
      description: props.description,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: props.architecture,
      memorySize: 512,
      timeout: props.timeout,
      code: lambda.Code.fromAsset(props.folder),
      handler: 'index.handler',
      role: role.withoutPolicyUpdates(),
      environment: { ...props.environment },
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      // Leaves out the start and report lines, half a kilobyte of every invocation.
      systemLogLevelV2: lambda.SystemLogLevel.WARN,
      // A release that is taken back needs the version before.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
    });
  }

  /** The version that is in use: what calls the function calls this, so that a deploy goes from one whole version to another. */
  get live(): lambda.Alias {
    // CDK's classes have `role` as possibly undefined, which exactOptionalPropertyTypes does not take for the same.
    const version = this.function.currentVersion as lambda.IVersion;
    this.#live ??= new lambda.Alias(this, 'Live', { aliasName: 'live', version });
    return this.#live;
  }

  /** The same, for what takes a function. */
  get liveFunction(): lambda.IFunction {
    return this.live as lambda.IFunction;
  }

  /** The maximum is the brake on downstream calls; reserved concurrency would burn receives of throttled messages. */
  consume(queue: sqs.IQueue, { maxConcurrency, metrics }: Consuming): lambda.EventSourceMapping {
    return new lambda.EventSourceMapping(this.function, 'Mapping', {
      target: this.liveFunction,
      eventSourceArn: queue.queueArn,
      batchSize: 10,
      maxConcurrency,
      reportBatchItemFailures: true,
      ...(metrics && { metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] } }),
    });
  }
}
