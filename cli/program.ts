import { Argument, Command, Option } from 'commander';
import { addDeliveryCommands } from './delivery-commands.ts';
import { addEventCommands } from './event-commands.ts';
import { addJobCommands } from './jobs/job-commands.ts';
import { askedLanguage, terminalIn } from './language/asked-language.ts';
import { lazilyIn } from './lazily.ts';
import { operating } from './options.ts';
import { addPrivacyCommands } from './privacy-commands.ts';
import { addSourceCommands } from './source/source-command.ts';
import { addStageCommands } from './stage/stage-commands.ts';
import { type Terminal, terminalWidth } from './terminal.ts';
import { addTrialCommands } from './trial-commands.ts';
import { ownVersion } from '../operations/own-version.ts';

/** Runs the command that the arguments name. @returns its exit code @throws CommanderError, CommandError, ConfigError */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<number> {
  const { stdout, stderr } = terminal;
  const language = askedLanguage(args, terminal.env);
  let exitCode = 0;
  // What is not asked for is not loaded; a shell completes all of it.
  const isNamed = (command: string) => args.includes(command) || args.includes('completion');
  const lazily = lazilyIn(terminalIn(language, terminal), (code) => (exitCode = code));
  const program = new Command('guiyi')
    .description('Many channels, one customer: tools for the person who runs Guiyi.')
    .version(ownVersion(), '-V, --version', 'the version of Guiyi')
    .addOption(
      new Option('--lang <language>', 'language of help and output (default: that of the environment)').choices([
        'en',
        'zh',
      ]),
    )
    .showHelpAfterError('(--help says what there is)')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => terminalWidth(stdout) ?? 80,
      getErrHelpWidth: () => terminalWidth(stderr) ?? 80,
    });
  if (language === 'zh') (await import('./language/speak-chinese.ts')).speakChinese(program);

  program
    .command('completion')
    .addArgument(new Argument('<shell>', 'whose script is printed').choices(['bash', 'zsh', 'fish']))
    .description('Print the script by which a shell completes commands, options and their values.')
    .action(
      lazily(async () => {
        const { printCompletion } = await import('./completion/print-completion.ts');
        return (out: Terminal, shell: 'bash' | 'zsh' | 'fish') => printCompletion(out, shell, program);
      }),
    );

  addTrialCommands(program, lazily);
  const source = program
    .command('source')
    .description('A source in development: write a first version, and see what it makes of captured events.');
  addSourceCommands(source, lazily);
  addEventCommands(program, lazily);
  addDeliveryCommands(program, lazily);

  const cases = program.command('cases').description('Questions about people that a person decides.');
  if (isNamed('cases')) (await import('./cases/cases-command.ts')).addCaseCommands(cases, operating, lazily);

  const undo = program
    .command('undo')
    .description('A customer who is two people: plan how to separate them, and carry it out.');
  if (isNamed('undo')) (await import('./undo/undo-command.ts')).addUndoCommands(undo, operating, lazily);

  const requests = program
    .command('privacy')
    .description('Requests about somebody’s data that a person answers, each with its deadline.');
  if (isNamed('privacy')) {
    (await import('./privacy-requests/privacy-command.ts')).addPrivacyRequestCommands(requests, operating, lazily);
  }

  const dead = program
    .command('dead')
    .description('Dead letters: what could not be delivered and why, and how to send it again.');
  if (isNamed('dead')) (await import('./dead/dead-command.ts')).addDeadCommands(dead, operating, lazily);

  const quarantine = program
    .command('quarantine')
    .description('Genuine requests that Guiyi could not read, kept whole.');
  if (isNamed('quarantine')) {
    (await import('./quarantine/quarantine-command.ts')).addQuarantineCommands(quarantine, operating, lazily);
  }

  addJobCommands(program, lazily);
  addPrivacyCommands(program, lazily);

  operating(program.command('console'))
    .description(
      'Print the address of the console, with its key: events, customers, cases, dead letters, privacy, health. Of a stage: serve it, until Ctrl-C.',
    )
    .option('--read-only', 'an address with which one can look and change nothing', false)
    .option('--open', 'open it in the browser', false)
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./console.ts')).showConsole));

  program
    .command('openapi')
    .description('Print the local API of the desk as an OpenAPI document.')
    .action(lazily(async () => (await import('./api/print-document.ts')).printApiDocument));

  operating(program.command('mcp'))
    .description('Answer agents by the Model Context Protocol on the standard streams: read-only, masked.')
    .action(lazily(async () => (await import('./mcp/serve.ts')).serveMcp));

  operating(program.command('export'))
    .argument('<identity>', '`kind:value` or `kind:scope:value`')
    .description('What is held of a person, as JSON: the customer in the CDP and the events of this machine.')
    .option('--json', 'on one line', false)
    .action(lazily(async () => (await import('./privacy.ts')).printSubjectExport));

  addStageCommands(program, lazily);

  const cdp = program
    .command('cdp')
    .description('The CDP’s open API: one command an endpoint, against a sandbox or the tenant.');
  // Its options are made of the contract's schemas.
  if (isNamed('cdp')) (await import('./cdp/cdp-command.ts')).addCdpCommands(cdp, lazily);

  const sandbox = program.command('sandbox').description('Run the sandbox of the CDP alone, on 127.0.0.1.');
  if (isNamed('sandbox')) {
    (await import('./run-sandbox.ts'))
      .sandboxOptions(sandbox)
      .option('--secrets <file>', 'JSON file whose "cdp" is the key and secret it accepts', 'local/demo-secrets.json')
      .action(lazily(async () => (await import('./sandbox-command.ts')).sandboxCommand));
  }

  const [first, about] = args;
  const isKnown =
    about === undefined || program.commands.some((command) => [command.name(), ...command.aliases()].includes(about));
  // Of an unknown command commander would print the whole help, and not say that it is unknown.
  await program.parseAsync(first === 'help' && !isKnown ? args.slice(1) : args, { from: 'user' });
  return exitCode;
}
