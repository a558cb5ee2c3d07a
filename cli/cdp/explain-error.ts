import type { CdpError } from '../../functions/shared/cdp/cdp-error.ts';
import { endpoints, type EndpointName } from '../../functions/shared/cdp/contract.ts';
import { contract } from '../../functions/shared/cdp/contract/contract.ts';
import { type QuirkId, quirks } from '../../functions/shared/cdp/contract/quirks.ts';
import type { Language } from '../../functions/shared/text/language.ts';
import { type Localized, same } from '../../functions/shared/text/localized.ts';
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
  language: Language = 'en',
): Explanation {
  const { kind, status, code, requestId } = error;
  const { cause, fix } = reasons(error, target);
  const hidden = (text: string) => (request === undefined ? text : scrub(text, request));
  return {
    what: whatHappened(error, target)[language],
    kind,
    endpoint: nameOf(error.endpoint),
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
    ...(error.msg !== undefined && { msg: hidden(error.msg) }),
    ...(requestId !== undefined && { requestId }),
    cause: cause[language],
    fix: fix[language],
  };
}

export function explanationLines(
  { what, endpoint, status, code, msg, requestId, cause, fix }: Explanation,
  language: Language = 'en',
): readonly string[] {
  const names = NAMES[language];
  const rows: (readonly [string, string | undefined])[] = [
    [names.endpoint, endpoint],
    ['HTTP', status?.toString()],
    [names.code, code],
    [names.msg, msg],
    [names.requestId, requestId],
    [names.cause, cause],
    [names.fix, fix],
  ];
  const known = rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return [what, ...pairLines(known, '  ')];
}

const NAMES = {
  en: { endpoint: 'endpoint', code: 'code', msg: 'msg', requestId: 'request id', cause: 'cause', fix: 'fix' },
  zh: { endpoint: '接口', code: '代码', msg: '消息', requestId: '请求 ID', cause: '原因', fix: '处理' },
} as const satisfies Record<Language, object>;

function nameOf(endpoint: string): string {
  return isEndpoint(endpoint) ? `${endpoints[endpoint].id} ${endpoint}` : endpoint;
}

function isEndpoint(name: string): name is EndpointName {
  return Object.hasOwn(endpoints, name);
}

function whatHappened(
  { kind, sent, endpoint }: CdpError,
  target: Pick<CdpTarget, 'url' | 'credentialsFrom'>,
): Localized {
  const { url, credentialsFrom } = target;
  switch (kind) {
    case 'unsendable':
      return { en: 'The request was not sent.', zh: '请求没有发送。' };
    case 'network':
      return sent
        ? { en: `The connection to ${url} broke.`, zh: `与 ${url} 的连接中断。` }
        : { en: `Nothing answers at ${url}.`, zh: `${url} 没有应答。` };
    case 'timeout':
      return { en: `${url} did not answer in time.`, zh: `${url} 没有及时应答。` };
    case 'throttled':
      return { en: `${url} says that it is asked too often.`, zh: `${url} 表示调用过于频繁。` };
    case 'too-large':
      return { en: `${url} gave an answer that is too large to be read.`, zh: `${url} 的应答太大，无法读取。` };
    case 'unavailable':
      return { en: `${url} gave no answer of the API.`, zh: `${url} 的应答不是该接口的。` };
    case 'credentials':
      return { en: `${url} issued no token.`, zh: `${url} 没有发放 token。` };
    case 'auth':
      return {
        en: `${url} did not accept the token (from ${credentialsFrom}).`,
        zh: `${url} 不接受 token（来自 ${credentialsFrom}）。`,
      };
    case 'rejected':
      return { en: `${url} refused ${endpoint}.`, zh: `${url} 拒绝了 ${endpoint}。` };
  }
}

interface Reasons {
  readonly cause: Localized;
  readonly fix: Localized;
}

function reasons(error: CdpError, target: Pick<CdpTarget, 'kind' | 'credentialsFrom'>): Reasons {
  const isSandbox = target.kind === 'sandbox';
  switch (error.kind) {
    case 'unsendable':
      return { cause: same(error.message), fix: { en: 'correct the field', zh: '改正该字段' } };
    case 'network':
      return isSandbox
        ? {
            cause: { en: 'no sandbox runs there', zh: '那里没有运行沙箱' },
            fix: { en: 'start one: npm start, or npx guiyi sandbox', zh: '启动一个：npm start，或 npx guiyi sandbox' },
          }
        : {
            cause: { en: 'address, network or a firewall', zh: '地址、网络或防火墙' },
            fix: {
              en: 'check cdp.baseUrl, and whether this machine may reach it',
              zh: '检查 cdp.baseUrl，以及本机能否访问它',
            },
          };
    case 'timeout':
      return {
        cause: { en: 'the CDP is slow; the call may have been applied', zh: 'CDP 缓慢；调用可能已经生效' },
        fix: doubt(error),
      };
    case 'throttled':
      return {
        cause: { en: 'too many calls in a short time', zh: '短时间内调用太多' },
        fix: {
          en: `wait ${error.retryAfterSeconds === undefined ? 'a minute' : `${error.retryAfterSeconds} s`}, or lower cdp.limits`,
          zh: `等待${error.retryAfterSeconds === undefined ? '一分钟' : ` ${error.retryAfterSeconds} 秒`}，或调低 cdp.limits`,
        },
      };
    case 'too-large':
      return {
        cause: {
          en: 'another service at that address, or a tenant with more than a page should hold',
          zh: '该地址是别的服务，或租户一页的内容过多',
        },
        fix: {
          en: `check the address, or ask for less with size; ${doubt(error).en}`,
          zh: `检查地址，或用 size 减少一页的数量；${doubt(error).zh}`,
        },
      };
    case 'unavailable':
      return {
        cause: { en: 'a gateway in between, or another service at that address', zh: '中间的网关，或该地址是别的服务' },
        fix: { en: `check the address; ${doubt(error).en}`, zh: `检查地址；${doubt(error).zh}` },
      };
    case 'credentials':
      return {
        cause: {
          en: `appKey or secret is wrong (from ${target.credentialsFrom})`,
          zh: `appKey 或 secret 有误（来自 ${target.credentialsFrom}）`,
        },
        fix: isSandbox
          ? { en: 'give the secrets with which the sandbox was started', zh: '使用启动沙箱时的密钥' }
          : {
              en: 'check the secret cdp, and cdp.token: how a token is had',
              zh: '检查密钥 cdp，以及 cdp.token（怎样取得 token）',
            },
      };
    case 'auth':
      return {
        cause: { en: 'the token has expired, or the app key was withdrawn', zh: 'token 已过期，或 app key 已停用' },
        fix: {
          en: 'give another token, or check the app key in the platform',
          zh: '换一个 token，或在平台上检查 app key',
        },
      };
    case 'rejected':
      return rejection(error);
  }
}

