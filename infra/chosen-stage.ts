import { ConfigError } from '../functions/shared/config/problem.ts';
import { readStage, type Stage, stageForm } from '../operations/stage.ts';

/** The stage that `-c stage=<name>` names. @throws ConfigError */
export function stageToSynthesise(chosen: unknown): Stage {
  const stage = typeof chosen === 'string' ? readStage(chosen) : undefined;
  if (stage) return stage;
  const problem =
    chosen === undefined
      ? { path: 'stage', found: 'none; say which stage: -c stage=dev', allowed: stageForm }
      : { path: 'stage', found: JSON.stringify(chosen), allowed: stageForm };
  throw new ConfigError('cdk', [problem]);
}
