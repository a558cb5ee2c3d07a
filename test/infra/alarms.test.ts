import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nameOf, resources } from './resources.ts';
import { exampleConfig, stageOf, synthesise } from './synthesise.ts';

const regions = ['us-east-1', 'cn-north-1'] as const;
const silentHours = { 'shop-cn': 24 };
const { template } = synthesise(
  { ...exampleConfig, deployment: { alarms: { silentHours } } },
  'us-east-1',
  undefined,
  stageOf('prod'),
);

interface AlarmProperties {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly MetricName?: string;
  readonly Namespace?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
  readonly Statistic?: string;
  readonly Period?: number;
  readonly Threshold?: number;
  readonly EvaluationPeriods?: number;
  readonly ComparisonOperator?: string;
  readonly TreatMissingData?: string;
  readonly AlarmActions?: readonly unknown[];
  readonly OKActions?: readonly unknown[];
  readonly AlarmRule?: unknown;
}

const ofType = (type: string) =>
  resources(template, type).map(({ id, properties }) => ({ id, ...(properties as unknown as AlarmProperties) }));
const alarms = ofType('AWS::CloudWatch::Alarm');
const composites = ofType('AWS::CloudWatch::CompositeAlarm');
const idOf = (name: string) => name.replace('Guiyi-prod-', '');

describe('each alarm', () => {
  it.each([
    // id, metric, of, statistic, seconds, threshold, periods
    ['EventsDeadLetters', 'ApproximateNumberOfMessagesVisible', 'EventsDeadLetters', 'Maximum', 300, 1, 1],
    ['InletDeadLetters', 'ApproximateNumberOfMessagesVisible', 'InletEventsDeadLetters', 'Maximum', 300, 1, 1],
    ['EventsDeadLettersGrow', 'NumberOfMessagesSent', 'EventsDeadLetters', 'Sum', 900, 1, 1],
    ['InletDeadLettersGrow', 'NumberOfMessagesSent', 'InletEventsDeadLetters', 'Sum', 900, 1, 1],
    ['Quarantine', 'RequestQuarantined', undefined, 'Sum', 300, 1, 1],
    ['Cases', 'Case', undefined, 'Sum', 3600, 20, 1],
    ['PrivacyRequests', 'Case', 'privacy-request', 'Sum', 300, 1, 1],
    ['EraseOverdue', 'EraseWaitingHours', undefined, 'Maximum', 300, 72, 1],
    ['OldestMessage', 'ApproximateAgeOfOldestMessage', 'EventsQueue', 'Maximum', 300, 900, 3],
    ['BreakerOpen', 'BreakerOpen', undefined, 'Minimum', 300, 1, 2],
    ['SlowCalls', 'CallSlow', undefined, 'Sum', 300, 20, 3],
    ['DeliverErrors', 'Errors', 'DeliverFunction', 'Sum', 300, 1, 1],
    ['BreakerErrors', 'Errors', 'BreakerFunction', 'Sum', 900, 3, 1],
    ['InletErrors', 'Errors', 'InletFunction', 'Sum', 300, 1, 1],
    ['InletWaiting', 'InletWaitingHours', undefined, 'Maximum', 3600, 0.25, 1],
    ['WebhookServerErrors', '5xx', 'FrontDoorApi', 'Sum', 300, 1, 1],
    ['WebhookThrottles', 'Throttles', 'WebhookFunction', 'Sum', 300, 1, 1],
    ['UnreadableSecrets', 'SecretUnreadable', undefined, 'Sum', 300, 3, 1],
    ['RejectedRequests', 'RequestRejected', undefined, 'Sum', 300, 50, 1],
    ['ClientErrors', '4xx', 'FrontDoorApi', 'Sum', 300, 500, 1],
    ['ThrottledRequests', 'RequestThrottled', undefined, 'Sum', 300, 1, 1],
    ['ReleaseCrashes', 'Errors', 'WebhookFunctionCurrentVersion', 'Sum', 300, 1, 1],
    ['ReleaseFailures', 'RequestFailed', 'WebhookFunctionCurrentVersion', 'Sum', 300, 1, 1],
    ['Silent-shop-cn', 'EventsAccepted', 'shop-cn', 'Sum', 3600, 1, 24],
  ])('%s looks at %s of %s', (id, metric, of, statistic, seconds, threshold, periods) => {
    const found = alarms.filter(({ AlarmName }) => idOf(AlarmName) === id);
    const isSilence = id.startsWith('Silent');
    expect(found).toEqual([
      expect.objectContaining({
        MetricName: metric,
        Statistic: statistic,
        Period: seconds,
        Threshold: threshold,
        EvaluationPeriods: periods,
        ComparisonOperator: isSilence ? 'LessThanThreshold' : 'GreaterThanOrEqualToThreshold',
        TreatMissingData: isSilence ? 'breaching' : 'notBreaching',
      }),
    ]);
    const [dimension] = found[0]?.Dimensions ?? [];
    expect(dimension && nameOf(dimension.Value).replace(/(?<=CurrentVersion).*/, '')).toBe(of);
  });

  it('is in this table', () => expect(alarms).toHaveLength(24));

  it.each([...alarms, ...composites])('$AlarmName names its page and the command to begin with', (alarm) => {
    const [, page] = /Runbook: (docs\/runbooks\/[a-z-]+\.md)\./.exec(alarm.AlarmDescription) ?? [];
    expect(page).toBeDefined();
    expect(existsSync(page ?? '')).toBe(true);
    const [, command = ''] =
      /Begin with: (npx guiyi .*--stack prod) --region us-east-1$/.exec(alarm.AlarmDescription) ?? [];
    expect(readFileSync(page ?? '', 'utf8')).toContain(command);
    expect(alarm.AlarmDescription.length).toBeLessThanOrEqual(1024);
  });

  it('looks at what CloudWatch lets it: a day of periods under an hour, seven days of hours', () => {
    for (const { Period = 0, EvaluationPeriods = 0 } of alarms)
      expect(Period * EvaluationPeriods).toBeLessThanOrEqual(Period < 3600 ? 86_400 : 604_800);
  });
});

