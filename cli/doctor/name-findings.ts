import type { Finding } from '../../functions/shared/sources/finding.ts';
import type { ProofCount } from './ingest-endpoint.ts';

/** So many events say something about a connection. */
const ENOUGH = 20;

/**
 * Whether log-ins say who logs in. Without a name nothing agrees with an old phone, or with one that another customer has typed: one person
 * stays two customers.
 */
export function nameFindings(connection: string, proofs: readonly ProofCount[] | undefined): readonly Finding[] {
  const check = 'names in log-ins';
  const found = proofs?.find((count) => count.connection === connection);
  if (!found || found.proofs < ENOUGH) return [];
  const detail = {
    en: `${found.named} of the newest ${found.proofs} events that prove a phone or an address say a name`,
    zh: `最近 ${found.proofs} 个验证了手机号或邮箱的事件中，${found.named} 个带有姓名`,
  };
  if (found.named * 2 >= found.proofs) return [{ check, verdict: 'ok', detail }];
  const fix = {
    en: 'send the person’s name with the log-in: without it an old or a typed phone joins nobody',
    zh: '登录时一并发送姓名：没有姓名，很久以前验证的或只是填写过的手机号不会促成合并',
  };
  return [{ check, verdict: 'warning', detail, fix }];
}
