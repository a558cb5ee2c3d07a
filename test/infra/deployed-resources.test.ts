import { describe, expect, it } from 'vitest';
import { deployedResourcesPage, missingInChina, usedProperties } from './deployed-resources.ts';
import { exampleConfig, synthesise } from './synthesise.ts';
import { switches } from './switches.ts';

const withEach = (region: string) =>
  [{}, ...Object.values(switches)].map((one) =>
    synthesise({ ...exampleConfig, deployment: { ...exampleConfig.deployment, ...one } }, region),
  );
const world = withEach('us-east-1');
const china = ['cn-north-1', 'cn-northwest-1'].flatMap((region) => withEach(region));
const templatesOf = (synthesised: typeof world) => synthesised.map(({ template }) => template);

describe('every resource type and property of every setting', () => {
  it('is in both regions of AWS China', () => {
    expect(missingInChina(usedProperties(templatesOf(china)))).toEqual([]);
  });

  it('would be found missing', () => {
    const used = new Map([
      ['AWS::Lambda::Url', new Set(['AuthType'])],
      ['AWS::SQS::Queue', new Set(['Colour'])],
      ['AWS::CloudWatch::Dashboard', new Set(['Tags'])],
    ]);
    expect(missingInChina(used)).toEqual([
      'AWS::Lambda::Url',
      'AWS::SQS::Queue.Colour',
      'AWS::CloudWatch::Dashboard.Tags',
    ]);
  });
});

it('stands on a page, with what each role may do and which findings are explained', async () => {
  const [base] = world;
  if (!base) throw new Error('nothing was synthesised');
  const page = deployedResourcesPage(base, templatesOf(world), templatesOf(china));
  expect(page).toContain('AwsSolutions-SMG4');
  await expect(page).toMatchFileSnapshot('../../docs/deployed-resources.md');
});