describe('whoever has subscribed', () => {
  const topic = [{ Ref: expect.stringMatching(/^AlarmsTopic/) as unknown }];

  it('is told when it begins and when it is over', () => {
    for (const { AlarmActions, OKActions } of [...alarms, ...composites]) expect(OKActions).toEqual(AlarmActions);
    for (const { AlarmActions } of composites) expect(AlarmActions).toEqual(topic);
  });

  it('is called once for an outage, not by each of its alarms', () => {
    const parts = Object.fromEntries(
      composites.map(({ AlarmName, AlarmRule }) => [
        idOf(AlarmName),
        [...nameOf(AlarmRule).matchAll(/ALARM\("Alarms(\w+?)"\)/g)].map(([, child]) => child),
      ]),
    );
    expect(parts).toEqual({
      DeliveryOutage: ['OldestMessage', 'BreakerOpen', 'SlowCalls', 'DeliverErrors', 'BreakerErrors'],
      ReceivingOutage: ['WebhookServerErrors', 'WebhookThrottles', 'UnreadableSecrets'],
    });
    const silent = new Set(Object.values(parts).flat());
    for (const { AlarmName, AlarmActions } of alarms)
      expect([AlarmName, AlarmActions]).toEqual([AlarmName, silent.has(idOf(AlarmName)) ? undefined : topic]);
  });
});

describe('the pages of the alarms', () => {
  const pages = readdirSync('docs/runbooks').filter((name) => name !== 'README.md' && !name.includes('zh-CN'));
  const named = new Set(
    [...alarms, ...composites].map(({ AlarmDescription }) => /runbooks\/([a-z-]+\.md)/.exec(AlarmDescription)?.[1]),
  );

  it('are those that an alarm names, and no other', () => expect(named).toEqual(new Set(pages)));

  it.each(pages)('%s says what it means, what to do first, and when it is over', (page) => {
    const text = readFileSync(`docs/runbooks/${page}`, 'utf8');
    for (const heading of ['## What it means', '## First', '## Then', '## It is over when'])
      expect(text).toContain(heading);
  });

  it('are all in the list of pages, with the alarms that name them', () => {
    const list = readFileSync('docs/runbooks/README.md', 'utf8');
    for (const { AlarmName } of [...alarms, ...composites]) {
      const id = idOf(AlarmName).replace('shop-cn', '<connection>');
      expect(list).toContain(`\`${id}\``);
    }
  });
});

describe('the dashboard', () => {
  it.each(regions)('is in %s, with every alarm on it', (region) => {
    const one = synthesise(exampleConfig, region);
    const dashboards = resources(one.template, 'AWS::CloudWatch::Dashboard');
    expect(dashboards.map(({ properties }) => properties['DashboardName'])).toEqual([`Guiyi-dev-${region}`]);
    const body = nameOf(dashboards[0]?.properties['DashboardBody']);
    const page = JSON.parse(body) as {
      readonly widgets: readonly { readonly properties: { readonly alarms?: unknown[] } }[];
    };
    const count = (type: string) => resources(one.template, type).length;
    expect(page.widgets[0]?.properties.alarms).toHaveLength(
      count('AWS::CloudWatch::Alarm') + count('AWS::CloudWatch::CompositeAlarm'),
    );
  });

  it('can be left out', () => {
    const without = synthesise({ ...exampleConfig, deployment: { dashboard: false } });
    expect(resources(without.template, 'AWS::CloudWatch::Dashboard')).toEqual([]);
  });
});
