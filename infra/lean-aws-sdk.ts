import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Plugin } from 'esbuild';

const client = String.raw`[\\/]@aws-sdk[\\/](?:client-[a-z0-9-]+|nested-clients)[\\/]`;

const NO_EVENT_STREAMS = `
export const resolveEventStreamSerdeConfig = (config) => config;
export const eventStreamSerdeProvider = () => undefined;
export class EventStreamSerde {
  constructor() {
    throw new Error('event streams were left out of this bundle: infra/lean-aws-sdk.ts');
  }
}
`;

const ONE_REGION = `
import { SignatureV4SignWithCredentials } from './SignatureV4SignWithCredentials';
export class SignatureV4MultiRegion extends SignatureV4SignWithCredentials {
  static sigv4aDependency() {
    return 'none';
  }
}
`;

function leftOut(name: string): string {
  return `export class ${name} {
    constructor() {
      throw new Error('${name} was left out of this bundle: infra/lean-aws-sdk.ts');
    }
  }`;
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

    // Where Node has its own digests, as everywhere in Lambda, those written in JavaScript are never made.
    build.onLoad({ filter: /[\\/](?:Sha1|Sha256|Md5|Crc32)Js\.js$/ }, ({ path }) => ({
      contents: leftOut(basename(path, '.js')),
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
