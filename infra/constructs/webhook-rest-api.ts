import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { accessLogFields, openAccessLog } from './access-log.ts';
import { allTogether, type WebhookApiProps } from './webhook-api.ts';

export interface WebhookRestApiProps extends WebhookApiProps {
  /** Of one source address in five minutes; more are answered 403. */
  readonly requestsPerAddress: number;
}

const STAGE = 'live';

/**
 * The same door as a REST API, which a web ACL can stand before; an HTTP API has none. It has one route, with one throttle for all: how a
 * method that takes any method is throttled by itself is not documented.
 */
export class WebhookRestApi extends Construct {
  readonly api: apigateway.RestApi;
  /** `https://…/live` */
  readonly address: string;
  readonly #throttled: logs.MetricFilter;

  constructor(scope: Construct, id: string, props: WebhookRestApiProps) {
    super(scope, id);
    const { handler, logRetention, metricNamespace, logsAddress, requestsPerAddress } = props;
    const { partition, region, urlSuffix } = Stack.of(this);
    const { group, throttled } = openAccessLog(this, { retention: logRetention, metricNamespace });
    this.#throttled = throttled;
    this.api = new apigateway.RestApi(this, 'RestApi', {
      restApiName: Stack.of(this).stackName,
      endpointTypes: [apigateway.EndpointType.REGIONAL],
      // Every body comes as Base64: the bytes that were signed, whatever their type.
      binaryMediaTypes: ['*/*'],
      // A setting of the account and region, which other APIs may use too. Without it a REST API writes no log.
      cloudWatchRole: true,
      cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN,
      deployOptions: {
        stageName: STAGE,
        throttlingRateLimit: allTogether.rateLimit,
        throttlingBurstLimit: allTogether.burstLimit,
        metricsEnabled: false,
        accessLogDestination: new apigateway.LogGroupLogDestination(group),
        accessLogFormat: apigateway.AccessLogFormat.custom(accessLogFields('rest', logsAddress)),
      },
    });
    const integration = new apigateway.Integration({
      type: apigateway.IntegrationType.AWS_PROXY,
      integrationHttpMethod: 'POST',
      uri: `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${handler.functionArn}/invocations`,
    });
    handler.addPermission('FrontDoor', {
      principal: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: this.api.arnForExecuteApi('*', '/*', STAGE),
    });
    const paths = [
      this.api.root.addResource('webhooks').addResource('{connection+}'),
      this.api.root.addResource('health'),
    ];
    for (const path of paths) {
      const method = path.addMethod('ANY', integration, { authorizationType: apigateway.AuthorizationType.NONE });
      for (const rule of ['AwsSolutions-APIG4', 'AwsSolutions-COG4'])
        Validations.of(method).acknowledge({
          id: rule,
          reason:
            'Platforms cannot log in; the function verifies their signature over the raw bytes before anything else.',
        });
    }
    this.address = `https://${this.api.restApiId}.execute-api.${region}.${urlSuffix}/${STAGE}`;
    this.#acknowledge();
    this.#guard(requestsPerAddress);
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

  /** One rule: whoever sends too much from one address. Rules about bodies would take genuine webhooks for attacks. */
  #guard(limit: number): void {
    const visible = (metricName: string) => ({
      metricName,
      cloudWatchMetricsEnabled: true,
      sampledRequestsEnabled: false,
    });
    const acl = new wafv2.CfnWebACL(this, 'WebAcl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visible('GuiyiWebAcl'),
      rules: [
        {
          name: 'TooManyFromOneAddress',
          priority: 0,
          action: { block: {} },
          statement: { rateBasedStatement: { aggregateKeyType: 'IP', evaluationWindowSec: 300, limit } },
          visibilityConfig: visible('GuiyiTooManyFromOneAddress'),
        },
      ],
    });
    // oxlint-disable-next-line no-new -- a construct comes into its tree by being made
    new wafv2.CfnWebACLAssociation(this, 'WebAclOfStage', {
      webAclArn: acl.attrArn,
      resourceArn: this.api.deploymentStage.stageArn,
    });
  }

  #acknowledge(): void {
    Validations.of(this.api).acknowledge({
      id: 'AwsSolutions-APIG2',
      reason: 'A body may have any form; the function checks it when its signature is proved.',
    });
    Validations.of(this.api.deploymentStage).acknowledge({
      id: 'AwsSolutions-APIG6',
      reason:
        'An execution log would hold the bodies of requests, which are of persons. The access log has what is needed.',
    });
    const role = this.api.node.tryFindChild('CloudWatchRole');
    if (!role) return;
    const managed = 'policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';
    for (const partition of ['aws', 'aws-cn', '<AWS::Partition>'])
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM4[Policy::arn:${partition}:iam::aws:${managed}]`,
        reason: 'The role of API Gateway itself, for all APIs of the account, is the one that AWS documents.',
      });
  }
}
