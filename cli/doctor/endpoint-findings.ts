import type { Finding } from '../../functions/shared/sources/finding.ts';
import type { Localized } from '../../functions/shared/text/localized.ts';
import { sources } from '../../functions/shared/sources/generated/sources.ts';
import { samplerOf } from '../../functions/shared/sources/sampler-of.ts';
import type { SampleRequest, UrlCheck } from '../../functions/shared/sources/source.ts';
import { forge } from '../../operations/samples/forge.ts';
import type { IngestEndpoint, IngestAnswer } from './ingest-endpoint.ts';
import type { Examined } from './examined.ts';

/**
 * Whether the front door lets the platform in, and nobody else. Leaves nothing behind.
 * @param named the address at which it should be, where somebody has said one
 */
export async function endpointFindings(
  examined: Examined,
  endpoint: IngestEndpoint | undefined,
  named?: string,
): Promise<readonly Finding[]> {
  const { name, connection } = examined;
  if (sources[connection.source].coverage.transport === 'inlet') return inletFindings(examined);
  if (!endpoint && named !== undefined) return [silent(named)];
  if (!endpoint) {
    const fix = {
      en: 'npm start, or --url with the address of a deployed front door',
      zh: '运行 npm start，或用 --url 写明已部署的接收端点的地址',
    };
    return [{ check: 'front door', verdict: 'skipped', detail: { en: 'none answers', zh: '没有应答' }, fix }];
  }
  const address = `${endpoint.url}/webhooks/${name}`;
  if (endpoint.connections && !endpoint.connections.includes(name)) {
    const detail = { en: `${endpoint.url} has no connection "${name}"`, zh: `${endpoint.url} 没有连接 "${name}"` };
    const fix = { en: 'start it again with this configuration', zh: '用这份配置重新启动' };
    return [{ check: 'front door', verdict: 'problem', detail, fix }];
  }
  return [
    { check: 'front door', verdict: 'ok', detail: address },
    ...(await urlCheckFindings(examined, endpoint)),
    ...(await forgeryFindings(examined, endpoint)),
  ];
}

function silent(address: string): Finding {
  const detail = { en: `nothing answers at ${address}`, zh: `${address} 没有应答` };
  const fix = {
    en: 'look whether the address is right, and its DNS record, certificate and any proxy before it',
    zh: '核对地址，以及它的 DNS 记录、证书和前面的代理',
  };
  return { check: 'front door', verdict: 'problem', detail, fix };
}

function inletFindings({ connection }: Examined): readonly Finding[] {
  const check = 'inlet';
  if (connection.trust === 'queue')
    return [{ check, verdict: 'ok', detail: { en: 'its queue policy is the proof', zh: '以队列策略为凭证' } }];
  const detail = {
    en: 'it carries no signature, and the queue is not trusted: every event is refused',
    zh: '消息没有签名，又没有声明信任队列：所有事件都被拒收',
  };
  const fix = {
    en: 'set trust: "queue", and deployment.inletSenders',
    zh: '设置 trust: "queue" 和 deployment.inletSenders',
  };
  return [{ check, verdict: 'problem', detail, fix }];
}

async function urlCheckFindings(
  { name, checkUp, secrets, now }: Examined,
  endpoint: IngestEndpoint,
): Promise<readonly Finding[]> {
  const check = 'URL check';
  let urlCheck: UrlCheck | undefined;
  try {
    urlCheck = checkUp.urlCheck(secrets?.[0], now);
  } catch {
    return [{ check, verdict: 'skipped', detail: { en: 'the secret is not usable', zh: '密钥无法使用' } }];
  }
  if (!urlCheck) return [];
  const answer = await attempt(endpoint, name, urlCheck.request);
  if (!answer) return [noAnswer(check)];
  const wrong = findWrongUrlCheck(answer, urlCheck);
  if (wrong) return [{ check, verdict: 'problem', ...wrong }];
  const [count, { milliseconds }] = [urlCheck.answer.length, answer];
  const detail = {
    en: `${count} bytes came back unchanged in ${milliseconds} ms`,
    zh: `${count} 字节在 ${milliseconds} 毫秒内原样返回`,
  };
  return [{ check, verdict: 'ok', detail }];
}

