import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { difference } from './difference.ts';
import { exampleConfig, synthesise } from './synthesise.ts';
import { type Switch, switches } from './switches.ts';

// Each setting of `deployment` that changes what is deployed, in both partitions: what it adds to the template, that CDK finds the
// template valid, and that the AWS Solutions rules have no finding that is not explained.
const regions = ['us-east-1', 'cn-north-1'] as const;
const withSwitch = (deployment: Switch, region: string, validated = false) =>
  synthesise({ ...exampleConfig, deployment: { ...exampleConfig.deployment, ...deployment } }, region, { validated });

const bases = Object.fromEntries(regions.map((region) => [region, synthesise(exampleConfig, region)]));

describe.each(Object.entries(switches))('%s', (_name, deployment) => {
  describe.each(regions)('in %s', (region) => {
    const base = bases[region];

    it('changes this, and nothing else', () => {
      if (!base) throw new Error(`${region} was not synthesised`);
      expect(difference(base.template, withSwitch(deployment, region).template)).toMatchSnapshot();
    });

    it('is a valid template', () => {
      expect(() => withSwitch(deployment, region, true)).not.toThrow();
    });

    it('has no finding of the AWS Solutions rules that is not explained', () => {
      const { app, stack } = withSwitch(deployment, region);
      expect(new AwsSolutionsChecks(app).validateScope(stack).violations).toEqual([]);
    });
  });
});
