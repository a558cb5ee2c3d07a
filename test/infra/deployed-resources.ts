import { Template } from 'aws-cdk-lib/assertions';
import type { Stack } from 'aws-cdk-lib/core';
import { unusedGrants } from '../../infra/constructs/unused-grant.ts';
import china from './china-schema.json' with { type: 'json' };
import { nameOf, resources, type Statement } from './resources.ts';
import type { Synthesised } from './synthesise.ts';

/** Type to the properties that a template uses of it. */
export function usedProperties(templates: readonly Template[]): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>();
  for (const { type, properties } of templates.flatMap((template) => resources(template))) {
    const known = used.get(type) ?? new Set();
    for (const name of Object.keys(properties)) known.add(name);
    used.set(type, known);
  }
  return used;
}

/** What AWS China lacks of it, as `AWS::Lambda::Url` or `AWS::SQS::Queue.Colour`. */
export function missingInChina(used: ReturnType<typeof usedProperties>): readonly string[] {
  const types: Readonly<Record<string, readonly string[]>> = china.types;
  return [...used].flatMap(([type, properties]) => {
    const known = types[type];
    return known ? [...properties].flatMap((name) => (known.includes(name) ? [] : [`${type}.${name}`])) : [type];
  });
}

const line = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const code = (text: string) => `\`${text}\``;
const bySpelling = (a: string, b: string) => (a < b ? -1 : 1);

/** The page about everything that a stage makes, and may do. */
export function deployedResourcesPage(
  base: Synthesised,
  world: readonly Template[],
  inChina: readonly Template[],
): string {
  const usedInChina = usedProperties(inChina);
  const types = [...usedProperties(world)].toSorted(([a], [b]) => bySpelling(a, b));
  return [
    '# What a stage is made of',
    '',
    'Made of the template by a test, which fails when this page is old. `npx vitest run test/infra/deployed-resources -u` writes it anew.',
    '',
    '## Resource types',
    '',
    `Of each type the properties that are used, by any setting of \`deployment\`. That both regions of AWS China have them was read from`,
    `CloudFormation's schemas of these regions as of ${china.date}; that a schema is there does not say that the service does everything there that it does elsewhere.`,
    'Left out in China, although its schema has it: what Lambda counts of mappings (`MetricsConfig`), and tags of mappings, because the documents of Lambda in China say so.',
    '',
    line('Type', 'Properties', 'In AWS China'),
    line('---', '---', '---'),
    ...types.map(([type, properties]) =>
      line(
        code(type),
        [...properties].toSorted(bySpelling).map(code).join(', '),
        availabilityOf(properties, usedInChina.get(type)),
      ),
    ),
    '',
    '## Policies',
    '',
    'Of a stage with the defaults. Each function has one role with one policy, and so have the three roles of operators. `npm run test:roles` runs the functions and what operators do',
    'under them: a call that is denied fails it, and a right that nothing has used, unless it says why it is there.',
    '',
    ...policySections(base.template),
    '## Findings that are explained',
    '',
    'The rules AWS Solutions of cdk-nag are applied to the template in a test. These findings stay, with the reason:',
    '',
    line('Rule', 'Where', 'Reason'),
    line('---', '---', '---'),
    ...acknowledgements(base.stack).map((cells) => line(...cells)),
    '',
  ].join('\n');
}

function availabilityOf(properties: ReadonlySet<string>, used: ReadonlySet<string> | undefined): string {
  if (!used) return 'not used';
  const without = [...properties].filter((name) => !used.has(name));
  return without.length === 0 ? 'yes' : `yes, without ${without.map(code).join(', ')}`;
}

function policySections(template: Template): readonly string[] {
  const { Resources } = template.toJSON() as {
    readonly Resources: Readonly<Record<string, { readonly Metadata?: Readonly<Record<string, unknown>> }>>;
  };
  return resources(template, 'AWS::IAM::ManagedPolicy').flatMap(({ id, properties }) => {
    const { Statement } = properties['PolicyDocument'] as { readonly Statement: readonly Statement[] };
    const unused = (Resources[id]?.Metadata?.[unusedGrants] ?? []) as readonly {
      readonly actions: readonly string[];
      readonly reason: string;
    }[];
    return [
      `### ${nameOf({ Ref: id })}`,
      '',
      `${String(properties['Description'])}.`,
      '',
      line('May', 'On'),
      line('---', '---'),
      ...Statement.map(({ Effect, Action, Resource }) =>
        line(
          [Action].flat().map(code).join(', ') + (Effect === 'Deny' ? ' (denied)' : ''),
          [Resource]
            .flat()
            .map((one) => code(nameOf(one)))
            .join(', '),
        ),
      ),
      '',
      ...unused.flatMap(({ actions, reason }) => [`${actions.map(code).join(', ')}: ${reason}`, '']),
    ];
  });
}

/** What the stack says about findings, without repetitions. */
function acknowledgements(stack: Stack): readonly (readonly [string, string, string])[] {
  const found = new Map<string, readonly [string, string, string]>();
  for (const construct of stack.node.findAll()) {
    for (const { type, data } of construct.node.metadata) {
      if (type !== 'aws:cdk:acknowledged-rules') continue;
      for (const [rule, reason] of Object.entries(data as Readonly<Record<string, unknown>>)) {
        // One for each connection would be one too many.
        const where = construct.node.path.replace(/Route-.*/, 'Route-…');
        const [, name] = /(AwsSolutions-.*)/.exec(rule) ?? [];
        if (name !== undefined) found.set(`${name} ${where}`, [code(name), where, textOf(reason)]);
      }
    }
  }
  return [...found.values()];
}

function textOf(reason: unknown): string {
  return typeof reason === 'string' ? reason : JSON.stringify(reason);
}
