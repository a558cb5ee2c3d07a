import { Fn, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

const network = '10.0.0.0/24';
const publicBlock = '10.0.0.0/26';
const privateBlocks = ['10.0.0.128/26', '10.0.0.192/26'] as const;

/**
 * A network whose calls all leave from one address that does not change: the elastic address of its NAT gateway. One gateway, because an
 * allow list holds one address; while its zone is down events wait in their queue. S3 and DynamoDB are reached without it, and free.
 *
 * The zones come from the region at deploy time (`Fn::GetAZs`): the L2 network would look them up in the account, and synth needs none.
 */
export class FixedEgress extends Construct {
  /** The address, as a token. */
  readonly address: string;
  readonly #subnets: readonly ec2.CfnSubnet[];
  readonly #securityGroup: ec2.CfnSecurityGroup;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const vpc = new ec2.CfnVPC(this, 'Network', {
      cidrBlock: network,
      enableDnsSupport: true,
      enableDnsHostnames: true,
    });
    Validations.of(vpc).acknowledge({
      id: 'AwsSolutions-VPC7',
      reason: 'One function is in this network and nothing can reach it; what it calls is in its log.',
    });
    const vpcId = vpc.attrVpcId;
    const internet = new ec2.CfnInternetGateway(this, 'Internet');
    const attached = new ec2.CfnVPCGatewayAttachment(this, 'InternetAttached', {
      vpcId,
      internetGatewayId: internet.attrInternetGatewayId,
    });
    const open = this.#subnet(vpcId, 'Public', publicBlock, 0);
    const toInternet = new ec2.CfnRoute(this, 'PublicRoute', {
      routeTableId: this.#table(vpcId, 'Public', [open]).attrRouteTableId,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: internet.attrInternetGatewayId,
    });
    toInternet.addResourceDependency(attached);
    const address = new ec2.CfnEIP(this, 'Address', { domain: 'vpc' });
    // It stands on other people's allow lists.
    address.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    address.addResourceDependency(attached);
    const gateway = new ec2.CfnNatGateway(this, 'Gateway', {
      subnetId: open.attrSubnetId,
      allocationId: address.attrAllocationId,
    });
    gateway.addResourceDependency(toInternet);

    this.#subnets = privateBlocks.map((block, zone) => this.#subnet(vpcId, `Private${zone + 1}`, block, zone));
    const inside = this.#table(vpcId, 'Private', this.#subnets);
    // oxlint-disable-next-line no-new -- a construct comes into its tree by being made
    new ec2.CfnRoute(this, 'PrivateRoute', {
      routeTableId: inside.attrRouteTableId,
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayId: gateway.attrNatGatewayId,
    });
    for (const service of ['s3', 'dynamodb']) {
      // oxlint-disable-next-line no-new -- a construct comes into its tree by being made
      new ec2.CfnVPCEndpoint(this, `Endpoint-${service}`, {
        vpcId,
        serviceName: `com.amazonaws.${Stack.of(this).region}.${service}`,
        vpcEndpointType: 'Gateway',
        routeTableIds: [inside.attrRouteTableId],
      });
    }
    this.#securityGroup = new ec2.CfnSecurityGroup(this, 'Calls', {
      vpcId,
      groupDescription: 'Guiyi: calls out, none in',
      securityGroupEgress: [{ ipProtocol: '-1', cidrIp: '0.0.0.0/0', description: 'The CDP, platforms and AWS' }],
    });
    this.address = address.attrPublicIp;
  }

  /** Puts a function into the network. Its policy needs `networkInterfaces`. */
  take(fn: lambda.Function): void {
    const resource = fn.node.defaultChild;
    if (!(resource instanceof lambda.CfnFunction))
      throw new TypeError(`${fn.node.path} is no resource of the template`);
    resource.vpcConfig = {
      subnetIds: this.#subnets.map(({ attrSubnetId }) => attrSubnetId),
      securityGroupIds: [this.#securityGroup.attrGroupId],
    };
  }

  #subnet(vpcId: string, id: string, cidrBlock: string, zone: number): ec2.CfnSubnet {
    return new ec2.CfnSubnet(this, id, {
      vpcId,
      cidrBlock,
      availabilityZone: Fn.select(zone, Fn.getAzs()),
      mapPublicIpOnLaunch: false,
    });
  }

  #table(vpcId: string, id: string, subnets: readonly ec2.CfnSubnet[]): ec2.CfnRouteTable {
    const table = new ec2.CfnRouteTable(this, `${id}Routes`, { vpcId });
    for (const subnet of subnets) {
      // oxlint-disable-next-line no-new -- a construct comes into its tree by being made
      new ec2.CfnSubnetRouteTableAssociation(this, `${subnet.node.id}InTable`, {
        routeTableId: table.attrRouteTableId,
        subnetId: subnet.attrSubnetId,
      });
    }
    return table;
  }
}

const interfaceActions = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * What Lambda itself does in the name of a function that is in a network, and the code of the function must not
 * (docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html). EC2 knows these actions for all resources alone.
 */
export function networkInterfaces(scope: Construct): readonly iam.PolicyStatement[] {
  const { partition, region, account } = Stack.of(scope);
  const anyFunction = `arn:${partition}:lambda:${region}:${account}:function:*`;
  return [
    new iam.PolicyStatement({ actions: interfaceActions, resources: ['*'] }),
    new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      actions: interfaceActions,
      resources: ['*'],
      conditions: { ArnLike: { 'lambda:SourceFunctionArn': anyFunction } },
    }),
  ];
}

/** Says to the checker why the policy of such a function names all resources. */
export function acknowledgeInterfaceWildcard(policy: iam.ManagedPolicy): void {
  Validations.of(policy).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason:
      'EC2 knows the actions on network interfaces for all resources alone; the code of the function is denied them.',
  });
}
