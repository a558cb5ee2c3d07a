import type { Finding } from '../../functions/shared/sources/finding.ts';
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

const ok = (check: string, detail: string): Finding => ({ check, verdict: 'ok', detail });

function configFinding(isSame: boolean, stage: string): Finding {
  if (isSame) return ok('configuration', 'what is here is what is deployed');
  const fix = `npx guiyi deploy --stage ${stage}, or name the file that was deployed with --config`;
  return { check: 'configuration', verdict: 'warning', detail: 'what is here is not what is deployed', fix };
}

function subscriptionFindings({ subscriptions }: StageFacts, { alarmTopic }: Deployed): readonly Finding[] {
  const { confirmed, pending } = subscriptions;
  const check = 'who hears alarms';
  if (confirmed > 0 && pending === 0) return [ok(check, `${confirmed} subscribed`)];
  if (confirmed > 0) {
    const detail = `${confirmed} subscribed, and ${pending} have not confirmed`;
    return [
      { check, verdict: 'warning', detail, fix: 'open the mail of AWS and confirm it; it is valid for three days' },
    ];
  }
  const detail = pending > 0 ? `nobody: ${pending} have not confirmed` : 'nobody';
  const fix = `aws sns subscribe --topic-arn ${alarmTopic} --protocol email --notification-endpoint <address>, and confirm the mail`;
  return [{ check, verdict: 'problem', detail, fix }];
}

function alarmFinding({ alarms, alarmsOn }: StageFacts): Finding {
  const check = 'alarms';
  if (alarms === 0) return { check, verdict: 'problem', detail: 'there is none', fix: 'deploy the stage again' };
  if (alarmsOn.length === 0) return ok(check, `none of ${alarms} is on`);
  const detail = `${alarmsOn.join(', ')} of ${alarms}`;
  return { check, verdict: 'warning', detail: `on: ${detail}`, fix: 'docs/runbooks/README.md has a page for each' };
}

function breakerFinding({ breaker: { state, why } }: StageFacts, stage: string): Finding {
  if (state === 'closed') return ok('delivery', 'events are delivered');
  const detail = `${state}${why === undefined ? '' : `: ${why}`}`;
  const fix =
    state === 'paused'
      ? `whoever has paused it resumes it: npx guiyi resume --stack ${stage}`
      : 'docs/runbooks/breaker-open.md';
  return { check: 'delivery', verdict: 'warning', detail, fix };
}

/** The mapping of deliver is switched by the breaker; the other by nobody. */
function mappingFindings({ mappings, breaker }: StageFacts): readonly Finding[] {
  const wrong = (name: 'inlet' | 'deliver', state: string): Finding => ({
    check: `queue of ${name}`,
    verdict: 'problem',
    detail: `nothing is received: its event source mapping is ${state || 'not there'}`,
    fix: `somebody has switched it off: aws lambda update-event-source-mapping --enabled, with the id in the parameter of the stage`,
  });
  const isOff = (state: string) => state === 'Disabled' || state === 'Disabling' || state === '';
  return [
    ...(isOff(mappings.inlet) ? [wrong('inlet', mappings.inlet)] : []),
    ...(isOff(mappings.deliver) && breaker.state === 'closed' ? [wrong('deliver', mappings.deliver)] : []),
  ];
}

function queueFindings({ queues }: StageFacts): readonly Finding[] {
  const waiting = ok('waiting', `${queues.events} events, ${queues.inlet} messages of the inlet`);
  const letters = queues.eventDeadLetters + queues.inletDeadLetters;
  if (letters === 0) return [waiting, ok('dead letters', 'none')];
  const detail = `${queues.eventDeadLetters} events, ${queues.inletDeadLetters} messages of the inlet`;
  return [waiting, { check: 'dead letters', verdict: 'warning', detail, fix: 'docs/runbooks/dead-letters.md' }];
}

function releaseFinding({ release: { live, coming } }: StageFacts): Finding {
  return ok(
    'release',
    coming === undefined ? `version ${live} is live` : `version ${live} is live, ${coming} is coming in`,
  );
}

/** A new account has ten: fewer than the functions need. */
function concurrencyFinding({ concurrency }: StageFacts, { deployment }: GuiyiConfig): Finding {
  const check = 'concurrency';
  const deliver = deployment?.deliverConcurrency ?? 5;
  // Beside deliver: five of the inlet, the breaker, and what webhooks need at the throttle of one connection.
  const needed = deliver + 5 + 1 + 20;
  const detail = `the account allows ${concurrency} executions at once in this region; this stage uses up to ${needed}`;
  if (concurrency >= needed * 2) return ok(check, detail);
  const fix = 'ask for more: quota L-B99A9384 of Lambda. All functions of the account share it';
  return { check, verdict: concurrency < needed ? 'problem' : 'warning', detail, fix };
}

function bodyFinding({ door, deployment }: GuiyiConfig): Finding {
  const check = 'largest body';
  const chosen = door?.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES;
  // A REST API hands on every body as Base64, an HTTP API those that are no text.
  const asBase64 = Math.floor((LAMBDA_BYTES * 3) / 4);
  const most = deployment?.webAcl ? asBase64 : LAMBDA_BYTES;
  const size = (bytes: number) => `${(bytes / MiB).toFixed(1)} MiB`;
  const binary = deployment?.webAcl ? '' : `, of what is no text ${size(asBase64)}`;
  const detail = `${size(chosen)} by the configuration; Lambda takes less than ${size(most)}${binary}, the event around it included`;
  if (chosen < most) return ok(check, detail);
  const fix =
    'set door.maxBodyBytes lower: larger requests never reach the function, and the platform gets 413 of API Gateway';
  return { check, verdict: 'warning', detail, fix };
}

function egressFinding({ egressAddress }: Deployed): Finding {
  if (egressAddress !== undefined) return ok('egress', `calls leave from ${egressAddress}`);
  return ok('egress', "calls leave from any address of AWS; deployment.egress: 'fixed' gives one");
}

const icpFinding: Finding = {
  check: 'ICP',
  verdict: 'skipped',
  detail:
    'nobody can see from here whether the account is tied to an ICP filing; without it API Gateway answers no webhook (see the front door of each connection)',
};

/** When the last event of a connection came. */
export function lastEventFinding(connection: string, { lastEvents }: StageFacts): Finding {
  const at = lastEvents.get(connection);
  if (at !== undefined) return ok('last event', at);
  const fix = 'cause one: follow the account, change a test order; see whether the address is registered';
  return { check: 'last event', verdict: 'warning', detail: 'none in seven days', fix };
}
