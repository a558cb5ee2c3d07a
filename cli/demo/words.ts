import type { Language } from '../../functions/shared/text/language.ts';

interface DemoWords {
  readonly customer: string;
  readonly semicolon: string;
  readonly grades: Readonly<Record<'verified' | 'claimed', string>>;
  readonly more: string;
  readonly oneCustomer: {
    readonly follow: string;
    readonly order: string;
    readonly apart: string;
    readonly logIn: string;
    readonly nextOrder: string;
    readonly one: (customer: string, follower: string, buyer: string) => string;
  };
  readonly recycled: {
    readonly former: string;
    readonly newcomer: string;
    readonly two: (owner: string, newcomer: string) => string;
    readonly changed: string;
    readonly again: string;
    readonly still: (owner: string, newcomer: string) => string;
  };
}

/** What the stories of the demo say. */
export const demoWords: Readonly<Record<Language, DemoWords>> = {
  en: {
    customer: 'customer',
    semicolon: '; ',
    grades: { verified: 'verified', claimed: 'claimed' },
    more: 'Every identity and every call to the CDP: add --calls.',
    oneCustomer: {
      follow: 'WeChat: somebody follows the official account (encrypted push)',
      order: 'Shopify: somebody pays an order (signed webhook)',
      apart: 'Two customers. They share no identity, so nobody may say that they are one person.',
      logIn: 'Brand log-in: openid, phone and address proved to be one person’s (envelope in the inlet queue)',
      nextOrder: 'Shopify: the next order finds the one customer',
      one: (customer, follower, buyer) => `One customer: ${customer}. Before: ${follower} and ${buyer}.`,
    },
    recycled: {
      former: '200 days ago: 林晓岚 logs in with a code sent to this number',
      newcomer: 'Today: somebody else logs in with a code sent to the same number',
      two: (owner, newcomer) =>
        `Two customers: ${owner} and ${newcomer}.\nThe last proof is older than the 90 days after which a carrier gives a number out again,\nand nothing else says that they are one. A person can look: npx guiyi cases`,
      changed: 'The first owner logs in with a new number: the old one is theirs no more',
      again: 'The next owner logs in again',
      still: (owner, newcomer) => `Still two customers: ${owner} and ${newcomer}.`,
    },
  },
  zh: {
    customer: '客户',
    semicolon: '；',
    grades: { verified: '已验证', claimed: '自称' },
    more: '加 --calls 列出每个身份和对 CDP 的每次调用。',
    oneCustomer: {
      follow: '微信：有人关注公众号（加密推送）',
      order: 'Shopify：有人付款（带签名的 webhook）',
      apart: '两个客户。他们没有共同的身份，不能认定是同一个人。',
      logIn: '品牌登录：证明 openid、手机号和邮箱属于同一个人（入口队列中的事件信封）',
      nextOrder: 'Shopify：下一个订单找到同一个客户',
      one: (customer, follower, buyer) => `一个客户：${customer}。之前是 ${follower} 和 ${buyer}。`,
    },
    recycled: {
      former: '200 天前：林晓岚用发到这个手机号的验证码登录',
      newcomer: '今天：另一个人用发到同一个手机号的验证码登录',
      two: (owner, newcomer) =>
        `两个客户：${owner} 和 ${newcomer}。\n最近一次验证已超过 90 天，运营商可能已把号码分给别人，\n也没有其他证据说明是同一个人。可以人工查看：npx guiyi cases`,
      changed: '第一位主人用新手机号登录：旧号码不再属于他',
      again: '后一位主人再次登录',
      still: (owner, newcomer) => `仍是两个客户：${owner} 和 ${newcomer}。`,
    },
  },
};