/** The API has one code for every refusal, and a tenant's words are its own: what is likely, by the endpoint. */
function rejection({ endpoint, msg = '' }: CdpError): Reasons {
  const page = 'docs/cdp-api/README.md';
  const pageInChinese = 'docs/zh/cdp-api/README.md';
  if (!isEndpoint(endpoint)) {
    return { cause: { en: 'not known', zh: '不明' }, fix: { en: `see ${page}`, zh: `见 ${pageInChinese}` } };
  }
  const { id, permission } = endpoints[endpoint];
  const [word = ''] = /^E_[A-Z_]+/.exec(msg) ?? [];
  const known = causes[word];
  if (known !== undefined) return known;
  const open = contract[endpoint].quirks.map((quirk: QuirkId) => `${quirk} ${quirks[quirk].title}`).join(', ');
  const quirkIds = contract[endpoint].quirks.join(', ');
  return {
    cause: {
      en: `what msg says; else a field, or the app key lacks ${permission}${open === '' ? '' : `, or the tenant reads the documents otherwise: ${open}`}`,
      zh: `见消息；否则是某个字段，或 app key 缺少权限 ${permission}${quirkIds === '' ? '' : `，或租户对文档另有理解：${quirkIds}`}`,
    },
    fix: {
      en: `compare with npx guiyi cdp ${endpoint} --help, and with ${id} in ${page}`,
      zh: `与 npx guiyi cdp ${endpoint} --help 以及 ${pageInChinese} 中的 ${id} 对照`,
    },
  };
}

/** Of the sandbox's words, those that ask for something else than another value in the field they name. */
const causes: Readonly<Record<string, Reasons>> = {
  E_PERMISSION: {
    cause: { en: 'the app key may not call this endpoint', zh: 'app key 无权调用这个接口' },
    fix: {
      en: 'use a key with the permission; G4 and G7 may need those for tags (Q31, Q35)',
      zh: '使用有权限的 key；G4 和 G7 可能需要标签的权限（Q31、Q35）',
    },
  },
  E_IDENTITY_TYPE: {
    cause: { en: 'the tenant has no such identity type (Q14)', zh: '租户没有这个身份类型（Q14）' },
    fix: {
      en: 'take a code from the platform: 系统设置 → 客户身份',
      zh: '使用平台上的代码：系统设置 → 客户身份',
    },
  },
  E_GROUP_UNKNOWN: {
    cause: { en: 'no such customer group; a folder has an id too (Q19)', zh: '没有这个客户分组；文件夹也有 ID（Q19）' },
    fix: {
      en: 'take an id from npx guiyi cdp customerGroupSimpleQuery',
      zh: '使用 npx guiyi cdp customerGroupSimpleQuery 给出的 ID',
    },
  },
  E_FOLDER_UNKNOWN: {
    cause: { en: 'no such folder; a customer group has an id too (Q19)', zh: '没有这个文件夹；客户分组也有 ID（Q19）' },
    fix: {
      en: 'take an id from npx guiyi cdp queryTreeFormList',
      zh: '使用 npx guiyi cdp queryTreeFormList 给出的 ID',
    },
  },
  E_CUSTOMER_MERGED: {
    cause: { en: 'this customer has become part of another', zh: '这个客户已并入另一个客户' },
    fix: {
      en: 'use the id of the survivor: npx guiyi cdp getCustomerIdByIdentityList',
      zh: '使用保留下来的客户的 ID：npx guiyi cdp getCustomerIdByIdentityList',
    },
  },
};

/** A call that may have been applied, and what to do about it. */
function doubt({ endpoint }: CdpError): Localized {
  return isEndpoint(endpoint) && !endpoints[endpoint].repeatable
    ? { en: 'look whether it was applied before it is sent again', zh: '重发之前先查看它是否已经生效' }
    : { en: 'send it again', zh: '重新发送' };
}
