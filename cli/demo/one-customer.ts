import { loadConfig } from '../../operations/load-config.ts';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import type { EventView } from '../../operations/event-view.ts';
import { type WebhookEndpoint, findWebhookEndpoint } from '../webhook-endpoint.ts';
import { findSampleTarget, samplePayload, signSample } from '../samples.ts';
import type { SampleTarget } from '../../operations/samples/sample-target.ts';
import { setPath } from '../set-path.ts';
import type { Output } from '../terminal.ts';
import { appIdIn, logIn } from './log-in.ts';
import { inventDemoPerson, type DemoPerson } from './person.ts';
import { demoWords } from './words.ts';
import { note, onlyCustomer, type StoryOptions, tell } from './tell.ts';

/**
 * The story: a follow and a paid order of one person stay two customers, because they share no identity. Then the brand's
 * own log-in proves openid, phone and address to be one person's, and the two customers become one: the shop had the address
 * proved too. The phone alone would not do, because at the check-out it was only typed.
 */
export async function oneCustomer(stdout: Output, options: StoryOptions): Promise<void> {
  const config = await loadConfig(options.config);
  const wechat = findSampleTarget(config, options.secrets, 'wechat-demo');
  const shopify = findSampleTarget(config, options.secrets, 'shopify-demo');
  const endpoint = await findWebhookEndpoint(options);
  const person = inventDemoPerson();
  const words = demoWords[options.language].oneCustomer;

  const follow = await play(endpoint, wechat, 'subscribe', person, [`FromUserName=${person.openid}`]);
  tell(stdout, { number: 1, title: words.follow, event: follow }, options);
  const order = await play(endpoint, shopify, 'orders/paid', person, orderOf(person, 1));
  tell(stdout, { number: 2, title: words.order, event: order }, options);
  const follower = onlyCustomer(follow);
  const buyer = onlyCustomer(order);
  if (follower === buyer)
    throw new CommandError(
      {
        en: 'The two events already lead to one customer; that must not be.',
        zh: '两个事件已经归到同一个客户；不应出现这种情况。',
      },
      exitCodes.unexpected,
    );
  note(stdout, words.apart, options);

  const { openid, mobile, email } = person;
  const scope = appIdIn(wechat.options);
  const bound = await logIn(endpoint, {
    subject: openid,
    identities: [
      { kind: 'wechat-openid', scope, value: openid },
      { kind: 'mobile', value: mobile },
      { kind: 'email', value: email },
    ],
  });
  tell(stdout, { number: 3, title: words.logIn, event: bound }, options);
  const member = onlyCustomer(bound);
  const again = await play(endpoint, shopify, 'orders/paid', person, orderOf(person, 2));
  tell(stdout, { number: 4, title: words.nextOrder, event: again }, options);
  if (onlyCustomer(again) !== member)
    throw new CommandError(
      {
        en: 'The next order went to another customer; that must not be.',
        zh: '下一个订单归到了另一个客户；不应出现这种情况。',
      },
      exitCodes.unexpected,
    );
  note(stdout, words.one(member, follower, buyer), options);
}

function orderOf(person: DemoPerson, number: number): readonly string[] {
  const order = `58${number}${person.shopifyId.slice(2)}`;
  return [
    `id=${order}`,
    `admin_graphql_api_id=gid://shopify/Order/${order}`,
    `customer.id=${person.shopifyId}`,
    `customer.admin_graphql_api_id=gid://shopify/Customer/${person.shopifyId}`,
    `customer.phone=+86${person.mobile}`,
    `customer.email=${person.email}`,
    `email=${person.email}`,
    `contact_email=${person.email}`,
    `phone=+86${person.mobile}`,
  ];
}

async function play(
  endpoint: WebhookEndpoint,
  target: SampleTarget,
  event: string,
  { sequence }: DemoPerson,
  sets: readonly string[],
): Promise<EventView | undefined> {
  const context = { now: Date.now(), sequence };
  const payload = samplePayload(target, event, context);
  for (const set of sets) setPath(payload, set);
  const { request, eventNames } = signSample(target, event, payload, context);
  const { status } = await endpoint.deliver(target.connection, request);
  if (status !== 200)
    throw new CommandError(
      {
        en: `${target.connection} answered HTTP ${status}; see the log of npm start`,
        zh: `${target.connection} 返回 HTTP ${status}；见 npm start 的日志`,
      },
      exitCodes.verification,
    );
  const [name] = eventNames;
  return name && endpoint.outcome(name);
}
