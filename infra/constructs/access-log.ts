import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { metricNames } from '../../functions/shared/metrics/metric-names.ts';

export interface AccessLogProps {
  readonly retention: logs.RetentionDays;
  /** Of the stage's own metrics. */
  readonly metricNamespace: string;
}

export interface AccessLog {
  readonly group: logs.LogGroup;
  /** Requests that a throttle refused: API Gateway counts them among the other answers of 400 and above. */
  readonly throttled: logs.MetricFilter;
}

/** What API Gateway writes of each request. */
export function openAccessLog(scope: Construct, { retention, metricNamespace }: AccessLogProps): AccessLog {
  const group = new logs.LogGroup(scope, 'AccessLog', {
    // Log groups under this prefix do not use up the account's resource policy for delivered logs.
    logGroupName: `/aws/vendedlogs/guiyi/${Stack.of(scope).stackName}/access`,
    retention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const throttled = group.addMetricFilter('Throttled', {
    filterPattern: logs.FilterPattern.stringValue('$.status', '=', '429'),
    metricNamespace,
    metricName: metricNames.requestThrottled,
  });
  return { group, throttled };
}

/**
 * The form of a line. No query string: WeChat puts the person's openid into it. The source address only where somebody has asked for it: it is a
 * platform's, or whoever forges events.
 */
export function accessLogFields(kind: 'http' | 'rest', withAddress: boolean): string {
  return JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    route: kind === 'http' ? '$context.routeKey' : '$context.httpMethod $context.resourcePath',
    path: '$context.path',
    status: '$context.status',
    milliseconds: '$context.responseLatency',
    bytes: '$context.responseLength',
    integrationError: kind === 'http' ? '$context.integrationErrorMessage' : '$context.integration.error',
    ...(withAddress && { address: '$context.identity.sourceIp' }),
  });
}
