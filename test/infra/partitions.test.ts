import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { resources, stableText } from './resources.ts';
import { exampleConfig, synthesise } from './synthesise.ts';

const virginia = synthesise(exampleConfig, 'us-east-1');
const beijing = synthesise(exampleConfig, 'cn-north-1');

describe('AWS China', () => {
  it('differs only in names of the region, the hint, the processor, and what it does not count of mappings', () => {
    const neutral = (text: string) =>
      text
        .replaceAll('cn-north-1', 'us-east-1')
        .replaceAll('arn:aws-cn:', 'arn:aws:')
        .replaceAll('"x86_64"', '"arm64"')
        .replaceAll(/\s*"MetricsConfig": \{[^}]*\},?/g, '')
        .replace(/"Description": "Guiyi: [^"]*"/, '"Description": "Guiyi"');
    const print = (synthesised: typeof beijing) => stableText(synthesised.template, 1);
    expect(print(beijing)).not.toBe(print(virginia));
    expect(neutral(print(beijing)).split('\n')).toEqual(neutral(print(virginia)).split('\n'));
  });

  it('has its own partition in every ARN', () => {
    const text = JSON.stringify(beijing.template.toJSON());
    expect(text).toContain('arn:aws-cn:');
    expect(text).not.toContain('arn:aws:');
    expect(text).not.toContain('us-east-1');
  });

  it('gets nothing that it lacks', () => {
    const text = JSON.stringify(beijing.template.toJSON());
    for (const feature of [
      'TracingConfig',
      'ProvisionedPollerConfig',
      'MetricsConfig',
      'RecursiveLoop',
      '"EDGE"',
      'SnapStart',
    ]) {
      expect(text).not.toContain(feature);
    }
    const mappings = resources(beijing.template, 'AWS::Lambda::EventSourceMapping');
    for (const { properties } of mappings) expect(properties).not.toHaveProperty('Tags');
  });

  it('says the ICP condition before anything is deployed', () => {
    expect(String((beijing.template.toJSON() as { readonly Description: unknown }).Description)).toMatch(/ICP/);
    const hint = Match.stringLikeRegexp('ICP');
    Annotations.fromStack(beijing.stack).hasInfo('/Guiyi-dev', hint);
    Annotations.fromStack(virginia.stack).hasNoInfo('/Guiyi-dev', hint);
  });

  it('takes arm64 when the configuration asks for it', () => {
    const { template } = synthesise({ ...exampleConfig, deployment: { architecture: 'arm64' } }, 'cn-northwest-1');
    template.allResourcesProperties('AWS::Lambda::Function', { Architectures: ['arm64'] });
  });
});
