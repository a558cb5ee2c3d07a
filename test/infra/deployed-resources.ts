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
    'A test writes this page from the CloudFormation template, and fails when the two differ. `npx vitest run test/infra/deployed-resources -u` writes it again.',
    '',
    '## Resource types',
    '',
    'The properties that are used of each type, with any setting of `deployment`. Whether both regions of AWS China have them was read from',
    `CloudFormation's schemas of these regions as of ${china.date}. A schema does not show that the service itself does the same there as elsewhere.`,
    'Event source mappings in China have no `MetricsConfig` and no tags, although the schema has both: the documentation of Lambda in China excludes them.',
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
    'These are the policies of a stage with the default settings. Each function and each of the three operator roles has one policy. `npm run test:roles` runs the functions and the',
    'operators’ commands with exactly these rights. It fails if a call is denied, or if a right is never used and no reason for it is given.',
    '',
    ...policySections(base.template),
    '## Findings that are explained',
    '',
    'A test applies the AWS Solutions rules of cdk-nag to the template. These findings are accepted, for the reason given. Under *Where* stands each part of the stack that the reason is given for:',
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

/** Each finding that the stack accepts, with all the constructs that give the same reason for it. */
function acknowledgements(stack: Stack): readonly (readonly [string, string, string])[] {
  const found = new Map<string, { readonly name: string; readonly places: Set<string>; readonly reason: string }>();
  for (const construct of stack.node.findAll()) {
    for (const { type, data } of construct.node.metadata) {
      if (type !== 'aws:cdk:acknowledged-rules') continue;
      for (const [rule, reason] of Object.entries(data as Readonly<Record<string, unknown>>)) {
        // Each connection has a route of its own; all give one reason.
        const where = construct.node.path.replace(/Route-.*/, 'Route-…');
        const [, name] = /(AwsSolutions-.*)/.exec(rule) ?? [];
        if (name === undefined) continue;
        const key = `${name} ${textOf(reason)}`;
        const finding = found.get(key) ?? { name, places: new Set<string>(), reason: textOf(reason) };
        finding.places.add(where);
        found.set(key, finding);
      }
    }
  }
  return [...found.values()].map(({ name, places, reason }) => [code(name), [...places].join(', '), reason]);
}

function textOf(reason: unknown): string {
  return typeof reason === 'string' ? reason : JSON.stringify(reason);
}
