/** `npx guiyi` where the package is installed. In the repository it is cli/guiyi.ts, which has more commands. */
import { Command } from 'commander';
import { languageOf } from '../functions/shared/text/language.ts';
import { same } from '../functions/shared/text/localized.ts';
import { CommandError } from './command-error.ts';
import { runSandbox, type SandboxCommandOptions, sandboxOptions } from './run-sandbox.ts';

const program = new Command('guiyi')
  .description('The sandbox of the CDP. The tools for a running Guiyi are in its repository.')
  .showHelpAfterError();

/** Of no worth: the sandbox listens on this machine alone. */
const own = { credential: { appKey: 'sandbox', secret: 'sandbox' }, secretIs: same('sandbox') };

sandboxOptions(program.command('sandbox')).action(async (options: SandboxCommandOptions) => {
  process.exitCode = await runSandbox(process, options, own);
});

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  process.stderr.write(`${error.text[languageOf(process.env)]}\n`);
  process.exitCode = error.exitCode;
}
