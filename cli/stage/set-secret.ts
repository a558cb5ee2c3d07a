import { openSecretFolder } from '../../operations/aws/secret-folder.ts';
import { liveValues, storedText, withNewValue } from '../../operations/secret-values.ts';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { askSecret } from './ask-secret.ts';
import { chosenSecret } from './chosen-secret.ts';
import { chosenStage, type StageOptions, withAccount } from './chosen-stage.ts';

/** Creates a secret, or puts a new value before the live ones. @throws CommandError, ConfigError */
export async function setSecret(
  terminal: Terminal,
  about: string,
  options: StageOptions & { readonly replace: boolean },
): Promise<number> {
  const stage = chosenStage(options);
  const { name, sharedWith, fields, problems } = await chosenSecret(about, stage.config);
  const value = await askSecret(terminal, about, fields);
  const wrong = problems(value);
  if (wrong.length > 0) throw new CommandError(`nothing was written: ${wrong.join('; ')}.`, exitCodes.configuration);
  return withAccount(async () => {
    const folder = openSecretFolder(stage, options.region);
    const say = (what: string) => terminal.stdout.write(`${folder.idOf(name)}: ${what}\n`);
    if (sharedWith.length > 0) say(`the secret of ${sharedWith.join(', ')} too`);
    const stored = await folder.read(name);
    if (stored === undefined) {
      await folder.create(name, storedText([value]));
      say('created');
      return 0;
    }
    const live = options.replace ? [] : liveValues(stored);
    const values = withNewValue(live, value);
    if (!values) {
      say('this is its newest value already; nothing was written');
      return 0;
    }
    await folder.put(name, storedText(values));
    if (values.length === 1) say(options.replace ? 'replaced; no other value is accepted any more' : 'filled in');
    else if (name === 'cdp') say('the new key is used from now on; the old one stands behind it');
    else say(`${values.length} values are live. Change the platform, and a day later: ${retire(about, stage.name)}`);
    return 0;
  });
}

const retire = (about: string, stage: string) => `npx guiyi secret retire ${about} --stage ${stage}`;
