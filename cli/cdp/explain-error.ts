import type { CdpError } from '../../functions/shared/cdp/cdp-error.ts';
import { endpoints, type EndpointName } from '../../functions/shared/cdp/contract.ts';
import { contract } from '../../functions/shared/cdp/contract/contract.ts';
import { type QuirkId, quirks } from '../../functions/shared/cdp/contract/quirks.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { pairLines } from '../table.ts';
import { scrub } from './mask-data.ts';
import type { CdpTarget } from './target.ts';

/** A failed call for whoever must act. */
export interface Explanation {
  readonly what: string;
  readonly kind: CdpError['kind'];
  readonly endpoint: string;
  readonly status?: number;
  readonly code?: string;
  readonly msg?: string;
  readonly requestId?: string;
  readonly cause: string;
  readonly fix: string;
}

/** How a command ends whose call failed. */
export function exitCodeOf({ kind }: CdpError): ExitCode {
  switch (kind) {
    case 'unsendable':
      return exitCodes.usage;
    case 'network':
    case 'timeout':
    case 'throttled':
    case 'unavailable':
    case 'too-large':
      return exitCodes.unreachable;
    case 'credentials':
    case 'auth':
      return exitCodes.configuration;
    case 'rejected':
      return exitCodes.declined;
  }
}

/** @param request whose values must not appear; undefined when they may */
export function explainError(
  error: CdpError,
  target: Pick<CdpTarget, 'kind' | 'url' | 'credentialsFrom'>,
  request: unknown,
): Explanation {
  const { kind, status, code, requestId } = error;
  const hidden = (text: string) => (request === undefined ? text : scrub(text, request));
  return {
    what: whatHappened(error, target),
    kind,
    endpoint: nameOf(error.endpoint),
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
    ...(error.msg !== undefined && { msg: hidden(error.msg) }),
    ...(requestId !== undefined && { requestId }),
    ...reasons(error, target),
  };
}

export function explanationLines({
  what,
  endpoint,
  status,
  code,
  msg,
  requestId,
  cause,
  fix,
}: Explanation): readonly string[] {
  const rows: (readonly [string, string | undefined])[] = [
    ['endpoint', endpoint],
    ['HTTP', status?.toString()],
    ['code', code],
    ['msg', msg],
    ['request id', requestId],
    ['cause', cause],
    ['fix', fix],
  ];
  const known = rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return [what, ...pairLines(known, '  ')];
}

function nameOf(endpoint: string): string {
  return isEndpoint(endpoint) ? `${endpoints[endpoint].id} ${endpoint}` : endpoint;
}

function isEndpoint(name: string): name is EndpointName {
  return Object.hasOwn(endpoints, name);
}

function whatHappened({ kind, sent, endpoint }: CdpError, target: Pick<CdpTarget, 'url' | 'credentialsFrom'>): string {
  const { url, credentialsFrom } = target;
  switch (kind) {
    case 'unsendable':
      return 'The request was not sent.';
    case 'network':
      return sent ? `The connection to ${url} broke.` : `Nothing answers at ${url}.`;
    case 'timeout':
      return `${url} did not answer in time.`;
    case 'throttled':
      return `${url} says that it is asked too often.`;
    case 'too-large':
      return `${url} gave an answer that is too large to be read.`;
    case 'unavailable':
      return `${url} gave no answer of the API.`;
    case 'credentials':
      return `${url} issued no token.`;
    case 'auth':
      return `${url} did not accept the token (from ${credentialsFrom}).`;
    case 'rejected':
      return `${url} refused ${endpoint}.`;
  }
}

function reasons(
  error: CdpError,
  target: Pick<CdpTarget, 'kind' | 'credentialsFrom'>,
): Pick<Explanation, 'cause' | 'fix'> {
  const isSandbox = target.kind === 'sandbox';
  switch (error.kind) {
    case 'unsendable':
      return { cause: error.message, fix: 'correct the field' };
    case 'network':
      return isSandbox
        ? { cause: 'no sandbox runs there', fix: 'start one: npm start, or npx guiyi sandbox' }
        : { cause: 'address, network or a firewall', fix: 'check cdp.baseUrl, and whether this machine may reach it' };
    case 'timeout':
      return { cause: 'the CDP is slow; the call may have been applied', fix: doubt(error) };
    case 'throttled':
      return {
        cause: 'too many calls in a short time',
        fix: `wait ${error.retryAfterSeconds === undefined ? 'a minute' : `${error.retryAfterSeconds} s`}, or lower cdp.limits`,
      };
    case 'too-large':
      return {
        cause: 'another service at that address, or a tenant with more than a page should hold',
        fix: `check the address, or ask for less with size; ${doubt(error)}`,
      };
    case 'unavailable':
      return {
        cause: 'a gateway in between, or another service at that address',
        fix: `check the address; ${doubt(error)}`,
      };
    case 'credentials':
      return {
        cause: `appKey or secret is wrong (from ${target.credentialsFrom})`,
        fix: isSandbox
          ? 'give the secrets with which the sandbox was started'
          : 'check the secret cdp, and cdp.token: how a token is had',
      };
    case 'auth':
      return {
        cause: 'the token has expired, or the app key was withdrawn',
        fix: 'give another token, or check the app key in the platform',
      };
    case 'rejected':
      return rejection(error);
  }
}

/** The API has one code for every refusal, and a tenant's words are its own: what is likely, by the endpoint. */
function rejection({ endpoint, msg = '' }: CdpError): Pick<Explanation, 'cause' | 'fix'> {
  const page = 'docs/cdp-api/README.md';
  if (!isEndpoint(endpoint)) return { cause: 'not known', fix: `see ${page}` };
  const { id, permission } = endpoints[endpoint];
  const [word = ''] = /^E_[A-Z_]+/.exec(msg) ?? [];
  const known = causes[word];
  if (known !== undefined) return known;
  const open = contract[endpoint].quirks.map((quirk: QuirkId) => `${quirk} ${quirks[quirk].title}`).join(', ');
  return {
    cause: `what msg says; else a field, or the app key lacks ${permission}${open === '' ? '' : `, or the tenant reads the documents otherwise: ${open}`}`,
    fix: `compare with npx guiyi cdp ${endpoint} --help, and with ${id} in ${page}`,
  };
}

/** Of the sandbox's words, those that ask for something else than another value in the field they name. */
const causes: Readonly<Record<string, Pick<Explanation, 'cause' | 'fix'>>> = {
  E_PERMISSION: {
    cause: 'the app key may not call this endpoint',
    fix: 'use a key with the permission; G4 and G7 may need those for tags (Q31, Q35)',
  },
  E_IDENTITY_TYPE: {
    cause: 'the tenant has no such identity type (Q14)',
    fix: 'take a code from the platform: 系统设置 → 客户身份',
  },
  E_GROUP_UNKNOWN: {
    cause: 'no such customer group; a folder has an id too (Q19)',
    fix: 'take an id from npx guiyi cdp customerGroupSimpleQuery',
  },
  E_FOLDER_UNKNOWN: {
    cause: 'no such folder; a customer group has an id too (Q19)',
    fix: 'take an id from npx guiyi cdp queryTreeFormList',
  },
  E_CUSTOMER_MERGED: {
    cause: 'this customer has become part of another',
    fix: 'use the id of the survivor: npx guiyi cdp getCustomerIdByIdentityList',
  },
};

/** A call that may have been applied, and what to do about it. */
function doubt({ endpoint }: CdpError): string {
  return isEndpoint(endpoint) && !endpoints[endpoint].repeatable
    ? 'look whether it was applied before it is sent again'
    : 'send it again';
}
