import { chineseDescriptions, chineseSummaries } from '../../../functions/shared/cdp/contract/chinese-contract.ts';
import { contract } from '../../../functions/shared/cdp/contract/contract.ts';
import type { EndpointName } from '../../../functions/shared/cdp/contract.ts';

/** The CDP's endpoints and the probe. */
const commands: Readonly<Record<string, string>> = {
  'The CDP’s open API: one command an endpoint, against a sandbox or the tenant.':
    'CDP 开放接口：每个端点一个命令，可对沙箱或租户使用。',
  'Finds out how this CDP reads its documents, and writes it as configuration.':
    '查明这个 CDP 对其文档的实际理解，并写成配置。',
  'Asks a CDP what its documents leave open, and says what follows for guiyi.config.ts and for the switches of the sandbox. What cannot be decided is said to be undecided, never guessed.':
    '向 CDP 询问其文档没有写明之处，并说明 guiyi.config.ts 和沙箱开关应如何设置。无法确定的会写明无法确定，绝不猜测。',
  'also ask what needs throw-away records; they are marked and removed again':
    '也询问需要写入临时数据的问题；临时数据有标记，用后删除',
  'write settings and switches as JSON; `guiyi sandbox --switches` takes it':
    '把设置和开关写成 JSON；可用于 `guiyi sandbox --switches`',
  'the report as one line of JSON': '报告输出为一行 JSON',
  'do not ask before the tenant is written to': '写入租户之前不再询问',
  'a sandbox on this machine (default: the one of the running `npm start`)':
    '本机的沙箱（默认：正在运行的 `npm start` 的沙箱）',
  'the tenant of the configuration instead of a sandbox': '使用配置中的租户，而不是沙箱',
  'JSON file whose "cdp" has appKey and secret (a sandbox: local/demo-secrets.json)':
    'JSON 文件，其中 "cdp" 有 appKey 和 secret（沙箱：local/demo-secrets.json）',
  'show personal values instead of their masked forms': '显示个人信息的明文，而不是脱敏后的值',
  'the data as one line of JSON; ids are texts': '数据输出为一行 JSON；ID 为文本',
  'do not ask before something is changed': '修改之前不再询问',
};

const summaries = new Map(
  Object.entries(chineseSummaries).map(([name, chinese]) => [contract[name as EndpointName].summary, chinese]),
);
const NOTES = [
  [' Required.', '必填。'],
  [' May be given several times.', '可以写多次。'],
] as const;

/** A description of a `guiyi cdp` command, whose parts come from the contract. */
export function chineseOfCdp(text: string): string | undefined {
  const known = commands[text] ?? summaries.get(text) ?? chineseDescriptions.get(text);
  if (known !== undefined) return known;
  const [, id, summary = '', permission] = /^([CG]\d+)\. (.+) Needs the permission (\S+)\.$/.exec(text) ?? [];
  if (id !== undefined) {
    const chinese = summaries.get(summary);
    return chinese && `${id}：${chinese}需要权限 ${permission ?? ''}。`;
  }
  for (const [note, chinese] of NOTES) {
    if (!text.endsWith(note)) continue;
    const before = chineseOfCdp(text.slice(0, -note.length));
    return before === undefined ? undefined : before + chinese;
  }
  return undefined;
}
