import { Command } from 'commander';
import { type EndpointName, endpoints } from '../../functions/shared/cdp/contract.ts';
import type { Lazily } from '../lazily.ts';
import { endpointCommand } from './endpoint-command.ts';

/** `guiyi cdp`: every endpoint of the CDP's open API, and the probe. */
export function addCdpCommands(command: Command, lazily: Lazily): void {
  for (const endpoint of Object.keys(endpoints) as EndpointName[]) {
    add(command, endpointCommand(endpoint, targetOptions, lazily));
  }
  add(command, probe(lazily));
}

/** Streams and end are the parent's; all the fields of an endpoint after a typing error would hide what is wrong. */
function add(parent: Command, command: Command): void {
  parent.addCommand(command.copyInheritedSettings(parent).showHelpAfterError(false));
}

function probe(lazily: Lazily): Command {
  return targetOptions(new Command('probe'))
    .summary('Finds out how this CDP reads its documents, and writes it as configuration.')
    .description(
      'Asks a CDP what its documents leave open, and says what follows for guiyi.config.ts and for the switches of the sandbox. What cannot be decided is said to be undecided, never guessed.',
    )
    .option('--write', 'also ask what needs throw-away records; they are marked and removed again', false)
    .option('--out <file>', 'write settings and switches as JSON; `guiyi sandbox --switches` takes it')
    .option('--json', 'the report as one line of JSON', false)
    .option('--yes', 'do not ask before the tenant is written to', false)
    .action(lazily(async () => (await import('../probe/command.ts')).probeCommand));
}

/** Which CDP is meant. */
function targetOptions(command: Command): Command {
  return command
    .option('--url <url>', 'a sandbox on this machine (default: the one of the running `npm start`)')
    .option('--data <folder>', 'state of the running `npm start`', '.guiyi')
    .option('--tenant', 'the tenant of the configuration instead of a sandbox', false)
    .option('--config <file>', 'configuration', 'guiyi.config.ts')
    .option('--secrets <file>', 'JSON file whose "cdp" has appKey and secret (a sandbox: local/demo-secrets.json)');
}
