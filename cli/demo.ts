import { randomInt, randomUUID } from 'node:crypto';
import { loadConfig } from '../local/host/load-config.ts';
import { CommandError } from './command-error.ts';
import type { EventView } from './event-view.ts';
import { type FrontDoor, findFrontDoor } from './front-door.ts';
import { outcomeLines } from './print.ts';
import { findTarget, samplePayload, type SampleTarget, signSample } from './samples.ts';
import { setPath } from './set-path.ts';
import type { DoorOptions } from './trigger.ts';

/** An invented person, another one at every run, so that the story can be told again on the same state. */
interface Person {
  readonly openid: string;
  readonly mobile: string;
  readonly shopifyId: string;
  readonly email: string;
  /** Of the samples: their names are made from it. */
  readonly sequence: number;
}

interface Step {
  readonly title: string;
  readonly event: EventView | undefined;
}

/**
 * The story: a follow and a paid order of one person stay two customers, because they share no identity. Then the brand's
 * own log-in proves openid and phone to be one person's, and the two customers become one.
 */
export async function demo(options: DoorOptions): Promise<void> {
  const config = await loadConfig(options.config);
  const wechat = findTarget(config, options.secrets, 'wechat-demo');
  const shopify = findTarget(config, options.secrets, 'shopify-demo');
  const door = await findFrontDoor(options);
  const person = invent();
  const say = (number: number, step: Step) => print(number, step, options.json);

  const follow = await play(door, wechat, 'subscribe', person, [`FromUserName=${person.openid}`]);
  say(1, { title: 'WeChat: somebody follows the official account (encrypted push)', event: follow });
  const order = await play(door, shopify, 'orders/paid', person, orderOf(person, 1));
  say(2, { title: 'Shopify: somebody pays an order (signed webhook)', event: order });
  const follower = onlyCustomer(follow);
  const buyer = onlyCustomer(order);
  if (follower === buyer) throw new CommandError('The two events already lead to one customer; that must not be.');
  note('Two customers. They share no identity, so nobody may say that they are one person.', options.json);

  const bound = await bind(door, person, wechat.options);
  say(3, {
    title: 'Brand log-in: openid and phone proved to be one person’s (envelope in the inlet queue)',
    event: bound,
  });
  const member = onlyCustomer(bound);
  const again = await play(door, shopify, 'orders/paid', person, orderOf(person, 2));
  say(4, { title: 'Shopify: the next order finds the one customer', event: again });
  if (onlyCustomer(again) !== member)
    throw new CommandError('The next order went to another customer; that must not be.');
  note(`One customer: ${member}. Before: ${follower} and ${buyer}.`, options.json);
}

function orderOf(person: Person, number: number): readonly string[] {
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
  door: FrontDoor,
  target: SampleTarget,
  event: string,
  { sequence }: Person,
  sets: readonly string[],
): Promise<EventView | undefined> {
  const context = { now: Date.now(), sequence };
  const payload = samplePayload(target, event, context);
  for (const set of sets) setPath(payload, set);
  const { request, eventNames } = signSample(target, event, payload, context);
  const { status } = await door.deliver(target.connection, request);
  if (status !== 200) throw new CommandError(`${target.connection} answered HTTP ${status}; see the log of npm start`);
  const [name] = eventNames;
  return name && door.outcome(name);
}

async function bind(door: FrontDoor, person: Person, options: unknown): Promise<EventView | undefined> {
  const scope = typeof options === 'object' && options !== null && 'appId' in options ? String(options.appId) : '';
  const id = `bind-${randomUUID()}`;
  const now = new Date().toISOString();
  const envelope = {
    specversion: '1.0',
    id,
    source: '/brand-events/brand-demo',
    type: 'member.bound',
    subject: person.openid,
    time: now,
    datacontenttype: 'application/json',
    data: {
      identities: [
        { kind: 'wechat-openid', scope, value: person.openid },
        { kind: 'mobile', value: person.mobile },
      ],
    },
    connection: 'brand-demo',
    receivedtime: now,
  };
  await door.inlet(JSON.stringify(envelope));
  return door.outcome(envelope);
}

function onlyCustomer(event: EventView | undefined): string {
  const customer = event?.report?.customers[0];
  if (customer === undefined) throw new CommandError(`An event was not delivered: ${outcomeLines(event).join('; ')}`);
  return customer;
}

function invent(): Person {
  const digits = (length: number) => Array.from({ length }, () => randomInt(10)).join('');
  return {
    openid: `oDemo${digits(23)}`,
    mobile: `13${randomInt(1, 10)}${digits(8)}`,
    shopifyId: `70${digits(11)}`,
    email: `lin.demo.${digits(8)}@shop.test`,
    sequence: randomInt(1_000_000),
  };
}

function print(number: number, { title, event }: Step, json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify({ step: number, title, event })}\n`);
  else
    process.stdout.write(
      `\n${number}  ${title}\n${outcomeLines(event)
        .map((line) => `     ${line}\n`)
        .join('')}`,
    );
}

function note(text: string, json: boolean): void {
  if (!json) process.stdout.write(`\n   ⇒ ${text}\n`);
}
