import { AccountError } from '../../operations/aws/account-error.ts';
import { readStage, type Stage, stageForm } from '../../operations/stage.ts';
import { CommandError } from '../command-error.ts';

/** What the commands of a stage have in common. */
export interface StageOptions {
  readonly stage: string;
  readonly region?: string;
  readonly config: string;
}

/** @throws CommandError */
export function chosenStage({ stage: name }: StageOptions): Stage {
  const stage = readStage(name);
  if (!stage) throw new CommandError(`--stage takes ${stageForm}; ${JSON.stringify(name)} is not one.`);
  return stage;
}

/** Says what an account does not allow as a sentence. */
export async function withAccount<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AccountError) throw new CommandError(error.message);
    throw error;
  }
}
