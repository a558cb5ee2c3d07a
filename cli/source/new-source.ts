import { variableOf } from './registries.ts';

/** What a first version of a source is made of. */
export interface NewSource {
  /** `tea-house`: its folder, and its name in a configuration. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** The header that has the signature, in small letters. */
  readonly signatureHeader: string;
  readonly algorithm: 'sha1' | 'sha256' | 'sha512';
  readonly encoding: 'hex' | 'base64';
  /** Before the signature: `sha256=`. */
  readonly prefix: string;
  /** Where a delivery says which event it is. */
  readonly type: { readonly header: string } | { readonly path: string };
  /** The first event that is taken. */
  readonly event: string;
}

/** The files of a first version, by their paths: one folder, its test and its page. */
export function newSourceFiles(source: NewSource): Readonly<Record<string, string>> {
  const { name } = source;
  const folder = `functions/shared/sources/platforms/${name}`;
  return {
    [`${folder}/receive.ts`]: receiveFile(source),
    [`${folder}/identify.ts`]: identifyFile(source),
    [`${folder}/sample.ts`]: sampleFile(source),
    [`${folder}/index.ts`]: indexFile(source),
    [`test/functions/shared/sources/platforms/${name}/source.test.ts`]: testFile(source),
    [`docs/sources/${name}.md`]: pageFile(source),
  };
}

interface Names {
  /** `teaHouse` */
  readonly variable: string;
  /** `TeaHouse` */
  readonly type: string;
}

function namesOf({ name }: NewSource): Names {
  const variable = variableOf(name);
  return { variable, type: variable.charAt(0).toUpperCase() + variable.slice(1) };
}

function receiveFile(source: NewSource): string {
  const { name, title, signatureHeader, algorithm, encoding, prefix, type, event } = source;
  const names = namesOf(source);
  const signature = [
    `headers: [${quoted(signatureHeader)}]`,
    ...(algorithm === 'sha256' ? [] : [`algorithm: ${quoted(algorithm)}`]),
    `encodings: [${quoted(encoding)}]`,
    ...(prefix === '' ? [] : [`prefix: ${quoted(prefix)}`]),
  ];
  const typeFrom = 'header' in type ? `header: ${quoted(type.header)}` : `path: ${quoted(type.path)}`;
  return `import * as z from 'zod/mini';
import type { About } from '../../about.ts';
import { defineHmacSource } from '../../protocols/hmac/define-hmac-source.ts';

export const options = z.strictObject({
  /** The shop: the scope of its customers' ids. Without it the connection's name is the scope. */
  shop: z.optional(z.string().check(z.minLength(1))),
});
export type ${names.type}Options = z.infer<typeof options>;

export const secret = z.strictObject({
  /** What ${title} signs with. */
  signingKey: z.string().check(z.minLength(1, 'the key that deliveries are signed with')),
});
export type ${names.type}Secret = z.infer<typeof secret>;

/** What ${title} sends, as far as it is read. Paths are checked against it; what really comes is judged again. */
export interface ${names.type}Event {${'path' in type ? memberOf(type.path) : ''}
  readonly id?: string;
  readonly created_at?: string;
  readonly customer?: {
    readonly id?: string;
    readonly name?: string;
    readonly phone?: string;
    readonly email?: string;
  };
}

export const about${names.type}: About<${names.type}Options> = {
  name: ${quoted(title)},
  authentication: 'HMAC-${algorithm.toUpperCase()} over the body',
  confidence: 'partly',
  doubt: 'the form of its events: no captured delivery has been compared',
};

/** ${title}: how a delivery proves itself, and what its type, person, order and time are. */
export const ${names.variable} = defineHmacSource<${names.type}Event, ${names.type}Options, ${names.type}Secret>({
  platform: ${quoted(name)},
  options,
  secret,
  signature: { ${signature.join(', ')} },
  key: ({ signingKey }) => signingKey,
  types: [${quoted(event)}],
  type: { ${typeFrom} },
  subject: { path: 'customer.id' },
  partition: { path: 'id' },
  time: { path: 'created_at' },
});
`;
}

