import { languageOf } from '../../functions/shared/text/language.ts';
import { Command, Option } from 'commander';
import { CdpError } from '../../functions/shared/cdp/cdp-error.ts';
import { type EndpointName, endpoints } from '../../functions/shared/cdp/contract.ts';
import { contract } from '../../functions/shared/cdp/contract/contract.ts';
import type { Json } from '../../functions/shared/json/lossless.ts';
import { CommandError } from '../command-error.ts';
import { confirm } from '../confirm.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Lazily } from '../lazily.ts';
import { type Terminal, terminalWidth } from '../terminal.ts';
import { exitCodeOf, explainError, explanationLines } from './explain-error.ts';
import { type Field, fieldsOf, type Given, isList, readEndpointRequest } from './fields.ts';
import { makeCall } from './make-call.ts';
import { maskCustomers } from './mask-data.ts';
import { dataLines } from './show.ts';
import { openTarget, type CdpTarget, type TargetOptions } from './target.ts';

export interface EndpointOptions extends TargetOptions {
  readonly json: boolean;
  readonly reveal: boolean;
  readonly yes: boolean;
}

/** What cannot be taken back: C6, G2, G6, and G11, which ends the memberships that it does not name. */
const destructive: ReadonlySet<EndpointName> = new Set([
  'singleDelete',
  'deleteCustomerGroup',
  'groupDelete',
  'customerUpdateGroups',
]);

/** Q05: where nothing found is an answer. */
const mayFindNothing: ReadonlySet<EndpointName> = new Set([
  'customerInfo',
  'getCustomerIdByIdentityList',
  'getCustomerIdByCustomerIdentity',
  'queryAttrValuesByCustomerId',
]);

const withCustomers: ReadonlySet<EndpointName> = new Set([
  'customerInfo',
  'getCustomerIdByCustomerIdentity',
  'customerSimpleQuery',
  'queryAttrValuesByCustomerId',
  'getCustomerPageByGroupId',
]);

/** One endpoint as a command, made of its contract. */
export function endpointCommand(
  endpoint: EndpointName,
  addTargetOptions: (command: Command) => Command,
  lazily: Lazily,
): Command {
  const { id, permission } = endpoints[endpoint];
  const command = new Command(endpoint)
    .alias(id)
    .summary(contract[endpoint].summary)
    .description(`${id}. ${contract[endpoint].summary} Needs the permission ${permission}.`)
    .optionsGroup('Fields, named as in the API’s documents:');
  for (const field of fieldsOf(endpoint)) command.addOption(optionOf(field));
  return addTargetOptions(command.optionsGroup('Options:'))
    .option('--reveal', 'show personal values instead of their masked forms', false)
    .option('--json', 'the data as one line of JSON; ids are texts', false)
    .option('--yes', 'do not ask before something is changed', false)
    .action(lazily(async () => (terminal, options: EndpointOptions & Given) => call(terminal, endpoint, options)));
}

const placeholders: Readonly<Record<Field['form'], string>> = {
  text: 'text',
  integer: 'number',
  boolean: 'true|false',
  id: 'id',
  texts: 'text',
  ids: 'id',
  identities: 'type=value',
  attributes: 'key=value',
};

/** Where to begin in a list that comes in pages. */
const usually: Readonly<Record<string, string>> = { current: '1', size: '20' };

function optionOf(field: Field): Option {
  const { name, form, allowed, required, description } = field;
  const placeholder = allowed.length > 0 ? allowed.join('|') : placeholders[form];
  const notes = [
    ...(isList(field) ? ['May be given several times.'] : []),
    ...(required && usually[name] === undefined ? ['Required.'] : []),
  ];
  const option = new Option(`--${name} <${placeholder}>`, [description, ...notes].join(' '));
  const usual = usually[name];
  if (usual !== undefined) option.default(usual);
  return isList(field)
    ? option.argParser((value: string, list: readonly string[] | undefined) => [...(list ?? []), value])
    : option;
}

/** @returns the exit code */
async function call(terminal: Terminal, endpoint: EndpointName, options: EndpointOptions & Given): Promise<number> {
  const request = readEndpointRequest(endpoint, options);
  const target = await openTarget(options, terminal.env);
  if (!options.yes) await askFirst(terminal, endpoint, target);
  try {
    const data = await makeCall(target.client, endpoint, request);
    print(terminal, endpoint, data, options);
    return 0;
  } catch (error) {
    if (!(error instanceof CdpError)) throw error;
    const language = options.json ? 'en' : languageOf(terminal.env);
    const explanation = explainError(error, target, options.reveal ? undefined : request, language);
    const text = options.json
      ? JSON.stringify({ error: explanation })
      : explanationLines(explanation, language).join('\n');
    terminal.stderr.write(`${text}\n`);
    return exitCodeOf(error);
  }
}

/** Whatever destroys something, and whatever changes a tenant. */
async function askFirst(terminal: Terminal, endpoint: EndpointName, { kind, url }: CdpTarget): Promise<void> {
  const changesTenant = kind === 'tenant' && endpoints[endpoint].permission.endsWith('-write');
  if (!destructive.has(endpoint) && !changesTenant) return;
  await confirm(terminal, {
    ask: {
      en: `${contract[endpoint].summary} On ${url}${kind === 'tenant' ? ', the tenant' : ''}. Go on?`,
      zh: `${endpoint}，发往 ${url}${kind === 'tenant' ? '（租户）' : ''}。继续？`,
    },
    unasked: {
      en: `${endpoint} asks before it ${destructive.has(endpoint) ? 'destroys something' : 'changes the tenant'}; outside a terminal, say --yes`,
      zh: `${endpoint} ${destructive.has(endpoint) ? '删除之前' : '修改租户之前'}会先询问；不在终端中时加 --yes`,
    },
    refused: { en: 'nothing was sent', zh: '没有发送' },
  });
}

function print(
  { stdout, env }: Terminal,
  endpoint: EndpointName,
  data: unknown,
  { json, reveal }: EndpointOptions,
): void {
  if (data === undefined && mayFindNothing.has(endpoint)) {
    if (json) stdout.write('null\n');
    throw new CommandError({ en: 'nothing was found', zh: '没有找到' }, exitCodes.notFound);
  }
  const plain = (data ?? null) as Json;
  const shown = reveal || !withCustomers.has(endpoint) ? plain : maskCustomers(plain);
  const width = terminalWidth(stdout) ?? Infinity;
  const text = json ? JSON.stringify(shown) : dataLines(endpoint, shown, width, languageOf(env)).join('\n');
  stdout.write(`${text}\n`);
}
