import { deliverSeconds } from '../functions/shared/config/delivery-time.ts';
import type { GuiyiConfig } from '../functions/shared/config/define-config.ts';
import { longestLookUpMs } from '../functions/shared/enrichment/open-enrichment.ts';
import { bundleFunctions, type FunctionName } from '../infra/bundle.ts';
import { type LocalFunction, startFunction } from '../local/lambda/function.ts';
import type { Deployed } from '../operations/deployed.ts';

/** Those that a stage has without a stepwise release. */
const names = ['webhook', 'inlet', 'deliver', 'breaker'] as const satisfies readonly FunctionName[];
type StageFunctionName = (typeof names)[number];

export type StageFunctions = Readonly<Record<StageFunctionName, LocalFunction>>;

/** Seconds that each function has, as in the stack. */
export function timesOf(config: GuiyiConfig): Readonly<Record<StageFunctionName, number>> {
  const deliver = deliverSeconds(config, longestLookUpMs(config));
  return { webhook: 10, inlet: 30, deliver, breaker: Math.min(900, deliver + 20) };
}

export interface StageFunctionsOptions {
  readonly config: GuiyiConfig;
  /** Where the bundles are written. */
  readonly folder: string;
  readonly deployed: Deployed;
  readonly metricNamespace: string;
  readonly cdpBaseUrl: string;
  /** What sends the SDK to the emulators. */
  readonly account: Readonly<Record<string, string>>;
  readonly onOutput: (name: StageFunctionName) => (text: string) => void;
}

/** Builds the bundles of a deployment, and starts each in a process of its own, with the variables that the stack sets. */
export async function startStageFunctions(options: StageFunctionsOptions): Promise<StageFunctions> {
  const { config, folder, onOutput } = options;
  const { functions } = await bundleFunctions({ config, outputDirectory: folder });
  const times = timesOf(config);
  const environment = environmentOf(options);
  const start = async (name: StageFunctionName): Promise<LocalFunction> => {
    const bundle = functions[name];
    if (bundle === undefined) throw new Error(`no bundle of ${name} was built`);
    const timeoutSeconds = times[name];
    return startFunction({ bundlePath: bundle.file, environment, name, timeoutSeconds, onOutput: onOutput(name) });
  };
  const [webhook, inlet, deliver, breaker] = await Promise.all(names.map(start));
  if (!webhook || !inlet || !deliver || !breaker) throw new Error('a function was not started');
  return { webhook, inlet, deliver, breaker };
}

function environmentOf({ config, deployed, metricNamespace, cdpBaseUrl, account }: StageFunctionsOptions) {
  const { queues, ledgerTable, journalTable, archiveBucket, functions, mappings, secretPrefix } = deployed;
  return {
    ...account,
    GUIYI_QUEUE_URL: queues.events,
    GUIYI_DEAD_LETTER_QUEUE_URL: queues.eventDeadLetters,
    GUIYI_INLET_QUEUE_URL: queues.inlet,
    GUIYI_INLET_DEAD_LETTER_QUEUE_URL: queues.inletDeadLetters,
    GUIYI_ARCHIVE_BUCKET: archiveBucket,
    GUIYI_LEDGER_TABLE: ledgerTable,
    GUIYI_FORMER_ITEMS: 'none',
    GUIYI_JOURNAL_TABLE: journalTable,
    GUIYI_SECRET_PREFIX: secretPrefix,
    GUIYI_METRIC_NAMESPACE: metricNamespace,
    GUIYI_CDP_BASE_URL: cdpBaseUrl,
    GUIYI_DELIVER_FUNCTION: functions.deliver,
    GUIYI_DELIVER_MAPPING: mappings.deliver,
    GUIYI_DELIVER_CONCURRENCY: String(config.deployment?.deliverConcurrency ?? 5),
  };
}
