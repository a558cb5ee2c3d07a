/**
 * A room's files, the rooms that it may know beside itself, and the packages and modules of Node that it may know. A file belongs
 * to the first room whose files it is among.
 */
export type Layers = Readonly<Record<string, readonly [files: string, rooms?: string, modules?: string]>>;

const shared = 'functions/shared';
const sources = `${shared}/sources`;
const values = 'tools basics pair contract identity change cases http envelope';
const platforms = 'enrichment source receive registry connection mapping platform protocol';
const services = 'asking breaker cdp codec config limits log metrics ports secrets';
const functions = `${values} journal ${platforms} ${services} compose composeBreaker`;
const bytes = 'zod/mini node:crypto node:buffer';

/**
 * Who may know whom; imports of types count. What does not stand here is forbidden: nobody knows a handler, only handlers know the
 * adapters of AWS, only the composition knows the inside of a function, and a room that names no module of Node has no files, no network and no timers.
 */
export const layers: Layers = {
  // Values, and functions of values.
  tools: [`${shared}/{text,json,schema}/**`, '', 'zod/mini node:buffer'],
  basics: [`${shared}/{reasons/**,envelope/digest.ts,ports/clock.ts}`, '', 'node:crypto'],
  pair: [`${shared}/cdp/contract/identity-pair.ts`],
  contract: [`${shared}/cdp/{ids,contract,contract/**}{.ts,}`, 'pair', 'zod/mini'],
  identity: [`${shared}/identity/**`, 'pair', 'libphonenumber-js/max node:crypto node:url'],
  change: [`${shared}/change/**`, 'basics contract identity'],
  cases: [`${shared}/cases/**`, 'basics', 'zod/mini'],
  journal: [`${shared}/journal/**`, 'envelope tools', 'node:crypto node:zlib'],
  http: [`${shared}/http/**`, '', 'aws-lambda node:zlib'],

  // Ports, and what does its work through them. The handlers alone put adapters in.
  ports: [`${shared}/ports/*.ts`, 'basics cases change', 'zod/mini'],
  aws: [
    `${shared}/ports/aws/**`,
    'basics breaker cases change journal ports',
    '@aws-sdk/* node:timers/promises zod/mini',
  ],
  breaker: [`${shared}/breaker/**`, 'basics ports', 'zod/mini'],
  turn: ['functions/breaker/breaker.ts', 'basics breaker log'],
  composeBreaker: ['functions/compose-breaker.ts', 'breaker ports turn'],
  stacks: [`${shared}/log/source-names.ts`, '', 'node:fs node:module node:url'],
  log: [`${shared}/log/**`, 'basics cases identity'],
  metrics: [`${shared}/metrics/**`, 'basics cases config envelope identity ports'],
  secrets: [`${shared}/secrets/**`, 'ports'],
  codec: [`${shared}/envelope/{codec,function-stack}.ts`, 'basics envelope ports tools', '@middy/core zod/mini'],
  envelope: [`${shared}/envelope/**`, 'basics tools'],
  limits: [`${shared}/cdp/{limiter,token}.ts`, 'basics'],
  cdp: [`${shared}/cdp/**`, 'basics contract limits ports secrets tools', 'zod/mini node:crypto node:timers/promises'],

  // Platforms are pure. They implement what enrichment declares, and only `asking` asks.
  asking: [
    `${shared}/enrichment/{account-tokens,answer-cache,api-transport,enrich,open-*,retry-budget,back-off}.ts`,
    'change enrichment envelope identity limits ports secrets tools',
  ],
  enrichment: [`${shared}/enrichment/**`, 'change envelope identity limits tools', 'zod/mini'],
  source: [
    `${sources}/{source,scopes,evidence-rule,known-events}.ts`,
    'basics change envelope http identity tools',
    'zod/mini',
  ],
  registry: [
    `${sources}/{generated/{receivers,enriched-platforms},connection-*}.ts`,
    'enrichment receive source',
    'zod/mini',
  ],
  receive: [`${sources}/platforms/*/receive.ts`, 'basics envelope http identity platform protocol source tools', bytes],
  connection: [
    `${sources}/{connection,open-identifiers,prove-request,scope-mix}.ts`,
    'basics envelope http identity ports registry secrets source tools',
  ],
  mapping: [
    `${sources}/{generated/*,platforms/*/{identify,sample,enrich,index}*,define-source,check-up,sampler-of,**/sampl*}.ts`,
    'basics change enrichment envelope identity platform protocol receive registry source tools',
    bytes,
  ],
  platform: [
    `${sources}/platforms/**`,
    'basics change enrichment envelope http identity protocol receive source tools',
    bytes,
  ],
  protocol: [
    `${sources}/**`,
    'basics change enrichment envelope http identity source tools',
    `${bytes} @rgrove/parse-xml`,
  ],
  config: [`${shared}/config/**`, 'cdp change enrichment identity ports registry source tools', 'zod/mini'],

  // The functions. A handler is the ports of AWS put into the composition. The front door carries no mapping and no sample, and asks nobody.
  handler: [
    'functions/*/handler.ts',
    'aws breaker cdp compose composeBreaker configuration log metrics releaseCheck stacks',
    'aws-lambda',
  ],
  releaseCheck: ['functions/release/**', '', 'aws-lambda'],
  compose: [
    'functions/compose.ts',
    'asking breaker cdp config connection deliver inlet mapping ports registry webhook',
  ],
  webhook: [
    'functions/webhook/**',
    `${values} codec config connection journal log ports secrets source`,
    '@middy/core aws-lambda',
  ],
  inlet: [
    'functions/inlet/**',
    `${values} codec config connection journal log ports registry secrets source`,
    'aws-lambda',
  ],
  deliver: ['functions/deliver/**', `${values} ${services} connection journal source`, 'zod/mini aws-lambda'],
  configuration: ['{guiyi.config.ts,examples/**}', 'config'],

  // The sandbox knows the contract of the CDP and nothing else of Guiyi; its resolution is pure.
  resolution: ['sandbox/{resolution/**,declined.ts,switches.ts}', 'contract tools'],
  sandbox: ['sandbox/**', 'contract resolution tools', 'zod/mini node:*'],

  // What an operator asks and is answered, as data; the operator's own AWS is behind `account`.
  account: [
    'operations/aws/**',
    'aws basics breaker cases cdp codec config connection envelope http identity journal metrics operations ports registry secrets tools',
    '@aws-sdk/* zod/mini node:crypto node:buffer',
  ],
  plane: ['operations/http/**', 'basics operations tools', 'zod/mini hono hono/streaming'],
  operations: [
    'operations/**',
    'asking basics breaker cases cdp change config connection contract enrichment envelope http identity journal mapping ports protocol registry secrets source tools',
    'zod/mini node:* (computed)',
  ],

  // The console in a browser knows what the desk answers and nothing else; what bundles and frames it runs in Node.
  page: ['console/page/**', 'operations', 'react react-dom/client @mantine/* @tanstack/* @xyflow/* zod/mini'],
  console: ['console/*.ts', '', 'node:* esbuild'],

  // This machine, the operator and the stack know the functions, never the reverse. A stage on this machine has the stack's bundles, and emulators of AWS.
  localStage: [
    'local-stage/**',
    `${functions} account aws cli infra local operations plane resolution sandbox`,
    'node:* zod/mini hono aws-lambda @aws-sdk/* dynalite fauxqs',
  ],
  start: ['local/start.ts', `${functions} local localStage operations sandbox`, 'node:*'],
  local: [
    'local/**',
    `${functions} console operations plane resolution sandbox`,
    'node:* (computed) zod/mini hono* @hono/node-server aws-lambda csv-parse string-width @opentelemetry/*',
  ],
  cli: [
    'cli/**',
    `${functions} account aws deployable local operations plane resolution sandbox`,
    'node:* zod zod/mini commander hono string-width libphonenumber-js/* @modelcontextprotocol/server*',
  ],
  // What of a configuration can be deployed, without a stack.
  deployable: [
    'infra/{deployment-of,deployment,deployment-problems,deployable-config,region-problems,china,inlet-sender,log-retention,operator-principal}.ts',
    'asking config mapping operations ports registry',
    'aws-cdk-lib/aws-logs',
  ],
  infra: [
    'infra/**',
    'deployable asking config mapping metrics operations ports registry',
    'node:* (computed) @jridgewell/sourcemap-codec aws-cdk-lib/* constructs esbuild',
  ],
  library: ['library/**', 'cdp contract limits local resolution sandbox', 'node:* zod/mini'],
  release: ['release/**', '', 'node:*'],
  truth: [
    'bench/truth/**',
    `${functions} cli local resolution sandbox`,
    'node:* zod/mini libphonenumber-js/max aws-lambda',
  ],
  bench: ['bench/**', `${functions} configuration infra local resolution sandbox`, 'node:*'],
  site: ['docs/site/**', '', 'node:* (computed) vitepress*'],
  docs: ['docs/**', `${functions} local`, 'node:* zod/mini'],
};
