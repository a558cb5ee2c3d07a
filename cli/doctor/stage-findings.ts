import { counted } from '../../functions/shared/text/counted.ts';
import type { Finding } from '../../functions/shared/sources/finding.ts';
import type { Localized } from '../../functions/shared/text/localized.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import { DEFAULT_MAX_BODY_BYTES } from '../../functions/shared/http/webhook-request.ts';
import type { Deployed } from '../../operations/deployed.ts';
import type { StageFacts } from '../../operations/stage-facts.ts';

const MiB = 2 ** 20;
/** What Lambda takes of one request, and of it as Base64 (docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). */
const LAMBDA_BYTES = 6 * MiB;

/** What is to be said of a stage as a whole. @param isSame the configuration here is the one that is deployed */
export function stageFindings(
  facts: StageFacts,
  { config, deployed, isSame }: { readonly config: GuiyiConfig; readonly deployed: Deployed; readonly isSame: boolean },
): readonly Finding[] {
  return [
    configFinding(isSame, deployed.stage),
    ...subscriptionFindings(facts, deployed),
    alarmFinding(facts),
    breakerFinding(facts, deployed.stage),
    ...mappingFindings(facts),
    ...queueFindings(facts),
    releaseFinding(facts),
    concurrencyFinding(facts, config),
    bodyFinding(config),
    egressFinding(deployed),
    ...(deployed.region.startsWith('cn-') ? [icpFinding] : []),
  ];
}

const ok = (check: string, detail: string | Localized): Finding => ({ check, verdict: 'ok', detail });

function configFinding(isSame: boolean, stage: string): Finding {
  if (isSame) return ok('configuration', { en: 'what is here is what is deployed', zh: '这里的配置就是已部署的' });
  const detail = { en: 'what is here is not what is deployed', zh: '这里的配置与已部署的不同' };
  const fix = {
    en: `npx guiyi deploy --stage ${stage}, or name the file that was deployed with --config`,
    zh: `npx guiyi deploy --stage ${stage}，或用 --config 写明部署时用的文件`,
  };
  return { check: 'configuration', verdict: 'warning', detail, fix };
}

function subscriptionFindings({ subscriptions }: StageFacts, { alarmTopic }: Deployed): readonly Finding[] {
  const { confirmed, pending } = subscriptions;
  const check = 'who hears alarms';
  if (confirmed > 0 && pending === 0) return [ok(check, { en: `${confirmed} subscribed`, zh: `${confirmed} 个订阅` })];
  if (confirmed > 0) {
    const detail = {
      en: `${confirmed} subscribed, and ${pending} have not confirmed`,
      zh: `${confirmed} 个已订阅，${pending} 个未确认`,
    };
    const fix = {
      en: 'open the mail of AWS and confirm it; it is valid for three days',
      zh: '打开 AWS 发来的邮件并确认；三天内有效',
    };
    return [{ check, verdict: 'warning', detail, fix }];
  }
  const detail =
    pending > 0
      ? { en: `nobody: ${pending} have not confirmed`, zh: `没有人：${pending} 个未确认` }
      : { en: 'nobody', zh: '没有人' };
  const command = `aws sns subscribe --topic-arn ${alarmTopic} --protocol email --notification-endpoint <address>`;
  const fix = { en: `${command}, and confirm the mail`, zh: `${command}，然后确认邮件` };
  return [{ check, verdict: 'problem', detail, fix }];
}

function alarmFinding({ alarms, alarmsOn }: StageFacts): Finding {
  const check = 'alarms';
  if (alarms === 0) {
    const fix = { en: 'deploy the stage again', zh: '重新部署' };
    return { check, verdict: 'problem', detail: { en: 'there is none', zh: '没有告警' }, fix };
  }
  if (alarmsOn.length === 0) return ok(check, { en: `none of ${alarms} is on`, zh: `${alarms} 个告警都没有触发` });
  const names = alarmsOn.join(', ');
  const detail = { en: `on: ${names} of ${alarms}`, zh: `已触发：${names}；共 ${alarms} 个` };
  const fix = { en: 'docs/runbooks/README.md has a page for each', zh: 'docs/zh/runbooks/README.md 中各有一页' };
  return { check, verdict: 'warning', detail, fix };
}

function breakerFinding({ breaker: { state, why } }: StageFacts, stage: string): Finding {
  if (state === 'closed') return ok('delivery', { en: 'events are delivered', zh: '事件正常投递' });
  const detail = `${state}${why === undefined ? '' : `: ${why}`}`;
  const fix =
    state === 'paused'
      ? {
          en: `whoever has paused it resumes it: npx guiyi resume --stack ${stage}`,
          zh: `由暂停的人恢复：npx guiyi resume --stack ${stage}`,
        }
      : { en: 'docs/runbooks/breaker-open.md', zh: 'docs/zh/runbooks/breaker-open.md' };
  return { check: 'delivery', verdict: 'warning', detail, fix };
}

/** The mapping of deliver is switched by the breaker; the other by nobody. */
function mappingFindings({ mappings, breaker }: StageFacts): readonly Finding[] {
  const wrong = (name: 'inlet' | 'deliver', state: string): Finding => ({
    check: `queue of ${name}`,
    verdict: 'problem',
    detail: {
      en: `nothing is received: its event source mapping is ${state || 'not there'}`,
      zh: `收不到消息：事件源映射${state === '' ? '不存在' : `的状态是 ${state}`}`,
    },
    fix: {
      en: 'somebody has switched it off: aws lambda update-event-source-mapping --enabled, with the id in the parameter of the stage',
      zh: '有人关闭了它：执行 aws lambda update-event-source-mapping --enabled，ID 在阶段的参数里',
    },
  });
  const isOff = (state: string) => state === 'Disabled' || state === 'Disabling' || state === '';
  return [
    ...(isOff(mappings.inlet) ? [wrong('inlet', mappings.inlet)] : []),
    ...(isOff(mappings.deliver) && breaker.state === 'closed' ? [wrong('deliver', mappings.deliver)] : []),
  ];
}

