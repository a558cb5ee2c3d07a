import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const client = String.raw`[\\/]@aws-sdk[\\/](?:client-[a-z0-9-]+|nested-clients)[\\/]`;

const unused = new RegExp(
  String.raw`[\\/](?:(?:Sha1|Sha256|Md5|Crc32)Js|AdaptiveRetryStrategy|util-stream[\\/](?:checksum[\\/])?[\w-]+\.browser)\.js$`,
);

const NO_EVENT_STREAMS = `
export const resolveEventStreamSerdeConfig = (config) => config;
export const eventStreamSerdeProvider = () => undefined;
export class EventStreamSerde {
  constructor() {
    throw new Error('event streams were left out of this bundle: infra/lean-aws-sdk.ts');
  }
}
`;

/** A function has no files of settings: what there is to set stands in its environment. */
const NO_SETTINGS_FILES = `
export { CONFIG_PREFIX_SEPARATOR } from './constants';
export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });
`;

const ONE_REGION = `
import { SignatureV4SignWithCredentials } from './SignatureV4SignWithCredentials';
export class SignatureV4MultiRegion extends SignatureV4SignWithCredentials {
  static sigv4aDependency() {
    return 'none';
  }
}
`;

/** Everything that a module exports, to be called or constructed by nobody. */
function leftOut(source: string): string {
  const names = [...source.matchAll(/^export (?:const|class|(?:async )?function) (\w+)/gm)].map(([, name]) => name);
  return names
    .map(
      (name) => `export function ${name}() {
        throw new Error('${name} was left out of this bundle: infra/lean-aws-sdk.ts');
      }`,
    )
    .join('\n');
}

/** Leaves out of the bundles what the AWS SDK brings along and a Lambda function never uses: a third of their size. */
export const leanAwsSdkPlugin: Plugin = {
  name: 'lean-aws-sdk',
  setup(build) {
    // Lambda gives credentials in the environment. Of the chain that looks there first, and then into profiles, SSO,
    // the instance metadata and so on with four more service clients, the first link is enough.
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ resolveDir }) => ({
      path: 'credentials-from-environment',
      namespace: 'lean-aws-sdk',
      pluginData: resolveDir,
      sideEffects: false,
    }));
    build.onLoad({ filter: /.*/, namespace: 'lean-aws-sdk' }, ({ pluginData }) => ({
      contents: `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';`,
      resolveDir: String(pluginData),
    }));

    // Only answers that are streams of events, as S3 Select's, are read with these: no call of ours has one.
    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, () => ({
      path: 'no-event-streams',
      namespace: 'no-event-streams',
      sideEffects: false,
    }));
    build.onLoad({ filter: /.*/, namespace: 'no-event-streams' }, () => ({ contents: NO_EVENT_STREAMS }));

    // Digests written in JavaScript, where Node has its own, as everywhere in Lambda; streams as browsers have them; retries that
    // slow down by themselves, which only AWS_RETRY_MODE=adaptive asks for.
    build.onLoad({ filter: unused }, async ({ path }) => ({ contents: leftOut(await readFile(path, 'utf8')) }));

    build.onLoad({ filter: /[\\/]shared-ini-file-loader[\\/]loadSharedConfigFiles\.js$/ }, () => ({
      contents: NO_SETTINGS_FILES,
    }));

    // Lambda names the region in the environment, and has no metadata of an instance.
    build.onLoad({ filter: /[\\/]getInstanceMetadataRegion\.js$/ }, () => ({
      contents: 'export const getInstanceMetadataRegion = async () => undefined;',
    }));

    // Each error that a service may answer with is a class, and most of them differ in nothing but their names.
    build.onLoad({ filter: new RegExp(`${client}.*[\\\\/]errors\\.js$`) }, async ({ path }) => ({
      contents: withSharedConstructor(await readFile(path, 'utf8')),
    }));

    // Access points of several regions are signed in another way; our buckets have one region each.
    build.onLoad({ filter: /[\\/]SignatureV4MultiRegion\.js$/ }, () => ({ contents: ONE_REGION }));

    // Schemas of operations that nobody calls stay, because esbuild must assume that the key of `{ [_h]: … }` runs code.
    build.onLoad({ filter: new RegExp(`${client}.*schemas_0\\.js$`) }, async ({ path }) => ({
      contents: withLiteralKeys(await readFile(path, 'utf8')),
    }));

    // The clients read their version out of the whole manifest.
    build.onLoad({ filter: new RegExp(`${client}package\\.json$`) }, async ({ path }) => {
      const { name, version } = JSON.parse(await readFile(path, 'utf8')) as {
        readonly name: string;
        readonly version: string;
      };
      return { contents: JSON.stringify({ name, version }), loader: 'json' };
    });
  },
};

/** `const _h = "http"; … { [_h]: 1 }` to `… { "http": 1 }`. */
export function withLiteralKeys(source: string): string {
  const constants = new Map(
    [...source.matchAll(/^const (\w+) = ("[^"\\]*");$/gm)].map(([, name, literal]) => [name, literal]),
  );
  return source.replaceAll(/\[(_\w+)\]:/g, (key, name: string) => {
    const literal = constants.get(name);
    return literal === undefined ? key : `${literal}:`;
  });
}

const PLAIN_ERROR = new RegExp(
  String.raw`^export class (\w+) extends __BaseException \{
    static shapeId = "([\w.]+)#\1";
    name = "\1";
    \$fault = "(client|server)";
((?:    \w+;
)*)    constructor\(opts\) \{
        super\(\{
            name: "\1",
            \$fault: "\3",
            \.\.\.opts,
        \}\);
        Object\.setPrototypeOf\(this, \1\.prototype\);
((?:        this\.(\w+) = opts\.\6;
)*)    \}
\}$`,
  'gm',
);

const SHARED_CONSTRUCTOR = `
const plainError = (name, namespace, $fault, fields) => {
  const PlainError = class extends __BaseException {
    static shapeId = namespace + '#' + name;
    name = name;
    $fault = $fault;
    constructor(opts) {
      super({ name, $fault, ...opts });
      Object.setPrototypeOf(this, PlainError.prototype);
      for (const field of fields) this[field] = opts[field];
    }
  };
  return PlainError;
};
`;

/** `export class Gone extends __BaseException { … }` to `export const Gone = plainError('Gone', …)`, where it has fields and nothing else. */
export function withSharedConstructor(source: string): string {
  return (
    SHARED_CONSTRUCTOR +
    source.replaceAll(
      PLAIN_ERROR,
      (original, name: string, namespace: string, fault: string, declared: string, assigned: string) => {
        const fields = [...declared.matchAll(/\w+/g)].map(([field]) => field);
        const set = [...assigned.matchAll(/this\.(\w+)/g)].map(([, field]) => field);
        if (fields.join() !== set.join()) return original;
        const settings = [name, namespace, fault, fields].map((each) => JSON.stringify(each)).join(', ');
        return `export const ${name} = /* @__PURE__ */ plainError(${settings});`;
      },
    )
  );
}
