import { readFileSync } from 'node:fs';
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { isJsonObject, scalar } from '../functions/shared/json/lossless.ts';
import { ConfigError } from '../functions/shared/config/problem.ts';
import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';
import { DEFAULT_DATA } from './hint.ts';
import { lazilyIn } from './lazily.ts';
import { type Terminal, terminalWidth } from './terminal.ts';

const collect = (value: string, list: readonly string[]) => [...list, value];
const count = (value: string) => {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('takes a number from 1.');
  return number;
};

const running = (command: Command) =>
  command.option('--data <folder>', 'state of the running `npm start`, where its address and token are', DEFAULT_DATA);

/** Of an `npm start` or of a stage. */
const operating = (command: Command) =>
  running(command)
    .option('--stack <stage>', 'a stage on AWS instead, with your own AWS credentials: dev, prod …')
    .option('--region <region>', 'of the stage (default: that of the environment or the profile)');

const shared = (command: Command) =>
  running(command)
    .option('--url <url>', 'another front door to send to, a tunnel’s for instance (default: that of `npm start`)')
    .option('--config <file>', 'configuration', 'guiyi.config.ts')
    .option('--secrets <file>', 'secrets to sign with', 'local/demo-secrets.json');

/** The command line. @param args without node and the file @returns the exit code, when the command has ended */
export async function guiyi(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await run(args, terminal);
  } catch (error) {
    // Help, or what is wrong with the arguments; it is printed already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    if (error instanceof CommandError || error instanceof ConfigError) {
      terminal.stderr.write(`${error.message}\n`);
      return error instanceof CommandError ? error.exitCode : exitCodes.configuration;
    }
    terminal.stderr.write(`${unexpected(error)}\n`);
    return exitCodes.unexpected;
  }
}

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return isJsonObject(manifest) ? (scalar(manifest['version']) ?? '') : '';
}

/** A sentence with the stack of our own code: what was not foreseen must be told to somebody. */
function unexpected(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : 'no error at all was thrown';
  return `guiyi failed in a way that nobody has foreseen. Please report it with these lines:\n${trace}`;
}

