import { Annotations, Stack, Validations } from 'aws-cdk-lib/core';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { accessLogFields, openAccessLog } from './access-log.ts';
import { webhookRoutes, sharedThrottleHint, type Throttle } from './webhook-routes.ts';

export interface WebhookApiProps {
  readonly handler: lambda.IFunction;
  readonly connections: readonly string[];
  readonly logRetention: logs.RetentionDays;
  /** Of the stage's own metrics. */
  readonly metricNamespace: string;
  /** The source address of each request stands in the access log. */
  readonly logsAddress: boolean;
}

/** Of the whole API, and of each route that has none of its own. */
export const allTogether: Throttle = { rateLimit: 500, burstLimit: 1000 };

/** The HTTP API that the platforms call. */
export class WebhookApi extends Construct {
  readonly api: apigatewayv2.HttpApi;
  /** `https://…` */
  readonly address: string;
  readonly #throttled: logs.MetricFilter;

  constructor(scope: Construct, id: string, props: WebhookApiProps) {
    super(scope, id);
    const { handler, connections, logRetention, metricNamespace, logsAddress } = props;
    this.api = new apigatewayv2.HttpApi(this, 'Api', {
      apiName: Stack.of(this).stackName,
      createDefaultStage: false,
    });
    const { group, throttled } = openAccessLog(this, { retention: logRetention, metricNamespace });
    this.#throttled = throttled;
    this.address = this.api.apiEndpoint;
    const stage = this.api.addStage('Stage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: allTogether,
      accessLogSettings: {
        destination: new apigatewayv2.LogGroupLogDestination(group),
        format: AccessLogFormat.custom(accessLogFields('http', logsAddress)),
      },
    });
    // Made here, not by the first route: which connection is the first changes. One leave serves all routes: the policy of a function has
    // room for about a hundred.
    const { integrationId } = new apigatewayv2.HttpIntegration(this, 'Integration', {
      httpApi: this.api,
      integrationType: apigatewayv2.HttpIntegrationType.AWS_PROXY,
      integrationUri: handler.functionArn,
      payloadFormatVersion: apigatewayv2.PayloadFormatVersion.VERSION_2_0,
    });
    handler.addPermission('FrontDoor', {
      principal: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: this.api.arnForExecuteApi(),
    });
    // A map of free keys: CDK writes what is in it as it is, so that its names are CloudFormation's.
    const settings: Record<string, { readonly ThrottlingRateLimit: number; readonly ThrottlingBurstLimit: number }> =
      {};
    for (const { path, throttle } of webhookRoutes(connections)) {
      // Any method: OPTIONS is the handshake of CloudEvents, and the function answers those that it does not take.
      const routeKey = `ANY ${path}`;
      const route = new apigatewayv2.CfnRoute(this, `Route-${path}`, {
        apiId: this.api.apiId,
        routeKey,
        authorizationType: 'NONE',
        target: `integrations/${integrationId}`,
      });
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          'Platforms cannot log in; the function verifies their signature over the raw bytes before anything else.',
      });
      if (!throttle) continue;
      // API Gateway takes settings of a route that is there.
      stage.node.addDependency(route);
      settings[routeKey] = { ThrottlingRateLimit: throttle.rateLimit, ThrottlingBurstLimit: throttle.burstLimit };
    }
    const resource = stage.node.defaultChild;
    if (!(resource instanceof apigatewayv2.CfnStage)) throw new TypeError('the stage is no resource of the template');
    if (Object.keys(settings).length > 0) resource.routeSettings = settings;
    const hint = sharedThrottleHint(connections);
    if (hint !== undefined) Annotations.of(this).addInfoV2('guiyi:shared-throttle', hint);
  }

  clientErrors(options: MetricOptions): Metric {
    return this.api.metricClientError(options);
  }

  serverErrors(options: MetricOptions): Metric {
    return this.api.metricServerError(options);
  }

  throttled(options: MetricOptions): Metric {
    return this.#throttled.metric(options);
  }
}
