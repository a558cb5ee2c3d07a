import { readFile } from 'node:fs/promises';
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

const NEVER_ON_NODE =
  /(?:^|\/)(?:(?:Sha1|Sha256|Sha512|Md5|Crc32)Js|(?:headStream|splitStream|createChecksumStream|getAwsChunkedEncodingStream|sdk-stream-mixin)\.browser)$/;
const SDK = /[\\/]node_modules[\\/]@(?:smithy|aws-sdk)[\\/]/;

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

    // Node has these hashes itself, and its own streams: what does the same in JavaScript or for a browser never runs.
    build.onResolve({ filter: NEVER_ON_NODE }, ({ path, importer }) =>
      SDK.test(importer) ? { path, namespace: 'never-on-node', sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'never-on-node' }, ({ path }) => ({ contents: refusing(path) }));

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

/** A module of this path whose one export refuses, should it ever be called. */
function refusing(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.browser$/, '');
  const exported = name.replaceAll(/-([a-z])/g, (_hyphen, letter: string) => letter.toUpperCase());
  const message = `${name} is left out of the bundles (infra/lean-aws-sdk.ts)`;
  return `export function ${exported}() { throw new Error(${JSON.stringify(message)}); }`;
}

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
