/** What a call of AWS is for. */
const doings: Readonly<Record<string, string>> = {
  'count what waits in the queues': '统计队列中等待的消息',
  'delete a dead letter': '删除死信',
  'give a dead letter back': '放回死信',
  'invoke the deliver function': '调用 deliver 函数',
  'list blocked identities': '列出被屏蔽的身份',
  'list cases': '列出待处理事项',
  'list who has seen what in clear': '列出明文查看记录',
  'list who hears the alarms': '列出告警接收人',
  'look at a queue': '查看队列',
  'look at the functions': '查看函数',
  'pause delivery': '暂停投递',
  'read the alarms': '读取告警',
  'read the archive': '读取归档',
  'read the breaker': '读取熔断器',
  'read the journal': '读取事件记录',
  'read the ledger': '读取台账',
  'read the receipt': '读取回执',
  'read the state of the breaker': '读取熔断器的状态',
  'read when the last events came': '读取最近事件的时间',
  'receive dead letters of the inlet': '接收入口队列的死信',
  'receive dead letters': '接收死信',
  'resume delivery': '恢复投递',
  'send to the event queue': '写入事件队列',
  'send to the inlet': '写入入口队列',
  'write down who sees what in clear': '记录明文查看',
};

const verbs: readonly (readonly [english: RegExp, chinese: string])[] = [
  [/^change (\S+)$/, '修改 $1'],
  [/^create (\S+)$/, '创建 $1'],
  [/^delete from the bucket (\S+)$/, '从存储桶 $1 删除'],
  [/^list the bucket (\S+)$/, '列出存储桶 $1'],
  [/^list the secrets (\S+)$/, '列出密钥 $1'],
  [/^read the bucket (\S+)$/, '读取存储桶 $1'],
  [/^read the parameter (\S+)$/, '读取参数 $1'],
  [/^read the table (\S+)$/, '读取表 $1'],
  [/^read (\S+)$/, '读取 $1'],
];

const reasons: readonly (readonly [english: RegExp, chinese: string])[] = [
  [/^there are no AWS credentials: set AWS_PROFILE, or log in$/, '没有 AWS 凭据；设置 AWS_PROFILE，或先登录'],
  [/^the AWS credentials have expired: log in again$/, 'AWS 凭据已过期；请重新登录'],
  [/^AWS does not know these credentials: .*$/, 'AWS 不认识这些凭据；检查 AWS_PROFILE 和区域'],
  [/^these credentials are not allowed to .*$/, '这些凭据没有权限；各角色的权限见 docs/zh/operate.md'],
  [/^it is about to be deleted: (.+) brings it back$/, '它即将被删除；用 $1 恢复'],
  [/^AWS does not take the signature: .*$/, 'AWS 不接受签名；检查 secret access key 和本机的时钟'],
  [/^the log-in of AWS has ended: (.+)$/, 'AWS 登录已失效；请执行 $1'],
  [/^the AWS profile (\S+) has no credentials: .*$/, 'AWS 配置 $1 没有凭据；用它登录，或把 AWS_PROFILE 设为另一个'],
  [/^AWS is asked too much: .*$/, '对 AWS 的请求过多；请稍后再试'],
  [/^there is no host (\S+): .*$/, '没有主机 $1；检查区域和网络'],
  [/^AWS does not answer: .*$/, 'AWS 没有答复；检查网络和代理'],
  [/^no region is chosen: .*$/, '没有选择区域；用 --region 指明，或设置 AWS_REGION'],
];

/** What an account on AWS does not allow, `cannot <do something>: <why>`; undefined for anything else. */
export function accountAnswer(english: string): string | undefined {
  const [, doing = '', why = ''] = /^cannot (.+?): (.+)$/.exec(english) ?? [];
  return doing === '' ? undefined : `无法${doings[doing] ?? translated(doing, verbs)}：${translated(why, reasons)}`;
}

function translated(text: string, patterns: typeof verbs): string {
  const found = patterns.find(([pattern]) => pattern.test(text));
  return found === undefined ? text : text.replace(...found);
}
