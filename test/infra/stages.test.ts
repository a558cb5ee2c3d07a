import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configOf } from '../../operations/stage-config.ts';
import { readStage } from '../../operations/stage.ts';
import { nameOf, resource, resources, stableText } from './resources.ts';
import { exampleConfig, stageOf, synthesise } from './synthesise.ts';

describe('the name of a stage', () => {
  it.each(['dev', 'prod', 'test-2', 'a'])('%s names everything of the stage', (name) => {
    expect(readStage(name)).toEqual({
      name,
      stack: `Guiyi-${name}`,
      secretPrefix: `guiyi/${name}/`,
      metricNamespace: `Guiyi/${name}`,
      parameter: `/guiyi/${name}/stack`,
    });
  });

  it.each(['', 'Prod', '1st', 'a/b', 'a b', 'prod-', 'connections/x', 'x'.repeat(21)])('is not %j', (name) => {
    expect(readStage(name)).toBeUndefined();
  });
});

describe('the configuration of a stage', () => {
  it('is what was chosen, else its own file, else the one that all share', () => {
    const file = 'guiyi.of-a-test.config.ts';
    expect(configOf(stageOf('of-a-test'), 'other.config.ts')).toBe('other.config.ts');
    expect(configOf(stageOf('of-a-test'), undefined)).toBe('guiyi.config.ts');
    writeFileSync(file, '');
    try {
      expect(configOf(stageOf('of-a-test'), undefined)).toBe(file);
    } finally {
      rmSync(file);
    }
  });
});

const of = (name: string) => synthesise(exampleConfig, 'us-east-1', undefined, stageOf(name));
const dev = of('dev');
const prod = of('prod');

describe('two stages in one account', () => {
  /** Every name that is chosen by the template, and must be one of a kind in an account and region. */
  const namesIn = ({ template }: typeof dev) =>
    resources(template).flatMap(({ type, properties }) =>
      // The name of an alias is one of its function's.
      type === 'AWS::Lambda::Alias'
        ? []
        : [
            'Name',
            'RoleName',
            'PolicyName',
            'ManagedPolicyName',
            'FunctionName',
            'QueueName',
            'TableName',
            'BucketName',
          ]
            .concat(['TopicName', 'AlarmName', 'LogGroupName', 'DashboardName', 'ApplicationName'])
            .flatMap((key) => (typeof properties[key] === 'string' ? [properties[key]] : [])),
    );

  it('share no name', () => {
    expect(dev.stack.stackName).toBe('Guiyi-dev');
    expect(prod.stack.stackName).toBe('Guiyi-prod');
    const names = namesIn(dev);
    expect(names).toContain('guiyi/dev/cdp');
    expect(names).toContain('/guiyi/dev/stack');
    expect(names.filter((name) => namesIn(prod).includes(name))).toEqual([]);
  });

  it('of one name in two regions share no name that an account has once', () => {
    // Roles and dashboards have no region in their ARN.
    const namesOf = (region: string) => {
      const { template } = synthesise(exampleConfig, region, undefined, stageOf('prod'));
      return resources(template).flatMap(({ properties }) =>
        ['RoleName', 'ManagedPolicyName', 'BucketName', 'DashboardName'].flatMap((key) =>
          typeof properties[key] === 'string' ? [properties[key]] : [],
        ),
      );
    };
    const [here, there] = [namesOf('us-east-1'), namesOf('eu-central-1')];
    expect(here).toContain('Guiyi-prod-us-east-1');
    expect(here.filter((name) => there.includes(name))).toEqual([]);
  });

  it('differ in nothing else but that the tables of production cannot be deleted', () => {
    const protection = { DeletionProtectionEnabled: true };
    prod.template.hasResourceProperties('AWS::DynamoDB::Table', protection);
    dev.template.hasResourceProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: false });
    const print = ({ template }: typeof dev, name: string) =>
      stableText(template, 1).replaceAll(new RegExp(`\\b${name}\\b`, 'g'), 'stage');
    // CDK takes the name of the stack into one logical id.
    const neutral = (text: string) =>
      text
        .replaceAll(/Guiyi(?:dev|prod)BreakerFunction\w+/g, 'BreakerFunction')
        .replace(/"DeletionProtectionEnabled": (?:true|false)/g, '');
    expect(neutral(print(dev, 'dev')).split('\n')).toEqual(neutral(print(prod, 'prod')).split('\n'));
  });

  it('are told apart by tags, on all that can have them', () => {
    const tags = (type: string) => resources(prod.template, type).map(({ properties }) => properties['Tags']);
    const pairs = [
      { Key: 'guiyi:application', Value: 'guiyi' },
      { Key: 'guiyi:stage', Value: 'prod' },
    ];
    for (const type of ['AWS::SQS::Queue', 'AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::Lambda::Function']) {
      expect(tags(type).length).toBeGreaterThan(0);
      for (const found of tags(type)) expect(found).toEqual(expect.arrayContaining(pairs));
    }
    expect(tags('AWS::SSM::Parameter')).toEqual([{ 'guiyi:application': 'guiyi', 'guiyi:stage': 'prod' }]);
  });

  it.each([
    [dev, false],
    [prod, true],
    [of('production'), true],
  ])('only that of production cannot be deleted by mistake', ({ stack }, isProtected) => {
    expect(stack.terminationProtection).toBe(isProtected);
  });
});

