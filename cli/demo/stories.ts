import { languageOf } from '../../functions/shared/text/language.ts';
import type { Terminal } from '../terminal.ts';
import { oneCustomer } from './one-customer.ts';
import { recycled } from './recycled.ts';
import type { StoryOptions } from './tell.ts';
import { demoWords } from './words.ts';

/** Tells one of the demo's stories on the running front door, in the language of the terminal. */
export async function tellStory(
  { stdout, env }: Terminal,
  story: string,
  given: Omit<StoryOptions, 'language'>,
): Promise<number> {
  const options = { ...given, language: languageOf(env) };
  await (story === 'recycled' ? recycled(stdout, options) : oneCustomer(stdout, options));
  if (!options.json && !options.calls) stdout.write(`\n${demoWords[options.language].more}\n`);
  return 0;
}
