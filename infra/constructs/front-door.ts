import { CfnOutput, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface FrontDoorProps {
  readonly handler: lambda.IFunction;
  readonly connections: readonly string[];
  readonly logRetention: logs.RetentionDays;
}

/** No query string and no address: WeChat puts the person's openid into the query. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    route: '$context.routeKey',
    path: '$context.path',
    status: '$context.status',
    milliseconds: '$context.responseLatency',
    bytes: '$context.responseLength',
    integrationError: '$context.integrationErrorMessage',
  }),
);

/** The HTTP API that the platforms call. */
export class FrontDoor extends Construct {
  readonly api: apigatewayv2.HttpApi;
  readonly addresses: readonly CfnOutput[];

  constructor(scope: Construct, id: string, props: FrontDoorProps) {
    super(scope, id);
    this.api = new apigatewayv2.HttpApi(this, 'Api', {
      apiName: Stack.of(this).stackName,
      createDefaultStage: false,
    });
    const accessLog = new logs.LogGroup(this, 'AccessLog', {
      // Log groups under this prefix do not use up the account's resource policy for delivered logs.
      logGroupName: `/aws/vendedlogs/guiyi/${Stack.of(this).stackName}/access`,
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.api.addStage('Stage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 500, burstLimit: 1000 },
      accessLogSettings: {
        destination: new apigatewayv2.LogGroupLogDestination(accessLog),
        format: accessLogFormat,
      },
    });
    const { GET, HEAD, OPTIONS, POST } = apigatewayv2.HttpMethod;
    const integration = new HttpLambdaIntegration('Webhook', props.handler);
    const routes = [
      ...this.api.addRoutes({
        // All below: HTTP APIs take `/webhooks/name/` for another path than `/webhooks/name`, and some shops write the slash.
        path: '/webhooks/{connection+}',
        // OPTIONS is the handshake of CloudEvents; a CORS rule of the API itself would answer it in our place.
        methods: [GET, HEAD, POST, OPTIONS],
        integration,
      }),
      ...this.api.addRoutes({ path: '/health', methods: [GET, HEAD], integration }),
    ];
    this.addresses = props.connections.map(
      (connection) =>
        new CfnOutput(this, `Url-${connection}`, {
          description: `Webhook address of ${connection}`,
          value: `${this.api.apiEndpoint}/webhooks/${connection}`,
        }),
    );
    for (const route of routes) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          'Platforms cannot log in; the function verifies their signature over the raw bytes before anything else.',
      });
    }
  }
}
