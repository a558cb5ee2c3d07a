import { describe, expect, it } from 'vitest';
import { nameOf, resource, resources, type Statement } from './resources.ts';
import { exampleConfig, synthesise } from './synthesise.ts';

const { template } = synthesise({ ...exampleConfig, deployment: { egress: 'fixed' } }, 'cn-northwest-1');

describe('a fixed egress address', () => {
  it('is that of deliver, which alone calls others than AWS', () => {
    const inside = resources(template, 'AWS::Lambda::Function').flatMap(({ id, properties }) => {
      const network = properties['VpcConfig'] as Readonly<Record<string, readonly unknown[]>> | undefined;
      return network ? [[nameOf({ Ref: id }), ...Object.values(network).map((ids) => ids.map(nameOf))]] : [];
    });
    expect(inside).toEqual([['DeliverFunction', ['EgressCalls'], ['EgressPrivate1', 'EgressPrivate2']]]);
  });

  it('is the only way out, and there is no way in', () => {
    const routes = resources(template, 'AWS::EC2::Route').map(({ properties }) => [
      nameOf(properties['RouteTableId']),
      nameOf(properties['GatewayId'] ?? properties['NatGatewayId']),
    ]);
    expect(routes).toEqual([
      ['EgressPublicRoutes', 'EgressInternet'],
      ['EgressPrivateRoutes', 'EgressGateway'],
    ]);
    const inTables = resources(template, 'AWS::EC2::SubnetRouteTableAssociation').map(({ properties }) => [
      nameOf(properties['SubnetId']),
      nameOf(properties['RouteTableId']),
    ]);
    expect(inTables).toEqual([
      ['EgressPublic', 'EgressPublicRoutes'],
      ['EgressPrivate1', 'EgressPrivateRoutes'],
      ['EgressPrivate2', 'EgressPrivateRoutes'],
    ]);
    const { properties } = resource(template, 'AWS::EC2::SecurityGroup', 'EgressCalls');
    expect(properties).not.toHaveProperty('SecurityGroupIngress');
  });

  it('leaves DynamoDB and S3 their own ways, in the region’s own names', () => {
    const endpoints = resources(template, 'AWS::EC2::VPCEndpoint').map(({ properties }) => properties);
    expect(endpoints.map(({ ServiceName }) => ServiceName)).toEqual([
      'com.amazonaws.cn-northwest-1.s3',
      'com.amazonaws.cn-northwest-1.dynamodb',
    ]);
    for (const { RouteTableIds } of endpoints)
      expect((RouteTableIds as unknown[]).map(nameOf)).toEqual(['EgressPrivateRoutes']);
  });

  it('needs no look-up in the account: zones are those of the region', () => {
    const zones = resources(template, 'AWS::EC2::Subnet').map(({ properties }) => properties['AvailabilityZone']);
    const zone = (index: number) => ({ 'Fn::Select': [index, { 'Fn::GetAZs': '' }] });
    expect(zones).toEqual([zone(0), zone(0), zone(1)]);
  });

  it('is an output, stands in the parameter, and outlives the stack', () => {
    const { Value } = Object.values(template.findOutputs('EgressAddress'))[0] as { readonly Value: unknown };
    expect(nameOf(Value)).toBe('EgressAddress');
    expect(resource(template, 'AWS::EC2::EIP', '').deletionPolicy).toBe('RetainExceptOnCreate');
    const parameter = resource(template, 'AWS::SSM::Parameter', '').properties['Value'];
    expect(JSON.parse(nameOf(parameter))).toMatchObject({ egressAddress: 'EgressAddress' });
  });

  it('lets Lambda make network interfaces, and not the code of the function', () => {
    const { PolicyDocument } = resource(template, 'AWS::IAM::ManagedPolicy', 'Deliver').properties;
    const { Statement } = PolicyDocument as { readonly Statement: readonly Statement[] };
    const ofNetwork = Statement.filter(({ Action }) => JSON.stringify(Action).includes('ec2:'));
    expect(ofNetwork.map(({ Effect }) => Effect)).toEqual(['Allow', 'Deny']);
    expect(ofNetwork[0]?.Action).toEqual(ofNetwork[1]?.Action);
    expect(ofNetwork[1]?.Condition).toEqual({
      ArnLike: { 'lambda:SourceFunctionArn': 'arn:aws-cn:lambda:cn-northwest-1:111122223333:function:*' },
    });
  });
});
