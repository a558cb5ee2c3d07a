import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { functionNames } from '../../infra/bundle.ts';
import { nameOf, resource, resources, stableText } from './resources.ts';
import { exampleConfig, synthesise } from './synthesise.ts';

const { template } = synthesise();
const titles = {
  webhook: 'Webhook',
  inlet: 'Inlet',
  deliver: 'Deliver',
  breaker: 'Breaker',
  release: 'Release',
} as const;
const functionOf = (name: keyof typeof titles) => resource(template, 'AWS::Lambda::Function', titles[name]).properties;

describe('the functions', () => {
  it.each(functionNames)('%s runs on Node 24 on arm64 with 512 MB', (name) => {
    expect(functionOf(name)).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 512,
      Handler: 'index.handler',
    });
    expect(functionOf(name)).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  it.each(functionNames)('%s writes JSON, without the start and report lines, into its own log of 30 days', (name) => {
    const log = resource(template, 'AWS::Logs::LogGroup', `${titles[name]}Log`);
    expect(log.properties['RetentionInDays']).toBe(30);
    expect(functionOf(name)['LoggingConfig']).toEqual({
      LogFormat: 'JSON',
      SystemLogLevel: 'WARN',
      LogGroup: { Ref: log.id },
    });
  });

  it('get the environment that the handlers read', () => {
    const environment = (name: keyof typeof titles) => {
      const { Variables } = functionOf(name)['Environment'] as { readonly Variables: Record<string, unknown> };
      return Object.fromEntries(Object.entries(Variables).map(([key, value]) => [key, nameOf(value)]));
    };
    const shared = {
      GUIYI_QUEUE_URL: 'EventsQueue',
      GUIYI_ARCHIVE_BUCKET: 'ArchiveBucket',
      GUIYI_SECRET_PREFIX: 'guiyi/dev/',
      GUIYI_METRIC_NAMESPACE: 'Guiyi/dev',
    };
    expect(environment('webhook')).toEqual(shared);
    expect(environment('inlet')).toEqual({
      ...shared,
      GUIYI_INLET_QUEUE_URL: 'InletEventsQueue',
      GUIYI_INLET_DEAD_LETTER_QUEUE_URL: 'InletEventsDeadLetters',
    });
    expect(environment('deliver')).toEqual({
      ...shared,
      GUIYI_DEAD_LETTER_QUEUE_URL: 'EventsDeadLetters',
      GUIYI_LEDGER_TABLE: 'LedgerTable',
      GUIYI_FORMER_ITEMS: 'none',
      GUIYI_JOURNAL_TABLE: 'JournalTable',
      GUIYI_CDP_BASE_URL: 'https://cdp.example.com',
    });
    expect(environment('breaker')).toEqual({
      GUIYI_QUEUE_URL: 'EventsQueue',
      GUIYI_LEDGER_TABLE: 'LedgerTable',
      GUIYI_DELIVER_FUNCTION: 'DeliverLive',
      GUIYI_DELIVER_MAPPING: 'DeliverFunctionMapping',
      GUIYI_DELIVER_CONCURRENCY: '5',
      GUIYI_METRIC_NAMESPACE: 'Guiyi/dev',
    });
  });

  it('take what the configuration chooses', () => {
    const { template: chosen } = synthesise({
      ...exampleConfig,
      deployment: { architecture: 'x86_64', logRetentionDays: 90, deliverConcurrency: 40 },
    });
    chosen.allResourcesProperties('AWS::Lambda::Function', { Architectures: ['x86_64'] });
    chosen.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
    expect(resource(chosen, 'AWS::Lambda::EventSourceMapping', 'Deliver').properties['ScalingConfig']).toEqual({
      MaximumConcurrency: 40,
    });
  });
});

describe('the queues', () => {
  const queue = (id: string) => resource(template, 'AWS::SQS::Queue', id);

  it('are four, encrypted, kept 14 days, TLS only', () => {
    template.resourceCountIs('AWS::SQS::Queue', 4);
    template.allResourcesProperties('AWS::SQS::Queue', {
      MessageRetentionPeriod: 14 * 86_400,
      SqsManagedSseEnabled: true,
    });
    const policies = resources(template, 'AWS::SQS::QueuePolicy');
    expect(policies.map(({ properties }) => (properties['Queues'] as unknown[]).map(nameOf)).flat()).toHaveLength(4);
    template.allResourcesProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: 'sqs:*',
            Principal: { AWS: '*' },
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    });
  });

  it.each(['EventsQueue', 'EventsDeadLetters'])('%s is a high-throughput FIFO queue', (id) => {
    expect(queue(id).properties).toMatchObject({
      FifoQueue: true,
      ContentBasedDeduplication: false,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
    });
  });

  it.each(['InletEventsQueue', 'InletEventsDeadLetters'])('%s is a standard queue', (id) => {
    expect(queue(id).properties).not.toHaveProperty('FifoQueue');
  });

  it.each([
    { name: 'Events', fn: 'deliver', receives: 1000 },
    { name: 'InletEvents', fn: 'inlet', receives: 1000 },
  ] as const)('$name: visibility is six timeouts of $fn, then its own dead letters', ({ name, fn, receives }) => {
    const { VisibilityTimeout, RedrivePolicy } = queue(`${name}Queue`).properties;
    expect(Number(VisibilityTimeout)).toBeGreaterThanOrEqual(6 * Number(functionOf(fn)['Timeout']));
    expect(RedrivePolicy).toEqual({
      maxReceiveCount: receives,
      deadLetterTargetArn: { 'Fn::GetAtt': [queue(`${name}DeadLetters`).id, 'Arn'] },
    });
  });

  it.each([
    { fn: 'Deliver', from: 'EventsQueue' },
    { fn: 'Inlet', from: 'InletEventsQueue' },
  ])('$fn takes batches of ten from $from and reports each failure', ({ fn, from }) => {
    const { EventSourceArn, FunctionName, ...mapping } = resource(
      template,
      'AWS::Lambda::EventSourceMapping',
      fn,
    ).properties;
    expect(nameOf(EventSourceArn)).toBe(from);
    expect(JSON.stringify(FunctionName)).toMatch(new RegExp(`"Ref":"${fn}Live`));
    expect(mapping).toEqual({
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MetricsConfig: { Metrics: ['EventCount'] },
      ScalingConfig: { MaximumConcurrency: 5 },
    });
  });
});

