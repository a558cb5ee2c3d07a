import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';

export interface CustomDomainProps {
  readonly name: string;
  /** Of ACM, in the region of the stack. */
  readonly certificateArn: string;
  readonly api: apigatewayv2.HttpApi | apigateway.RestApi;
}

/** A name of the brand's own for the door. Where the name points is for its owner to say: to `target`. */
export class CustomDomain extends Construct {
  /** What the record of the name has to point at. */
  readonly target: string;

  constructor(scope: Construct, id: string, { name, certificateArn, api }: CustomDomainProps) {
    super(scope, id);
    const domain = new apigatewayv2.CfnDomainName(this, 'Name', {
      domainName: name,
      domainNameConfigurations: [{ certificateArn, endpointType: 'REGIONAL', securityPolicy: 'TLS_1_2' }],
    });
    this.target = domain.attrRegionalDomainName;
    const mapping = new apigatewayv2.CfnApiMapping(this, 'ToApi', {
      domainName: domain.ref,
      apiId: isRest(api) ? api.restApiId : api.apiId,
      stage: isRest(api) ? api.deploymentStage.stageName : '$default',
    });
    mapping.node.addDependency(api);
  }
}

function isRest(api: apigatewayv2.HttpApi | apigateway.RestApi): api is apigateway.RestApi {
  return api instanceof apigateway.RestApi;
}
