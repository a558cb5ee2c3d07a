import { type Language, languageOf } from '../../functions/shared/text/language.ts';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { CdpError } from '../../functions/shared/cdp/cdp-error.ts';
import type { CdpConfig } from '../../functions/shared/config/define-config.ts';
import { kinds } from '../../functions/shared/identity/kinds.ts';
import { loadConfig } from '../../operations/load-config.ts';
import { exitCodeOf, explainError, explanationLines } from '../cdp/explain-error.ts';
import { openTarget, type CdpTarget, type TargetOptions } from '../cdp/target.ts';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import { confirm } from '../confirm.ts';
import { endingSignals, type Output, type Terminal } from '../terminal.ts';
import type { ProbeFinding } from './interview.ts';
import { probe } from './probe.ts';
import { fileText, findingLine, reportJson, reportLines } from './print.ts';
import { probeSender } from './send.ts';

interface ProbeCommandOptions extends TargetOptions {
  readonly write: boolean;
  readonly yes: boolean;
  readonly json: boolean;
  readonly out?: string;
}

const WORDS = {
  en: {
    removing: 'removing what was made for the probe …',
    left: (what: string) => `NOT removed: ${what}`,
    stopping: 'stopping; Ctrl-C again leaves behind what was made',
  },
  zh: {
    removing: '正在删除为探测建立的内容 …',
    left: (what: string) => `没有删除：${what}`,
    stopping: '正在停止；再按一次 Ctrl-C 会留下已建立的内容',
  },
} as const satisfies Record<Language, object>;

/** Exit code after Ctrl-C, as a shell has it. */
const INTERRUPTED = 130;

/** Finds out how a CDP reads its documents, and says what follows for client and sandbox. */
export async function probeCommand(terminal: Terminal, options: ProbeCommandOptions): Promise<number> {
  const { stdout, stderr } = terminal;
  const language = languageOf(terminal.env);
  const words = WORDS[language];
  const target = await openTarget(options, terminal.env);
  const { cdp } = await loadConfig(options.config);
  if (options.write && target.kind === 'tenant' && !options.yes) await askFirst(terminal, target);
  await tryToken(target);

  const stop = new AbortController();
  const interrupt = () => interrupted(stop, stderr, words.stopping);
  for (const signal of endingSignals) terminal.on(signal, interrupt);
  const report = await probe({
    send: probeSender(target),
    hex: randomBytes(8).toString('hex'),
    codes: opaqueCodes(cdp),
    mobileCode: cdp.identityTypes['mobile']?.code,
    write: options.write,
    now: Date.now(),
    stop: stop.signal,
    pause: async (ms) => wait(ms),
    tell: (findings) => progress(findings, options, stderr),
    removing: () => stderr.write(`${words.removing}\n`),
    left: (what) => what.forEach((one) => stderr.write(`${words.left(one[language])}\n`)),
  });
  for (const signal of endingSignals) terminal.off(signal, interrupt);

  if (options.out !== undefined) writeFileSync(options.out, fileText(report));
  const text = options.json ? reportJson(report) : `${reportLines(report, options.out, language).join('\n')}\n`;
  stdout.write(text);
  if (report.left.length > 0) return exitCodes.partlyDone;
  return stop.signal.aborted ? INTERRUPTED : 0;
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

async function askFirst(terminal: Terminal, { url }: CdpTarget): Promise<void> {
  await confirm(terminal, {
    ask: {
      en: `The probe makes up to 40 customers and 2 folders on ${url}, the tenant, all marked guiyi-probe-…, and deletes them again. A deleted customer may leave a trace there, and automations of the tenant may see them come and go. Go on?`,
      zh: `探测会在租户 ${url} 上建立最多 40 个客户和 2 个文件夹，名称都带 guiyi-probe-…，之后全部删除。删除的客户可能在那里留下痕迹，租户的自动化可能会看到它们出现又消失。继续？`,
    },
    unasked: {
      en: 'probe --write asks before it changes the tenant; outside a terminal, say --yes',
      zh: 'probe --write 修改租户之前会先询问；不在终端中时加 --yes',
    },
    refused: { en: 'nothing was asked', zh: '没有探测' },
  });
}

/** Without a token there is nothing to ask. */
async function tryToken(target: CdpTarget): Promise<void> {
  try {
    await target.token.current();
  } catch (error) {
    if (!(error instanceof CdpError)) throw error;
    const lines = (language: Language) =>
      explanationLines(explainError(error, target, undefined, language), language).join('\n');
    throw new CommandError({ en: lines('en'), zh: lines('zh') }, exitCodeOf(error));
  }
}

function progress(findings: readonly ProbeFinding[], { json }: ProbeCommandOptions, stderr: Output): void {
  if (json || !stderr.isTTY) return;
  for (const finding of findings) stderr.write(`${findingLine(finding)}\n`);
}

/** The first Ctrl-C ends the questions; the second one the removal too. */
function interrupted(stop: AbortController, stderr: Output, stopping: string): void {
  if (stop.signal.aborted) process.exit(INTERRUPTED);
  stop.abort();
  stderr.write(`\n${stopping}\n`);
}
