import { describe, expect, it } from 'vitest';
import { nameOf, resource, resources } from './resources.ts';
import { exampleConfig, synthesise } from './synthesise.ts';
import type { Switch } from './switches.ts';

const withDoor = (deployment: Switch, region = 'us-east-1') =>
  synthesise({ ...exampleConfig, deployment }, region).template;
const parameterOf = (template: ReturnType<typeof withDoor>) =>
  JSON.parse(nameOf(resource(template, 'AWS::SSM::Parameter', '').properties['Value'])) as Record<string, unknown>;
const outputOf = (template: ReturnType<typeof withDoor>, name: string) =>
  nameOf(Object.values(template.findOutputs(name))[0]?.['Value']);

const domain = {
  name: 'hooks.tea-house.example',
  certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-4000-8000-000000000000',
};

describe('a domain of the brand’s own', () => {
  const template = withDoor({ domain });

  it('stands in the addresses that the tools print', () => {
    expect(parameterOf(template)['address']).toBe('https://hooks.tea-house.example');
    expect(outputOf(template, 'Address')).toBe('https://hooks.tea-house.example');
  });

  it('leads to the API, and an output says where its record has to point', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: domain.name,
      DomainNameConfigurations: [
        { CertificateArn: domain.certificateArn, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' },
      ],
    });
    const { properties } = resource(template, 'AWS::ApiGatewayV2::ApiMapping', '');
    expect([nameOf(properties['DomainName']), nameOf(properties['ApiId']), properties['Stage']]).toEqual([
      'DomainName',
      'FrontDoorApi',
      '$default',
    ]);
    expect(outputOf(template, 'DomainTarget')).toBe('DomainName');
  });

  it('leads to the REST API where that is the door', () => {
    const { properties } = resource(withDoor({ domain, webAcl: {} }), 'AWS::ApiGatewayV2::ApiMapping', '');
    expect([nameOf(properties['ApiId']), nameOf(properties['Stage'])]).toEqual([
      'FrontDoorRestApi',
      'FrontDoorRestApiDeploymentStagelive',
    ]);
  });
});

describe.each(['us-east-1', 'cn-north-1'])('a web ACL in %s', (region) => {
  const template = withDoor({ webAcl: { requestsPerAddress: 1000 } }, region);

  it('stands before a REST API, for an HTTP API can have none', () => {
    expect(resources(template, 'AWS::ApiGatewayV2::Api')).toEqual([]);
    const { properties } = resource(template, 'AWS::WAFv2::WebACLAssociation', '');
    expect(nameOf(properties['ResourceArn'])).toContain('/restapis/FrontDoorRestApi/stages/');
    expect(nameOf(properties['WebACLArn'])).toBe('FrontDoorWebAcl');
  });

  it('keeps out who sends too much from one address, and reads no body', () => {
    const { properties } = resource(template, 'AWS::WAFv2::WebACL', '');
    const rules = properties['Rules'] as readonly { readonly Statement: unknown; readonly Action: unknown }[];
    expect(rules.map(({ Statement, Action }) => [Statement, Action])).toEqual([
      [{ RateBasedStatement: { AggregateKeyType: 'IP', EvaluationWindowSec: 300, Limit: 1000 } }, { Block: {} }],
    ]);
    expect(properties['DefaultAction']).toEqual({ Allow: {} });
  });

  it('lets the API hand on the very bytes, and is regional', () => {
    template.hasResourceProperties('AWS::ApiGateway::RestApi', {
      BinaryMediaTypes: ['*/*'],
      EndpointConfiguration: { Types: ['REGIONAL'] },
    });
    const methods = resources(template, 'AWS::ApiGateway::Method').map(({ properties }) => properties['HttpMethod']);
    expect(methods).toEqual(['ANY', 'ANY']);
  });

  it('keeps alarms and the address what they are', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: '5XXError', Namespace: 'AWS/ApiGateway' });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: '4XXError', Namespace: 'AWS/ApiGateway' });
    expect(String(parameterOf(template)['address'])).toMatch(/^https:\/\/FrontDoorRestApi\.execute-api\..*\/live$/);
  });
});

describe('the access log', () => {
  const fieldsOf = (deployment: Switch) => {
    const template = withDoor(deployment);
    const [stage] = [
      ...resources(template, 'AWS::ApiGatewayV2::Stage'),
      ...resources(template, 'AWS::ApiGateway::Stage'),
    ];
    const settings = (stage?.properties['AccessLogSettings'] ?? stage?.properties['AccessLogSetting']) as {
      readonly Format: string;
    };
    return Object.keys(JSON.parse(settings.Format) as object);
  };
  const fields = ['requestId', 'time', 'route', 'path', 'status', 'milliseconds', 'bytes', 'integrationError'];

  it.each<[string, Switch, readonly string[]]>([
    ['has no address by itself', {}, fields],
    ['has it where somebody has asked for it', { accessLogAddress: true }, [...fields, 'address']],
    ['is the same of a REST API', { webAcl: {} }, fields],
    ['has it there too', { webAcl: {}, accessLogAddress: true }, [...fields, 'address']],
  ])('%s', (_name, deployment, expected) => expect(fieldsOf(deployment)).toEqual(expected));
});