function queueFindings({ queues }: StageFacts): readonly Finding[] {
  const inQueues = (events: number, messages: number) => ({
    en: `${counted(events, 'event')}, ${counted(messages, 'message')} of the inlet`,
    zh: `${events} 个事件，入口队列 ${messages} 条消息`,
  });
  const waiting = ok('waiting', inQueues(queues.events, queues.inlet));
  const letters = queues.eventDeadLetters + queues.inletDeadLetters;
  if (letters === 0) return [waiting, ok('dead letters', { en: 'none', zh: '没有' })];
  const detail = inQueues(queues.eventDeadLetters, queues.inletDeadLetters);
  const fix = { en: 'docs/runbooks/dead-letters.md', zh: 'docs/zh/runbooks/dead-letters.md' };
  return [waiting, { check: 'dead letters', verdict: 'warning', detail, fix }];
}

function releaseFinding({ release: { live, coming } }: StageFacts): Finding {
  return ok(
    'release',
    coming === undefined
      ? { en: `version ${live} is live`, zh: `正在运行版本 ${live}` }
      : { en: `version ${live} is live, ${coming} is coming in`, zh: `正在运行版本 ${live}，${coming} 正在灰度上线` },
  );
}

/** A new account has ten: fewer than the functions need. */
function concurrencyFinding({ concurrency }: StageFacts, { deployment }: GuiyiConfig): Finding {
  const check = 'concurrency';
  const deliver = deployment?.deliverConcurrency ?? 5;
  // Beside deliver: five of the inlet, the breaker, and what webhooks need at the throttle of one connection.
  const needed = deliver + 5 + 1 + 20;
  const detail = {
    en: `the account allows ${concurrency} executions at once in this region; this stage uses up to ${needed}`,
    zh: `账号在此区域允许同时执行 ${concurrency} 个；这个阶段最多用 ${needed} 个`,
  };
  if (concurrency >= needed * 2) return ok(check, detail);
  const fix = {
    en: 'ask for more: quota L-B99A9384 of Lambda. All functions of the account share it',
    zh: '申请提高：Lambda 的配额 L-B99A9384，由账号内所有函数共用',
  };
  return { check, verdict: concurrency < needed ? 'problem' : 'warning', detail, fix };
}

function bodyFinding({ door, deployment }: GuiyiConfig): Finding {
  const check = 'largest body';
  const chosen = door?.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES;
  // A REST API hands on every body as Base64, an HTTP API those that are no text.
  const asBase64 = Math.floor((LAMBDA_BYTES * 3) / 4);
  const most = deployment?.webAcl ? asBase64 : LAMBDA_BYTES;
  const size = (bytes: number) => `${(bytes / MiB).toFixed(1)} MiB`;
  const binary = deployment?.webAcl
    ? { en: '', zh: '' }
    : { en: `, of what is no text ${size(asBase64)}`, zh: `（非文本 ${size(asBase64)}）` };
  const detail = {
    en: `${size(chosen)} by the configuration; Lambda takes less than ${size(most)}${binary.en}, the event around it included`,
    zh: `配置为 ${size(chosen)}；Lambda 只接受小于 ${size(most)}${binary.zh} 的请求，包括外层的事件`,
  };
  if (chosen < most) return ok(check, detail);
  const fix = {
    en: 'set door.maxBodyBytes lower: larger requests never reach the function, and the platform gets 413 of API Gateway',
    zh: '调低 door.maxBodyBytes：更大的请求到不了函数，平台会收到 API Gateway 的 413',
  };
  return { check, verdict: 'warning', detail, fix };
}

function egressFinding({ egressAddress }: Deployed): Finding {
  if (egressAddress !== undefined)
    return ok('egress', { en: `calls leave from ${egressAddress}`, zh: `对外调用的地址是 ${egressAddress}` });
  return ok('egress', {
    en: "calls leave from any address of AWS; deployment.egress: 'fixed' gives one",
    zh: "对外调用的地址不固定；deployment.egress: 'fixed' 可以固定",
  });
}

const icpFinding: Finding = {
  check: 'ICP',
  verdict: 'skipped',
  detail: {
    en: 'nobody can see from here whether the account is tied to an ICP filing; without it API Gateway answers no webhook (see the front door of each connection)',
    zh: '从这里看不出账号是否已关联 ICP 备案；没有备案，API Gateway 不应答任何 webhook（见各连接的接收端点）',
  },
};

/** When the last event of a connection came. */
export function lastEventFinding(connection: string, { lastEvents }: StageFacts): Finding {
  const at = lastEvents.get(connection);
  if (at !== undefined) return ok('last event', at);
  const fix = {
    en: 'cause one: follow the account, change a test order; see whether the address is registered',
    zh: '产生一个：关注公众号，修改测试订单；检查平台上是否登记了地址',
  };
  return { check: 'last event', verdict: 'warning', detail: { en: 'none in seven days', zh: '七天内没有' }, fix };
}