function identifyFile(source: NewSource): string {
  const { name, title, event } = source;
  const { variable, type } = namesOf(source);
  return `import { mapHmacSource } from '../../protocols/hmac/map-hmac-source.ts';
import type { Happened, Mapping } from '../../protocols/hmac/mapping.ts';
import { ${variable}, type ${type}Event, type ${type}Options } from './receive.ts';

const TYPED = ${quoted(`${title} does not say whether it was confirmed`)};
const scope = ({ options, event }: Happened<${type}Options>) => options.shop ?? event.connection;

const customer: Mapping<${type}Event, ${type}Options> = {
  identities: [
    {
      kind: '${name}-customer',
      path: 'customer.id',
      grade: 'verified',
      why: ${quoted(`${title} gives the id and signs it`)},
      scope,
    },
    { kind: 'mobile', path: 'customer.phone', grade: 'claimed', why: TYPED },
    { kind: 'email', path: 'customer.email', grade: 'claimed', why: TYPED },
  ],
  profile: { name: 'customer.name', email: 'identity' },
  nameFrom: 'beside-contact',
  act: { kind: 'record', created: 'created_at' },
};

/** What each type says of a person. */
export const ${variable}Identity = mapHmacSource(${variable}, { rules: { ${quoted(event)}: customer } });
`;
}

function sampleFile(source: NewSource): string {
  const { name, title, type, event } = source;
  const { variable } = namesOf(source);
  const typed = 'path' in type ? [nested(type.path, quoted(event))] : [];
  const fields = [
    ...typed,
    'id: String(9000 + sequence)',
    'created_at: new Date(now).toISOString()',
    'customer: { id: String(7000 + sequence), name: lastName + firstName, phone, email }',
  ];
  const headers = 'header' in type ? `(type) => ({ ${quoted(type.header)}: type })` : '() => ({})';
  return `import { sampleHmacSource } from '../../protocols/hmac/sample-hmac-source.ts';
import { samplePerson } from '../../sample-person.ts';
import { ${variable} } from './receive.ts';

/** Examples of the events of ${title}: invented people, one per sequence number. */
export const ${variable}Sample = sampleHmacSource(${variable}, {
  events: {
    ${quoted(event)}: ({ now, sequence }) => {
      const { firstName, lastName, phone, email } = samplePerson(${quoted(name)}, sequence);
      return {
${fields.map((field) => `        ${field},\n`).join('')}      };
    },
  },
  headers: ${headers},
});
`;
}

function indexFile(source: NewSource): string {
  const { variable, type } = namesOf(source);
  return `import { defineSource } from '../../define-source.ts';
import { ${variable}Identity } from './identify.ts';
import { about${type}, ${variable} } from './receive.ts';
import { ${variable}Sample } from './sample.ts';

export const ${variable}Source = defineSource(about${type}, ${variable}, ${variable}Identity, ${variable}Sample);
`;
}

function testFile({ name }: NewSource): string {
  return `import { testSource } from '../../../../../kit/test-source.ts';

testSource({
  platform: ${quoted(name)},
  options: {},
  secret: { signingKey: 'a key of this test' },
  // Fill in: a captured delivery of every event, with invented people, and what it says of them.
  captured: [],
});
`;
}

function pageFile({ name, title, type, event, signatureHeader }: NewSource): string {
  return `# ${title}

Source name \`${name}\`. Events come over HTTPS.

## Set up

\`\`\`ts
// guiyi.config.ts
'my-shop': { source: '${name}', options: { shop: 'my-shop' } }
\`\`\`

| Option | Meaning | Default |
| --- | --- | --- |
| \`shop\` | The shop: the scope of \`${name}-customer\`. **Set it from the start**: adding it later renames every such identity of the connection. | the connection's name is the scope |

The secret is \`{"signingKey": "…"}\`, or a list of such objects while it is being changed. The signature stands in \`${signatureHeader}\`, the
type in \`${'header' in type ? type.header : type.path}\`.

\`${name}-customer\` is a kind of the brand's own: \`cdp.identityKinds\` has its scope and rank, \`cdp.identityTypes\` its code, see
[configuration](../configuration.md).

## What each event does

| Event | Effect |
| --- | --- |
| \`${event}\` | customer with identities and profile |
| any other | \`event-not-handled\` |

## Acts

Which events are the person’s own act: [acts and proofs](README.md#acts-and-proofs).

| What the event tells of | Events |
| --- | --- |
| a record kept since \`created_at\`; without it a record | \`${event}\` |

## Identities

\`npm run generate\` writes this table.

| Kind | Field | Grade | Why |
| --- | --- | --- | --- |

## Sources of these facts

Which documents of ${title} say how it signs and what it sends.
`;
}

/** `data.type` → the members of a type that lead there. */
function memberOf(path: string): string {
  const [step = '', ...rest] = path.split('.');
  return `\n  readonly ${step}?: ${rest.reduceRight((inner, each) => `{ readonly ${each}?: ${inner} }`, 'string')};`;
}

/** `data.type` → `data: { type: <value> }`. */
function nested(path: string, value: string): string {
  const [step = '', ...rest] = path.split('.');
  return `${step}: ${rest.reduceRight((inner, each) => `{ ${each}: ${inner} }`, value)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
