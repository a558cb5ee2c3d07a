import { type Language, languageOf } from '../../functions/shared/text/language.ts';
import { labelsIn } from '../language/labels.ts';
import { secretProblem } from '../language/secret-problem.ts';
import { loadConfig } from '../../operations/load-config.ts';
import { openSecretFolder } from '../../operations/aws/secret-folder.ts';
import { type SecretState, secretStates } from '../../operations/secret-states.ts';
import { secretUses } from '../../operations/secret-uses.ts';
import { tableLines } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { chosenStage, type StageOptions, withAccount } from './chosen-stage.ts';

/** Exit code when a secret is missing or wrong. */
const PROBLEMS = 3;

/** Which secrets the stage has, and which it lacks. @throws CommandError, ConfigError */
export async function listSecrets(
  { stdout, env }: Terminal,
  options: StageOptions & { readonly check: boolean; readonly json: boolean },
): Promise<number> {
  const stage = chosenStage(options);
  const states = await withAccount(async () => statesOf(options));
  const bad = states.filter(({ state }) => state === 'missing' || state === 'wrong');
  if (options.json) {
    stdout.write(`${JSON.stringify({ stage: stage.name, secrets: states })}\n`);
    return bad.length > 0 ? PROBLEMS : 0;
  }
  const language = languageOf(env);
  const rows = states.map(({ about, state, live, changed, accessed }) => [
    about,
    state,
    live === undefined ? '' : String(live),
    dayOf(changed),
    dayOf(accessed),
  ]);
  stdout.write(
    `${tableLines((['secret', 'state', 'live', 'changed', 'last read'] as const).map(labelsIn(language)), rows).join('\n')}\n`,
  );
  for (const { about, problems = [] } of states)
    for (const problem of problems) stdout.write(`${about}: ${secretProblem(problem, language)}\n`);
  stdout.write(nextSteps(bad, stage.name, language));
  return bad.length > 0 ? PROBLEMS : 0;
}

/** @param options `check`: read every value, and look at its fields @throws AccountError, ConfigError */
export async function statesOf(options: StageOptions & { readonly check: boolean }): Promise<readonly SecretState[]> {
  const stage = chosenStage(options);
  const folder = openSecretFolder(stage, options.region);
  const uses = secretUses(await loadConfig(stage.config));
  const stored = await folder.list();
  const needed = uses.flatMap(({ secret, receiver, account }) => ((receiver ?? account) ? [secret] : []));
  const texts = new Map<string, string>();
  for (const name of new Set(['cdp', ...(options.check ? needed : [])])) {
    const text = await folder.read(name);
    if (text !== undefined) texts.set(name, text);
  }
  return secretStates(uses, stored, texts, Date.now());
}

/** What is to be done about what is missing. */
export function nextSteps(bad: readonly SecretState[], stage: string, language: Language): string {
  if (bad.length === 0) return language === 'zh' ? '没有缺失\n' : 'nothing is missing\n';
  const commands = bad.map(({ about }) => `  npx guiyi secret set ${about} --stage ${stage}\n`);
  const title = { en: `${bad.length} to be filled in:`, zh: `还有 ${bad.length} 个要填写：` }[language];
  return `${title}\n${commands.join('')}`;
}

const dayOf = (date: Date | undefined) => date?.toISOString().slice(0, 10) ?? '';