describe('the front door', () => {
  it('has a route for each connection, one for other ways to write them, and one to look whether it is there', () => {
    const keys = resources(template, 'AWS::ApiGatewayV2::Route').map(({ properties }) =>
      String(properties['RouteKey']),
    );
    expect(keys).toEqual([
      'ANY /webhooks/wechat-main',
      'ANY /webhooks/shop-cn',
      'ANY /webhooks/shop-eu',
      'ANY /webhooks/{connection+}',
      'ANY /health',
    ]);
  });

  it('is throttled and logged', () => {
    template.allResourcesProperties('AWS::ApiGatewayV2::Integration', { PayloadFormatVersion: '2.0' });
    const stage = resource(template, 'AWS::ApiGatewayV2::Stage', '').properties;
    expect(stage).toMatchObject({
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 },
    });
    const { DestinationArn } = stage['AccessLogSettings'] as { readonly DestinationArn: unknown };
    expect(nameOf(DestinationArn)).toBe('FrontDoorAccessLog');
  });

  it('keeps persons out of its log: no query (WeChat puts the openid there), no address, no header', () => {
    const { Format } = resource(template, 'AWS::ApiGatewayV2::Stage', '').properties['AccessLogSettings'] as {
      readonly Format: string;
    };
    expect([...Format.matchAll(/\$context\.([\w.]+)/g)].map((match) => String(match[1])).sort()).toEqual([
      'integrationErrorMessage',
      'path',
      'requestId',
      'requestTime',
      'responseLatency',
      'responseLength',
      'routeKey',
      'status',
    ]);
  });
});

describe('what is kept', () => {
  it.each(['AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::SecretsManager::Secret', 'AWS::SQS::Queue'])(
    '%s outlives the stack, unless its very first deploy fails',
    (type) => {
      const found = resources(template, type);
      expect(found.length).toBeGreaterThan(0);
      for (const { deletionPolicy } of found) expect(deletionPolicy).toBe('RetainExceptOnCreate');
    },
  );

  it('the ledger: on demand, expiring items, restorable', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
      AttributeDefinitions: [
        { AttributeName: 'key', AttributeType: 'S' },
        { AttributeName: 'list', AttributeType: 'S' },
        { AttributeName: 'last', AttributeType: 'N' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  it('the archive: private, encrypted, TLS only, emptied by age', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      LifecycleConfiguration: {
        Rules: [
          { Id: 'quarantine', Prefix: 'quarantine/', ExpirationInDays: 90, Status: 'Enabled' },
          { Id: 'claims', Prefix: 'claims/', ExpirationInDays: 30, Status: 'Enabled' },
          { Id: 'privacy', Prefix: 'privacy/', ExpirationInDays: 400, Status: 'Enabled' },
          {
            Id: 'former-versions',
            NoncurrentVersionExpiration: { NoncurrentDays: 7 },
            ExpiredObjectDeleteMarker: true,
            Status: 'Enabled',
          },
        ],
      },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });

  it('one secret for the CDP, one for privacy and one for kept messages, none with a value of ours; none of a connection', () => {
    const secrets = resources(template, 'AWS::SecretsManager::Secret').map(({ properties }) => properties);
    expect(secrets.map(({ Name }) => String(Name)).sort()).toEqual([
      'guiyi/dev/cdp',
      'guiyi/dev/envelopes',
      'guiyi/dev/privacy',
    ]);
    for (const secret of secrets) {
      expect(secret).not.toHaveProperty('SecretString');
      expect(secret['GenerateSecretString']).toEqual({});
    }
  });
});

describe('the turns of the breaker', () => {
  it('are one a minute, and one that fails is not repeated', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Targets: [Match.objectLike({ RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 } })],
    });
  });
});

describe('the template as a whole', () => {
  it('is the one that was reviewed', () => {
    expect(stableText(template, 2)).toMatchSnapshot();
  });
});
