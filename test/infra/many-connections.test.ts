import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { nameOf, resource, resources } from './resources.ts';
import { exampleConfig, type Synthesised, synthesise } from './synthesise.ts';

const regions = ['us-east-1', 'cn-north-1'] as const;
const shops = (count: number) => Array.from({ length: count }, (_, index) => `shop-${index + 1}`);
const withShops = (count: number, region: string) =>
  synthesise({ ...exampleConfig, connections: Object.fromEntries(shops(count).map((name) => [name, {}])) }, region);

const routesOf = ({ template }: Synthesised) =>
  resources(template, 'AWS::ApiGatewayV2::Route').map(({ properties }) => String(properties['RouteKey']));
const stageOf = ({ template }: Synthesised) => resource(template, 'AWS::ApiGatewayV2::Stage', '').properties;
const aside = ({ template }: Synthesised) =>
  resources(template).filter(({ type }) => type !== 'AWS::ApiGatewayV2::Route').length;

const throttled = { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 };

describe.each(regions)('250 connections in %s', (region) => {
  const synthesised = withShops(250, region);

  it('have a route each, below the 300 that an API may have', () => {
    const routes = routesOf(synthesised);
    expect(routes).toHaveLength(252);
    expect(routes).toEqual(expect.arrayContaining(shops(250).map((name) => `ANY /webhooks/${name}`)));
  });

  it('have a throttle each: a flood at one leaves the others alone', () => {
    const settings = stageOf(synthesised)['RouteSettings'] as Readonly<Record<string, unknown>>;
    const keys = [...shops(250).map((name) => `ANY /webhooks/${name}`), 'ANY /webhooks/{connection+}'];
    expect(settings).toEqual(Object.fromEntries(keys.map((key) => [key, throttled])));
  });

  it('have their routes before the stage names them', () => {
    const { Resources } = synthesised.template.toJSON() as {
      readonly Resources: Readonly<Record<string, { readonly Type: string; readonly DependsOn?: readonly string[] }>>;
    };
    const stage = Object.values(Resources).find(({ Type }) => Type === 'AWS::ApiGatewayV2::Stage');
    const routes = resources(synthesised.template, 'AWS::ApiGatewayV2::Route').map(({ id }) => id);
    const named = routes.filter((id) => !id.startsWith('FrontDoorRoutehealth'));
    expect(stage?.DependsOn?.filter((id) => routes.includes(id)).sort()).toEqual(named.sort());
  });

  it('need one leave to call the function: its policy would not hold 250', () => {
    const leaves = resources(synthesised.template, 'AWS::Lambda::Permission').filter(
      ({ properties }) => properties['Principal'] === 'apigateway.amazonaws.com',
    );
    expect(leaves.map(({ properties }) => nameOf(properties['SourceArn']))).toEqual([
      expect.stringMatching(/:execute-api:.*:FrontDoorApi\/\*\/\*\/\*$/),
    ]);
  });

  it('leave the hint away', () => {
    Annotations.fromStack(synthesised.stack).hasNoInfo('*', Match.stringLikeRegexp('share one route'));
  });
});

describe.each(regions)('251 connections in %s', (region) => {
  const synthesised = withShops(251, region);

  it('share a route and a throttle, and synth says so', () => {
    expect(routesOf(synthesised)).toEqual(['ANY /webhooks/{connection+}', 'ANY /health']);
    expect(stageOf(synthesised)).not.toHaveProperty('RouteSettings');
    const hint = Match.stringLikeRegexp('251 connections share one route');
    Annotations.fromStack(synthesised.stack).hasInfo('/Guiyi-dev/FrontDoor', hint);
  });
});

describe.each(regions)('1,000 connections in %s', (region) => {
  const synthesised = withShops(1000, region);

  it('make no more resources, outputs and policies than three do', () => {
    const three = withShops(3, region);
    expect(aside(synthesised)).toBe(aside(three));
    expect(aside(synthesised)).toBeLessThanOrEqual(150);
    expect(Object.keys(synthesised.template.findOutputs('*'))).toEqual(Object.keys(three.template.findOutputs('*')));
    const policies = (of: Synthesised) => resources(of.template, 'AWS::IAM::ManagedPolicy');
    expect(policies(synthesised)).toEqual(policies(three));
  });

  it('stay in the limits of CloudFormation and IAM', () => {
    expect(JSON.stringify(synthesised.template.toJSON()).length).toBeLessThan(1_000_000);
    for (const { properties } of resources(synthesised.template, 'AWS::IAM::ManagedPolicy')) {
      // References grow by the names that they stand for.
      expect(JSON.stringify(properties['PolicyDocument']).length).toBeLessThan(6144);
    }
  });
});
