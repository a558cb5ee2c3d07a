import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { openStageJobs } from '../cli/stage/stage-jobs.ts';
import type { GuiyiConfig } from '../functions/shared/config/define-config.ts';
import { describeError, type Log } from '../functions/shared/log/log.ts';
import { stageSecrets } from '../functions/shared/ports/aws/secrets.ts';
import { sqsClient } from '../functions/shared/ports/aws/sqs-client.ts';
import { secretPath } from '../functions/shared/ports/secret-name.ts';
import type { DeskOptions } from '../local/host/desk.ts';
import { listenForDesk } from '../local/host/desk-shell.ts';
import { every } from '../local/host/every.ts';
import { openSecretsFile, sandboxCredentials } from '../local/host/sandbox-credentials.ts';
import { unusableSecrets } from '../local/host/unusable-secrets.ts';
import { openStateFolder } from '../local/state/folder.ts';
import { StartError } from '../local/state/start-error.ts';
import { fileSecrets } from '../local/store/secrets.ts';
import { openStageContext } from '../operations/aws/stage-context.ts';
import { stageOperations } from '../operations/aws/stage-operations.ts';
import { openUnlocking } from '../operations/aws/unlocking.ts';
import { configDigest } from '../operations/config-digest.ts';
import type { Deployed } from '../operations/deployed.ts';
import { readStage, type Stage } from '../operations/stage.ts';
import type { Listening } from '../sandbox/loopback.ts';
import { openSandbox } from '../sandbox/sandbox.ts';
import { openEmulators, type SecretValues } from './emulators/aws-emulators.ts';
import { embeddedMetricsSource } from './emulators/embedded-metrics.ts';
import { openMapping } from './emulators/event-source-mapping.ts';
import { startLambdaControlPlane } from './emulators/lambda-control-plane.ts';
import { functionOutput } from './function-output.ts';
import { localStageDesk } from './local-stage-desk.ts';
import { createResources } from './local-resources.ts';
import { queueMetrics } from './queue-metrics.ts';
import { useOwnAccount } from './own-account.ts';
import { keepReceiving } from './receive.ts';
import { type StageFunctions, startStageFunctions, timesOf } from './stage-functions.ts';

export interface LocalStageOptions {
  readonly config: GuiyiConfig;
  /** Folder of the state: of it the lock, the address and `bundles/` are used. */
  readonly data: string;
  readonly secrets: string;
  readonly log: Log;
  /** Hears the log of the functions, line by line. */
  readonly write: (line: string) => void;
}