async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { stdout, stderr } = terminal;
  let exitCode = 0;
  const lazily = lazilyIn(terminal, (code) => (exitCode = code));
  const program = new Command('guiyi')
    .description('Many channels, one customer: tools for the person who runs Guiyi.')
    .version(ownVersion(), '-V, --version', 'the version of Guiyi')
    .showHelpAfterError('(--help says what there is)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => terminalWidth(stdout) ?? 80,
      getErrHelpWidth: () => terminalWidth(stderr) ?? 80,
    });

  shared(program.command('trigger'))
    .argument('<platform.event>', 'for example wechat.subscribe, shopify.orders/paid, or <connection>.<event>')
    .description('Build an event, sign or encrypt it as the platform does, and post it to the running front door.')
    .option('--set <path=value>', 'change or add a field before it is signed; may stand several times', collect, [])
    .option('--times <n>', 'so many different events', count, 1)
    .option('--bad-signature', 'change what proves it, as somebody without the key would', false)
    .option('--duplicate', 'send every event twice', false)
    .option('--json', 'one JSON line an event', false)
    .action(lazily(async () => (await import('./trigger.ts')).trigger));

  shared(program.command('demo'))
    .addArgument(new Argument('[story]', 'which story').choices(['one-customer', 'recycled']).default('one-customer'))
    .description(
      'one-customer: a follow and an order stay two customers, until a log-in proves that they are one person. ' +
        'recycled: a phone number changes hands, and nobody says so; its two owners stay two customers.',
    )
    .option('--calls', 'every identity and every call to the CDP', false)
    .option('--json', 'one JSON line a step', false)
    .action(lazily(async () => (await import('./demo/stories.ts')).tellStory));

  shared(program.command('tour'))
    .argument('[connection]', 'a connection or a platform; default: all of them')
    .description('Every event that a platform is known to send: genuine, once more, and forged; and what became of it.')
    .option('--json', 'one JSON line a connection', false)
    .action(lazily(async () => (await import('./source-tour.ts')).sourceTour));

  shared(program.command('doctor'))
    .argument('[connection]', 'a connection or a platform; default: all of them')
    .description(
      'Check the configuration of connections: secret, key, mode, URL check, clock, enrichment. Names the fix.',
    )
    .option('--online', 'ask the platforms’ own APIs whether they may be asked', false)
    .option('--stack <stage>', 'a deployed stage in place of this machine: secrets, addresses, alarms, queues, quota')
    .option('--region <region>', 'of AWS, with --stack (default: that of the environment or the profile)')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./doctor/doctor.ts')).doctor));

  const source = program
    .command('source')
    .description('A source in development: a first version, and what it makes of captured events.');
  const reading = (command: Command) =>
    command
      .argument('<connection>', 'a connection of the configuration')
      .argument(
        '<file...>',
        'captured events: a raw body with `# name: value` lines before it, JSON {"headers", "body"}, or an envelope',
      )
      .option('--config <file>', 'configuration', 'guiyi.config.ts')
      .option('--json', 'as JSON', false);

  reading(source.command('preview'))
    .description('Payload to change, masked; a path of the mapping that matches nothing in any file is exit code 4.')
    .action(lazily(async () => (await import('./source/preview.ts')).previewSource));

  reading(source.command('accept'))
    .description('Write the events with invented values, and what they say, as tests of that connection.')
    .option('--out <folder>', 'where the tests are', 'test/golden')
    .option('--force', 'although a path of the mapping matches nothing in the files', false)
    .action(lazily(async () => (await import('./source/accept.ts')).acceptSource));

  source
    .command('new')
    .argument('<name>', 'of its folder and in configurations, as tea-house')
    .description('Write a first version of a source: its folder, its test and its page. Asks for what no option says.')
    .option('--title <title>', 'what people call it (default: the name in capitals)')
    .option('--signature-header <header>', 'the header that has the signature')
    .addOption(
      new Option('--algorithm <algorithm>', 'of the HMAC').choices(['sha1', 'sha256', 'sha512']).default('sha256'),
    )
    .addOption(new Option('--encoding <encoding>', 'of the signature').choices(['hex', 'base64']).default('hex'))
    .option('--prefix <text>', 'what stands before the signature', '')
    .option('--type-header <header>', 'the header that names the event')
    .option('--type-path <path>', 'the path in the body that names the event')
    .option('--event <type>', 'the first event that is taken')
    .action(lazily(async () => (await import('./source/new.ts')).newSource));

  operating(program.command('why'))
    .argument(
      '<about>',
      'an order’s number (`#204`), a delivery id of the platform, an event, a customer, or an identity (`mobile:15931000001`, or the value alone)',
    )
    .description(
      'The way from the raw event to the CDP’s answer: identities, discarded values, calls, and their reasons.',
    )
    .option('--source <source>', 'of an event whose id several sources have sent, as /brand-events/crm')
    .option('--connection <name>', 'where nothing is known: count the requests of one connection alone')
    .option('--since <time>', 'count them from then on: 2h, 7d, 2026-03-01 (7d)')
    .option('--reveal', 'show values instead of their masked forms; recorded, with --why', false)
    .option('--why <text>', 'for what reason values are shown; without personal data')
    .option('--by <name>', 'who asks (the user of this machine)')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./why.ts')).printWhy));

  const choosingEvents = (command: Command) =>
    operating(command)
      .option('--order <number>', 'of an order, as `#204` or 5810200000094')
      .option('--delivery <id>', 'of a delivery of the platform')
      .option('--identity <identity>', '`mobile:159…`, or the value alone in any spelling')
      .option('--customer <id>', 'that led to a customer')
      .option('--connection <name>', 'of one connection')
      .option('--source <source>', 'of one source, as /shopify/shop')
      .option('--type <type>', 'of one type')
      .addOption(
        new Option('--state <state>', 'where they are').choices([
          'queued',
          'waiting',
          'done',
          'ignored',
          'dead-lettered',
        ]),
      )
      .option('--reason <code>', 'of one reason')
      .option('--since <time>', 'received then or later: 2h, 7d, 2026-03-01, or a time with its offset')
      .option('--until <time>', 'received before')
      .option('--json', 'as JSON', false);
  choosingEvents(program.command('events'))
    .description('What came and what became of it, the newest first.')
    .option('--limit <n>', 'so many, at most 500', count)
    .option('--after <position>', 'older ones than these, as the page before says')
    .action(lazily(async () => (await import('./events.ts')).printEvents));
  operating(program.command('event'))
    .argument('<event>', 'its id, or what the list shows of it')
    .description('One event: when it came to which step, identities, calls, and why.')
    .option('--source <source>', 'where several sources have sent the id, as /brand-events/crm')
    .option('--reveal', 'show what came, values in clear; recorded, with --why', false)
    .option('--out <file>', 'write it into a new file that `source preview` reads; recorded likewise')
    .option('--why <text>', 'for what reason values are shown; without personal data')
    .option('--by <name>', 'who asks (the user of this machine)')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./events.ts')).showEvent));
  choosingEvents(program.command('tail'))
    .description('Events as they come to an end, until you stop it.')
    .option('--lines <n>', 'end after so many', count)
    .action(lazily(async () => (await import('./events.ts')).tailEvents));

  program
    .command('unlock')
    .requiredOption('--stack <stage>', 'the stage')
    .option('--region <region>', 'of AWS (default: that of the environment or the profile)')
    .description('Let a protected stage (prod) take changes for a time; it is read-only otherwise.')
    .option('--minutes <n>', 'for so long', count, 30)
    .option('--why <text>', 'for what reason, for the record')
    .option('--by <name>', 'who asks (the user of this machine)')
    .action(lazily(async () => (await import('./unlock.ts')).unlock));

  operating(program.command('status'))
    .description(
      'Whether events are delivered, since when and why not, and how many wait. Exit code 0 fine, 10 look, 11 act.',
    )
    .option('--watch', 'again every two seconds, until you stop it', false)
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./pause.ts')).showStatus));

  operating(program.command('pause'))
    .description('Stop delivery: events are accepted and wait, until `guiyi resume`.')
    .requiredOption('--why <reason>', 'for what reason, for whoever finds it paused')
    .option('--by <name>', 'who pauses (the user of this machine)')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./pause.ts')).pauseDelivery));

  operating(program.command('resume'))
    .description('Start delivery again after a pause, or before the breaker would: a few events first.')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./pause.ts')).resumeDelivery));

  operating(program.command('reveals'))
    .description('Who has seen values in clear: when, of what, and why; the newest first.')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./reveals.ts')).listReveals));

  operating(program.command('cases'))
    .description('What a person should look at: dropped, skipped and shared identities, counted, with masked examples.')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./inbox.ts')).listCases));

  running(program.command('discarded').alias('refusals'))
    .description('Which values became no identity, by source and reason.')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./inbox.ts')).listDiscarded));

  program
    .command('reason')
    .argument('[code]', 'a reason code of the log, a list or a dead letter; default: all of them')
    .description('What a reason code means, its likely cause, and the fix.')
    .addOption(new Option('--lang <language>', 'language (default: that of the environment)').choices(['en', 'zh']))
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./reason.ts')).explainReason));

  const dead = program.command('dead').description('Dead letters: what could not be delivered, why, and once more.');
  if (args.includes('dead')) (await import('./dead/dead-command.ts')).addDeadCommands(dead, operating, lazily);

  const quarantine = program
    .command('quarantine')
    .description('Requests that were proved and not understood, kept whole.');
  if (args.includes('quarantine')) {
    (await import('./quarantine/quarantine-command.ts')).addQuarantineCommands(quarantine, operating, lazily);
  }

  operating(program.command('erase'))
    .argument('<identity>', '`kind:value` or `kind:scope:value`')
    .description('Forget a person: suppress, delete in the CDP, and print the receipt.')
    .option('--unknown', 'block the identity although nobody is known by it', false)
    .option('--why <text>', 'the reason, for the record; without personal data')
    .option('--yes', 'do not ask', false)
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./privacy.ts')).erase));

  const suppressions = program
    .command('suppressions')
    .description('People of whom no event is used: who they are, to add one, to lift one.');
  const requesting = (command: Command) =>
    operating(command)
      .argument('<identity>', '`kind:value` or `kind:scope:value`')
      .option('--why <text>', 'the reason, for the record; without personal data')
      .option('--json', 'as JSON', false);
  operating(suppressions.command('list', { isDefault: true }))
    .argument('[identity]', '`kind:value` or `kind:scope:value`; default: all')
    .description('Who is blocked since when, by keyed hashes; or whether one identity is.')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./suppressions.ts')).listSuppressions));
  requesting(suppressions.command('add'))
    .description('Use no event about a person until it is lifted; what the CDP has of them stays.')
    .action(lazily(async () => (await import('./suppressions.ts')).suppress));
  requesting(suppressions.command('lift'))
    .description('Free a person: what was blocked until now, by an erase too, is free again.')
    .action(lazily(async () => (await import('./suppressions.ts')).lift));

  running(program.command('console'))
    .description(
      'Print the address of the console, with its key: events, customers, cases, dead letters, privacy, health.',
    )
    .option('--read-only', 'an address that may look and change nothing', false)
    .option('--open', 'open it in the browser', false)
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./console.ts')).showConsole));

  operating(program.command('export'))
    .argument('<identity>', '`kind:value` or `kind:scope:value`')
    .description('What is held of a person, as JSON: the customer in the CDP and the events of this machine.')
    .option('--json', 'on one line', false)
    .action(lazily(async () => (await import('./privacy.ts')).printSubjectExport));

  const ofStage = (command: Command) =>
    command
      .requiredOption('--stage <name>', 'the deployment: dev, prod …')
      .option('--region <region>', 'of AWS (default: that of the environment or the profile)')
      .option(
        '--config <file>',
        'configuration (default: guiyi.<stage>.config.ts if there is one, else guiyi.config.ts)',
      );

  ofStage(program.command('deploy'))
    .argument('[arguments...]', 'more arguments of cdk, after --')
    .description('Deploy a stage to AWS: prints the cdk command and runs it, then lists the secrets that are missing.')
    .option('--dry-run', 'print the command alone', false)
    .action(lazily(async () => (await import('./stage/deploy.ts')).deploy));

  ofStage(program.command('addresses'))
    .description('The webhook address of every connection of a stage.')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./stage/addresses.ts')).listAddresses));

  program
    .command('smoke')
    .argument('[connection]', 'by which connection an event is sent (default: the first that can)')
    .requiredOption('--stack <stage>', 'the deployed stage: dev, prod …')
    .option('--region <region>', 'of AWS (default: that of the environment or the profile)')
    .option('--config <file>', 'configuration (default: guiyi.<stage>.config.ts if there is one, else guiyi.config.ts)')
    .option('--seconds <n>', 'how long the event may take', count, 120)
    .option('--json', 'as JSON', false)
    .description('Send a genuine event that is about nobody through a deployed stage, and let delivery ask the CDP.')
    .action(lazily(async () => (await import('./stage/smoke.ts')).smoke));

  const secret = program.command('secret').description('The secrets of a stage on AWS: of its connections, and `cdp`.');
  ofStage(secret.command('set'))
    .argument('<connection>', 'a connection of the configuration, or cdp')
    .description(
      'Read a secret as JSON from the standard input, or ask for its fields; check them; put it before the live values.',
    )
    .option('--replace', 'let no old value be accepted any more: it has leaked', false)
    .action(lazily(async () => (await import('./stage/set-secret.ts')).setSecret));
  ofStage(secret.command('list'))
    .description('Which secrets the stage needs, has and lacks, and when each was changed and last read.')
    .option('--check', 'read every value and look at its fields', false)
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./stage/list-secrets.ts')).listSecrets));
  ofStage(secret.command('retire'))
    .argument('<connection>', 'a connection of the configuration, or cdp')
    .description('End a rotation: keep the newest value alone.')
    .action(lazily(async () => (await import('./stage/retire-secret.ts')).retireSecret));

  const cdp = program
    .command('cdp')
    .description('The CDP’s open API: one command an endpoint, against a sandbox or the tenant.');
  // Its options are made of the contract's schemas.
  if (args.includes('cdp')) (await import('./cdp/cdp-command.ts')).addCdpCommands(cdp, lazily);

  const sandbox = program.command('sandbox').description('Run the sandbox of the CDP alone, on 127.0.0.1.');
  if (args.includes('sandbox')) {
    (await import('./run-sandbox.ts'))
      .sandboxOptions(sandbox)
      .option('--secrets <file>', 'JSON file whose "cdp" is the key and secret it accepts', 'local/demo-secrets.json')
      .action(lazily(async () => (await import('./sandbox-command.ts')).sandboxCommand));
  }

  await program.parseAsync(args, { from: 'user' });
  return exitCode;
}

if (import.meta.main) {
  // `npx guiyi … | head` closes the pipe early.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  process.exitCode = await guiyi(process.argv.slice(2), process);
}
