import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { CdpError } from '../../functions/shared/cdp/cdp-error.ts';
import type { CdpConfig } from '../../functions/shared/config/define-config.ts';
import { kinds } from '../../functions/shared/identity/kinds.ts';
import { loadConfig } from '../../local/host/load-config.ts';
import { explainError, explanationLines } from '../cdp/explain-error.ts';
import { openTarget, type Target, type TargetOptions } from '../cdp/target.ts';
import { CommandError } from '../command-error.ts';
import { confirm } from '../confirm.ts';
import type { Finding } from './interview.ts';
import { probe } from './probe.ts';
import { fileText, findingLine, reportLines } from './print.ts';
import { sender } from './send.ts';

interface ProbeCommandOptions extends TargetOptions {
  readonly write: boolean;
  readonly yes: boolean;
  readonly json: boolean;
  readonly out?: string;
}

/** Exit codes: something made for the probe may still be there; ended by Ctrl-C, as a shell has it. */
const LEFT_BEHIND = 4;
const INTERRUPTED = 130;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Finds out how a CDP reads its documents, and says what follows for client and sandbox. */
export async function probeCommand(options: ProbeCommandOptions): Promise<void> {
  const target = await openTarget(options);
  const { cdp } = await loadConfig(options.config);
  if (options.write && target.kind === 'tenant' && !options.yes) await askFirst(target);
  await tryToken(target);

  const stop = new AbortController();
  const interrupt = () => interrupted(stop);
  for (const signal of SIGNALS) process.on(signal, interrupt);
  const report = await probe({
    send: sender(target),
    hex: randomBytes(8).toString('hex'),
    codes: opaqueCodes(cdp),
    mobileCode: cdp.identityTypes['mobile']?.code,
    write: options.write,
    now: Date.now(),
    stop: stop.signal,
    pause: async (ms) => wait(ms),
    tell: (findings) => progress(findings, options),
    removing: () => process.stderr.write('removing what was made for the probe …\n'),
    left: (what) => what.forEach((one) => process.stderr.write(`NOT removed: ${one}\n`)),
  });
  for (const signal of SIGNALS) process.off(signal, interrupt);

  if (options.out !== undefined) writeFileSync(options.out, fileText(report));
  const text = options.json ? `${JSON.stringify(report)}\n` : `${reportLines(report, options.out).join('\n')}\n`;
  process.stdout.write(text);
  if (stop.signal.aborted) process.exitCode = INTERRUPTED;
  if (report.left.length > 0) process.exitCode = LEFT_BEHIND;
}

/** The types whose values reach nobody: an invented number or address could be somebody's. */
function opaqueCodes({ identityTypes, identityKinds = {} }: CdpConfig): readonly string[] {
  return Object.entries(identityTypes)
    .filter(([kind]) => !isContact(kind, identityKinds))
    .map(([, { code }]) => code);
}

function isContact(kind: string, own: NonNullable<CdpConfig['identityKinds']>): boolean {
  const known = Object.entries(kinds).find(([name]) => name === kind)?.[1];
  return known?.contact ?? own[kind]?.contact ?? false;
}

async function askFirst({ url }: Target): Promise<void> {
  await confirm({
    ask: `The probe makes up to 40 customers and 2 folders on ${url}, the tenant, all marked guiyi-probe-…, and deletes them again. A deleted customer may leave a trace there, and automations of the tenant may see them come and go. Go on?`,
    unasked: 'probe --write asks before it changes the tenant; outside a terminal, say --yes',
    refused: 'nothing was asked',
  });
}

/** Without a token there is nothing to ask. */
async function tryToken(target: Target): Promise<void> {
  try {
    await target.token.current();
  } catch (error) {
    if (!(error instanceof CdpError)) throw error;
    throw new CommandError(explanationLines(explainError(error, target, undefined)).join('\n'));
  }
}

function progress(findings: readonly Finding[], { json }: ProbeCommandOptions): void {
  if (json || !process.stderr.isTTY) return;
  for (const finding of findings) process.stderr.write(`${findingLine(finding)}\n`);
}

/** The first Ctrl-C ends the questions; the second one the removal too. */
function interrupted(stop: AbortController): void {
  if (stop.signal.aborted) process.exit(INTERRUPTED);
  stop.abort();
  process.stderr.write('\nstopping; Ctrl-C again leaves behind what was made\n');
}
