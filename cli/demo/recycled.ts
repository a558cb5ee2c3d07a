import { loadConfig } from '../../operations/load-config.ts';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import { findWebhookEndpoint } from '../webhook-endpoint.ts';
import { findSampleTarget } from '../samples.ts';
import type { Output } from '../terminal.ts';
import { appIdIn, logIn } from './log-in.ts';
import { inventDemoPerson } from './person.ts';
import { demoWords } from './words.ts';
import { note, onlyCustomer, type StoryOptions, tell } from './tell.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * The story of a phone number that changes hands, and nobody says so: its first owner proved it 200 days ago, its next owner proves
 * it today. They stay two customers. When the first owner proves another number, the old one is known to be theirs no more.
 */
export async function recycled(stdout: Output, options: StoryOptions): Promise<void> {
  const config = await loadConfig(options.config);
  const endpoint = await findWebhookEndpoint(options);
  const [former, next] = [inventDemoPerson(), inventDemoPerson()];
  const { openid, mobile } = former;
  const words = demoWords[options.language].recycled;
  const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
  const follower = {
    kind: 'wechat-openid',
    scope: appIdIn(findSampleTarget(config, options.secrets, 'wechat-demo').options),
    value: openid,
  };
  const member = { kind: 'member-no', scope: 'demo', value: next.memberNumber };
  const phone = (value: string) => ({ kind: 'mobile', value });

  const first = await logIn(endpoint, {
    subject: openid,
    identities: [follower, phone(mobile)],
    name: '林晓岚',
    time: ago(200),
  });
  tell(stdout, { number: 1, title: words.former, event: first }, options);

  const second = await logIn(endpoint, {
    subject: next.memberNumber,
    identities: [member, phone(mobile)],
    name: '周文博',
  });
  tell(stdout, { number: 2, title: words.newcomer, event: second }, options);
  const [owner, newcomer] = [onlyCustomer(first), onlyCustomer(second)];
  if (owner === newcomer)
    throw new CommandError(
      {
        en: 'Two people have become one customer; that must not be.',
        zh: '两个人被合并成一个客户；不应出现这种情况。',
      },
      exitCodes.unexpected,
    );
  note(stdout, words.two(owner, newcomer), options);

  const changed = await logIn(endpoint, {
    subject: openid,
    identities: [follower, phone(next.mobile)],
    name: '林晓岚',
  });
  tell(stdout, { number: 3, title: words.changed, event: changed }, options);
  const again = await logIn(endpoint, {
    subject: next.memberNumber,
    identities: [member, phone(mobile)],
    name: '周文博',
  });
  tell(stdout, { number: 4, title: words.again, event: again }, options);
  if (onlyCustomer(again) !== newcomer)
    throw new CommandError(
      { en: 'The event went to another customer; that must not be.', zh: '事件归到了另一个客户；不应出现这种情况。' },
      exitCodes.unexpected,
    );
  note(stdout, words.still(onlyCustomer(changed), newcomer), options);
}