describe('the parameter of a stage', () => {
  const parameter = resource(prod.template, 'AWS::SSM::Parameter', 'StageParameter').properties;
  const held = JSON.parse(nameOf(parameter['Value'])) as Record<string, unknown>;

  it('says where everything is that the operator’s tools look at', () => {
    expect(parameter).toMatchObject({ Name: '/guiyi/prod/stack', Type: 'String' });
    expect(held).toEqual({
      version: 1,
      stage: 'prod',
      stack: 'Guiyi-prod',
      region: 'us-east-1',
      config: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      address: 'FrontDoorApi',
      queues: {
        events: 'EventsQueue',
        eventDeadLetters: 'EventsDeadLetters',
        inlet: 'InletEventsQueue',
        inletDeadLetters: 'InletEventsDeadLetters',
      },
      ledgerTable: 'LedgerTable',
      journalTable: 'JournalTable',
      archiveBucket: 'ArchiveBucket',
      functions: {
        webhook: 'WebhookFunction',
        inlet: 'InletFunction',
        deliver: 'DeliverFunction',
        breaker: 'BreakerFunction',
      },
      mappings: { inlet: 'InletFunctionMapping', deliver: 'DeliverFunctionMapping' },
      alarmTopic: 'AlarmsTopic',
      secretPrefix: 'guiyi/prod/',
    });
  });

  it('is a standard one: at most 4 KB, whatever the names of the resources', () => {
    // An ARN or address of a queue has about 150 characters at most.
    expect(JSON.stringify(held).length + 12 * 150).toBeLessThan(4096);
  });
});

describe('a stage that goes on with a stack from before there were stages', () => {
  const taken = synthesise(
    { ...exampleConfig, deployment: { takeOver: 'Guiyi' } },
    'us-east-1',
    undefined,
    stageOf('prod'),
  );

  it('keeps everything that holds something: the same resources', () => {
    const kept = ({ template }: typeof dev) =>
      resources(template).flatMap(({ id, deletionPolicy, type }) =>
        deletionPolicy === 'RetainExceptOnCreate' && type !== 'AWS::SecretsManager::Secret' ? [id] : [],
      );
    expect(kept(taken)).toEqual(kept(prod));
    expect(kept(taken).length).toBeGreaterThan(5);
  });

  it('is read for what versions before 0.2 have written, which no other stage looks for', () => {
    const environment = ({ template }: typeof dev) =>
      resource(template, 'AWS::Lambda::Function', 'Deliver').properties['Environment'];
    expect(environment(taken)).toMatchObject({ Variables: { GUIYI_FORMER_ITEMS: 'read' } });
    expect(environment(prod)).toMatchObject({ Variables: { GUIYI_FORMER_ITEMS: 'none' } });
  });

  it('makes no new key of forgotten identities: nobody would be recognised by it', () => {
    const names = resources(taken.template, 'AWS::SecretsManager::Secret').map(({ properties }) => properties['Name']);
    expect(names).toEqual(['guiyi/prod/cdp', 'guiyi/prod/envelopes']);
    const policy = JSON.stringify(resource(taken.template, 'AWS::IAM::ManagedPolicy', 'Deliver').properties);
    expect(policy).toContain('arn:aws:secretsmanager:us-east-1:111122223333:secret:guiyi/prod/privacy-??????');
  });
});
