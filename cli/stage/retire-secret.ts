import { languageOf } from '../../functions/shared/text/language.ts';
import { openSecretFolder } from '../../operations/aws/secret-folder.ts';
import { liveValues, storedText } from '../../operations/secret-values.ts';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { chosenSecret } from './chosen-secret.ts';
import { chosenStage, type StageOptions, withAccount } from './chosen-stage.ts';

/** Ends a rotation: of the live values only the newest is kept. @throws CommandError, ConfigError */
export async function retireSecret({ stdout, env }: Terminal, about: string, options: StageOptions): Promise<number> {
  const stage = chosenStage(options);
  const { name } = await chosenSecret(about, stage.config);
  return withAccount(async () => {
    const folder = openSecretFolder(stage, options.region);
    const [newest, ...old] = liveValues(await folder.read(name));
    if (!newest)
      throw new CommandError(
        {
          en: `${folder.idOf(name)} has no value: npx guiyi secret set ${about} --stage ${stage.name}`,
          zh: `${folder.idOf(name)} 还没有值：npx guiyi secret set ${about} --stage ${stage.name}`,
        },
        exitCodes.notFound,
      );
    if (old.length > 0) await folder.put(name, storedText([newest]));
    const what =
      old.length > 0
        ? { en: `${old.length} old of its values ended`, zh: `${old.length} 个旧值已失效` }
        : { en: 'it has one value; nothing was written', zh: '只有一个值；没有写入' };
    stdout.write(`${folder.idOf(name)}: ${what[languageOf(env)]}\n`);
    return 0;
  });
}
