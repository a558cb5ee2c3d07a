import type { Finding } from '../../functions/shared/sources/finding.ts';
import type { Language } from '../../functions/shared/text/language.ts';
import { inLanguage } from '../../functions/shared/text/localized.ts';

/** A finding in the language of the reader. */
export interface ReportedFinding extends Finding {
  readonly detail: string;
  readonly fix?: string;
}

export function reported(findings: readonly Finding[], language: Language): readonly ReportedFinding[] {
  return findings.map(({ check, verdict, detail, fix }) => ({
    check,
    verdict,
    detail: inLanguage(detail, language),
    ...(fix !== undefined && { fix: inLanguage(fix, language) }),
  }));
}

/** What was looked at, where it is no field of the secret or the options. */
const chinese: Readonly<Record<string, string>> = {
  'URL check': 'URL 校验',
  'dead letters': '死信',
  'forged event': '伪造的事件',
  'front door': '接收端点',
  'identity types': '身份类型',
  'largest body': '最大请求体',
  'last event': '最近的事件',
  'names in log-ins': '登录中的姓名',
  'platform certificate': '平台证书',
  'queue of deliver': 'deliver 的队列',
  'queue of inlet': 'inlet 的队列',
  'signing keys': '验签密钥',
  'who hears alarms': '告警接收人',
  ICP: 'ICP 备案',
  alarms: '告警',
  clock: '时钟',
  concurrency: '并发',
  configuration: '配置',
  delivery: '投递',
  egress: '出口地址',
  enrichment: '查询补全',
  inlet: '入口队列',
  mode: '模式',
  release: '版本',
  secret: '密钥',
  waiting: '等待',
};

/** The name of a check; fields and options keep theirs. */
export function checkName(check: string, language: Language): string {
  return language === 'zh' ? (chinese[check] ?? check) : check;
}