/** Undefined for the answer that the platform wants. */
export function findWrongUrlCheck(
  { status, body, milliseconds }: IngestAnswer,
  { answer, withinMs }: UrlCheck,
): Pick<Finding, 'detail' | 'fix'> | undefined {
  if (status !== 200) {
    const detail = { en: `a genuine check gets HTTP ${status}`, zh: `真实的校验得到 HTTP ${status}` };
    return { detail, fix: fixOf(status) };
  }
  const expected = Buffer.from(answer);
  if (!expected.equals(body)) {
    return {
      detail: difference(expected, body),
      fix: {
        en: 'let nothing between the platform and the function change bodies',
        zh: '平台与函数之间的任何环节都不能改动响应体',
      },
    };
  }
  if (milliseconds < withinMs) return undefined;
  return {
    detail: {
      en: `it took ${milliseconds} ms, and the platform gives up after ${withinMs}`,
      zh: `用了 ${milliseconds} 毫秒，平台超过 ${withinMs} 毫秒就放弃`,
    },
    fix: { en: 'look for a slow proxy', zh: '检查中间是否有缓慢的代理' },
  };
}

/** How an echo is spoilt: each of these is refused by the platforms' consoles. */
function difference(expected: Uint8Array, body: Uint8Array): Localized {
  const text = Buffer.from(body).toString();
  if (text.startsWith('\uFEFF')) return { en: 'a byte order mark stands before the answer', zh: '应答前面多了 BOM' };
  if (/^".*"$/s.test(text.trim())) return { en: 'the answer stands in quotes', zh: '应答被加上了引号' };
  if (text !== text.trim() && Buffer.from(text.trim()).equals(expected))
    return { en: 'blanks or line ends stand around the answer', zh: '应答前后多了空格或换行' };
  return {
    en: `${body.length} bytes came back instead of ${expected.length}, or others`,
    zh: `返回 ${body.length} 字节，应为 ${expected.length} 字节；或内容不同`,
  };
}

async function forgeryFindings(
  { name, connection: { source, options }, secrets, now }: Examined,
  endpoint: IngestEndpoint,
): Promise<readonly Finding[]> {
  const check = 'forged event';
  const request = forged(source, options, secrets?.[0], now);
  if (!request) {
    const detail = { en: 'nothing here can sign for the platform', zh: '这里不能模拟该平台的签名' };
    return [{ check, verdict: 'skipped', detail }];
  }
  const answer = await attempt(endpoint, name, request);
  if (!answer) return [noAnswer(check)];
  const { status } = answer;
  if (status >= 400 && status < 500) {
    return [{ check, verdict: 'ok', detail: { en: `rejected with HTTP ${status}`, zh: `已拒收，HTTP ${status}` } }];
  }
  if (status >= 500) {
    const detail = { en: `it gets HTTP ${status}`, zh: `得到 HTTP ${status}` };
    return [{ check, verdict: 'problem', detail, fix: fixOf(status) }];
  }
  const detail = { en: `it was accepted with HTTP ${status}`, zh: `被接收了，HTTP ${status}` };
  const fix = {
    en: 'something in front answers for the function: ask it first',
    zh: '前面有别的程序替函数应答：先检查它',
  };
  return [{ check, verdict: 'problem', detail, fix }];
}

/** A sample that was changed after it was signed; undefined where there is no sampler, or no key to sign with. */
function forged(source: string, options: unknown, secret: unknown, now: number): SampleRequest | undefined {
  const sampler = samplerOf(source);
  const [event] = sampler?.events ?? [];
  if (!sampler || event === undefined) return undefined;
  try {
    const context = { now, sequence: 0 };
    const payload = sampler.payload(event, options, context);
    const request = payload && sampler.sign(event, payload, secret, options, context);
    return request && forge(request, sampler);
  } catch {
    return undefined;
  }
}

async function attempt(
  endpoint: IngestEndpoint,
  name: string,
  request: SampleRequest,
): Promise<IngestAnswer | undefined> {
  try {
    return await endpoint.send(name, request);
  } catch {
    return undefined;
  }
}

function noAnswer(check: string): Finding {
  const detail = { en: 'the front door does not answer', zh: '接收端点没有应答' };
  return { check, verdict: 'problem', detail, fix: { en: 'see its log', zh: '查看它的日志' } };
}

function fixOf(status: number): Localized {
  if (status === 404) {
    return {
      en: 'the front door has no such connection: deploy, or start it with this configuration',
      zh: '接收端点没有这个连接：用这份配置部署或启动',
    };
  }
  if (status >= 500) {
    return {
      en: 'its log says secret-missing or queue-refused: fill in the secret that it reads',
      zh: '它的日志写着 secret-missing 或 queue-refused：填好它读取的密钥',
    };
  }
  return {
    en: 'the front door reads another secret than the file that you gave here: compare them',
    zh: '接收端点读取的密钥与这里给出的文件不同：对照两者',
  };
}
