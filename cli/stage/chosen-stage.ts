import { CdpError } from '../../functions/shared/cdp/cdp-error.ts';
import { SecretError } from '../../functions/shared/secrets/connection-secret.ts';
import { AccountError } from '../../operations/aws/account-error.ts';
import { readStage, type Stage, stageForm } from '../../operations/stage.ts';
import { configOf } from '../../operations/stage-config.ts';
import { answered } from '../../operations/chinese/answers.ts';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';

/** What the commands of a stage have in common. */
export interface StageOptions {
  readonly stage: string;
  readonly region?: string;
  readonly config?: string;
}

/** A stage, and the file of its configuration. */
export interface ChosenStage extends Stage {
  readonly config: string;
}

/** @throws CommandError */
export function chosenStage({ stage: name, config }: StageOptions): ChosenStage {
  const stage = readStage(name);
  if (!stage) {
    const found = JSON.stringify(name);
    throw new CommandError({
      en: `--stage takes ${stageForm}; ${found} is not one.`,
      zh: `--stage 应为最多 20 个小写字母、数字和连字符，以字母开头，如 dev 或 prod；${found} 不是。`,
    });
  }
  return { ...stage, config: configOf(stage, config) };
}

/** Says what an account does not allow as a sentence. */
export async function withAccount<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // Whoever asks the CDP needs its secret first.
    const account = error instanceof SecretError ? (error.cause ?? error) : error;
    if (account instanceof AccountError || account instanceof SecretError) {
      const isOutOfReach = account instanceof AccountError && account.isOutOfReach;
      throw new CommandError(answered(account.message), isOutOfReach ? exitCodes.unreachable : exitCodes.configuration);
    }
    if (error instanceof CdpError) {
      const isAnswer = error.kind === 'rejected' || error.kind === 'auth' || error.kind === 'credentials';
      throw new CommandError(
        { en: `the CDP: ${error.message}`, zh: `CDP：${error.message}` },
        isAnswer ? exitCodes.declined : exitCodes.unreachable,
      );
    }
    throw error;
  }
}