/** The functions as a stage would have them, between emulators of AWS in this process. It begins empty, and nothing of it is kept. */
export interface LocalStage {
  listenAtDesk(options: DeskOptions, port: number): Promise<Listening>;
  /** Builds and starts the functions. @param desk address of the desk, where the sandbox of the CDP is */
  begin(desk: string): Promise<void>;
  webhook(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2>;
  close(): Promise<void>;
}

const BREAKER_TURN_MS = 60_000;
const NAME = 'local';

/** @throws StartError, ConfigError */
export async function openLocalStage({ config, data, secrets, log, write }: LocalStageOptions): Promise<LocalStage> {
  const inFile = openSecretsFile(secrets);
  const folder = openStateFolder(data, { fresh: false });
  for (const line of unusableSecrets(config, inFile)) log(line);
  const onError = (error: unknown) =>
    log({ level: 'error', at: 'local', message: 'a function or a queue failed', error: describeError(error) });
  const stage = ownStage();
  const metrics = embeddedMetricsSource();
  const aws = await openEmulators({
    others: secretsOfStage(stage, secrets, Object.keys(inFile)),
    onQueueCall: queueMetrics(metrics.write, Date.now),
  });
  if (aws.withoutDynamo !== undefined) throw withoutDynamo(aws.withoutDynamo);
  const lambda = await startLambdaControlPlane();
  const account = useOwnAccount({ ...aws.environment, AWS_ENDPOINT_URL_LAMBDA: lambda.url }, lambda.url);
  const times = timesOf(config);
  const resources = await createResources(aws.urls.sqs, { events: times.deliver * 6, inlet: times.inlet * 6 });
  const deployed: Deployed = {
    version: 1,
    stage: stage.name,
    stack: stage.stack,
    region: account['AWS_REGION'] ?? '',
    config: configDigest(config),
    address: '',
    ...resources,
    functions: { webhook: 'webhook', inlet: 'inlet', deliver: 'deliver', breaker: 'breaker' },
    mappings: { inlet: 'inlet', deliver: 'deliver' },
    alarmTopic: '',
    secretPrefix: stage.secretPrefix,
  };
  const sandbox = openSandbox({ file: ':memory:', credentials: sandboxCredentials(inFile) });
  const ends: (() => Promise<void>)[] = [];
  let functions: StageFunctions | undefined;
  const running = (): StageFunctions => {
    if (!functions) throw new Error('the functions are not started yet');
    return functions;
  };

  return {
    async listenAtDesk(options, port) {
      const context = openStageContext(
        { deployed, config, secrets: stageSecrets(stage.secretPrefix), clock: Date.now },
        { metrics: metrics.source },
      );
      const operations = stageOperations(context);
      const opened = { context, operations, unlocking: openUnlocking(context), isProtected: false };
      const jobs = openStageJobs({ context, operations, unlocking: undefined }, resolve(data, 'jobs'));
      ends.push(() => jobs.close());
      return listenForDesk(localStageDesk({ stage: opened, jobs, sandbox }, options), port);
    },

    async begin(desk) {
      functions = await startStageFunctions({
        config,
        folder: resolve(data, 'bundles'),
        deployed,
        metricNamespace: stage.metricNamespace,
        cdpBaseUrl: config.cdp.baseUrl === 'sandbox' ? desk : config.cdp.baseUrl,
        account,
        onOutput: () => functionOutput({ metrics: metrics.write, log: write }),
      });
      const { inlet, deliver, breaker } = functions;
      lambda.functions.set('deliver', (event) => deliver.invoke(event));
      lambda.mappings.set('deliver', { State: 'Enabled', MaximumConcurrency: 5 });
      const isEnabled = () => {
        // A change takes effect a moment after it was asked for.
        lambda.settle();
        return lambda.mappings.get('deliver')?.State !== 'Disabled';
      };
      const open = (queueUrl: string, to: StageFunctions['inlet']) =>
        openMapping({ sqs: sqsClient(), queueUrl, invoke: (event) => to.invoke(event) });
      const ofEvents = { mapping: await open(resources.queues.events, deliver), isEnabled, onError };
      const ofInlet = { mapping: await open(resources.queues.inlet, inlet), isEnabled: () => true, onError };
      const turns = every(BREAKER_TURN_MS, async () => void (await breaker.invoke({}).catch(onError)));
      ends.push(keepReceiving(ofEvents), keepReceiving(ofInlet), turns);
    },

    webhook: async (event) => (await running().webhook.invoke(event)) as APIGatewayProxyStructuredResultV2,

    async close() {
      await Promise.all(ends.map((end) => end()));
      await Promise.all(Object.values(functions ?? {}).map((one) => one.stop()));
      await Promise.all([aws.stop(), lambda.stop()]);
      sandbox.close();
      folder.release();
    },
  };
}

function ownStage(): Stage {
  const stage = readStage(NAME);
  if (!stage) throw new Error(`${NAME} is no name of a stage`);
  return stage;
}

/** Those of the file under the names that they have on AWS, read anew when it changes; the stage's own keys are new at every start. */
function secretsOfStage({ secretPrefix }: Stage, file: string, names: readonly string[]): SecretValues {
  const inFile = fileSecrets(file);
  const own = new Map(['privacy', 'envelopes'].map((name) => [`${secretPrefix}${name}`, newKey()]));
  const nameOf = new Map(names.map((name) => [`${secretPrefix}${secretPath(name)}`, name]));
  const nameIn = (path: string) => path.slice(secretPrefix.length).replace(/^connections\//, '');
  return {
    names: () => [...nameOf.keys(), ...own.keys()],
    read: async (path) => own.get(path) ?? (path.startsWith(secretPrefix) ? inFile.read(nameIn(path)) : undefined),
  };
}

function newKey(): string {
  return randomBytes(32).toString('base64url');
}

function withoutDynamo(why: string): StartError {
  return new StartError('bundles-unavailable', {
    en: `--bundles needs the emulator of DynamoDB, which does not start on this machine: ${why}. Install its native module with npm ci --include=dev, or start without --bundles`,
    zh: `--bundles 需要 DynamoDB 模拟器，本机无法启动：${why}。用 npm ci --include=dev 安装它的本地模块，或不加 --bundles 启动`,
  });
}
