import type { LanguageCode } from './language.tsx';

interface CaseText {
  readonly seen: string;
  readonly todo: string;
}

type Texts = Readonly<Record<string, CaseText>>;

const en: Texts = {
  'shared-value': {
    seen: 'Many people have claimed one phone or address.',
    todo: 'If it is the shop’s or a proxy’s, add it to guards.blocklist; it is used for nobody meanwhile.',
  },
  'contact-owned-by-another': {
    seen: 'A typed contact belongs to another customer. It was not sent.',
    todo: 'Usually nothing: somebody typed the phone of somebody else. Compare the two; a log-in that proves the contact joins them.',
  },
  'contact-not-added': {
    seen: 'A typed contact is nobody’s, and its customer already has another of the kind.',
    todo: 'Nothing, unless the customer says that the old one is wrong: then change it in the CDP.',
  },
  'typed-contact-joined': {
    seen: 'Somebody proved a contact that another customer had only typed, and something independent agreed: they are one customer now.',
    todo: 'Look at both histories. If they are two people, separate them: npx guiyi undo plan <customer>.',
  },
  'typed-contact-withheld': {
    seen: 'Somebody proved a contact that another customer had only typed, and nothing independent agrees: they stay two.',
    todo: 'If you know that they are one person, let them log in with both, or join them in the CDP.',
  },
  'merge-skipped': {
    seen: 'Two customers are proved to be one person and could not be made one.',
    todo: 'See which identity forbids it, and decide in the CDP which of them stays.',
  },
  'contact-changed': {
    seen: 'A person has another proved phone or address than before. The CDP cannot unlink the old one.',
    todo: 'If the old one belongs to somebody else now, remove it in the CDP; here it is known to be released.',
  },
  'contact-released': {
    seen: 'A phone or address no longer belongs to the person who has it in the CDP.',
    todo: 'Remove it from that customer in the CDP; until then its new owner is a customer without it.',
  },
  'contact-may-have-moved': {
    seen: 'The customer who has this contact proved it too long ago to be taken for whoever proves it now.',
    todo: 'Compare the two customers. If they are one person, let them log in with something else that both have.',
  },
  'contact-age-unknown': {
    seen: 'Contacts of unknown age have joined; they are counted for the connection.',
    todo: 'If many, import when they were last proved, or set guards.unknownAge to withhold.',
  },
  'contact-joined': {
    seen: 'Proved contacts have led to customers to whom the event’s ids were new.',
    todo: 'Nothing: this is the usual way for two channels to meet. The count shows how often.',
  },
  'names-differ': {
    seen: 'A proved contact joined two whose names differ.',
    todo: 'Look at both histories: a family may share a phone. If they are two, separate them: npx guiyi undo plan <customer>.',
  },
  'wrong-merge': {
    seen: 'Somebody has found that a customer is two people, and separated them.',
    todo: 'Nothing: it was decided when it was found.',
  },
  'never-one': {
    seen: 'An event would have joined two whom the configuration keeps apart.',
    todo: 'Nothing, if that is still right; else take the pair out of guards.neverOne.',
  },
  'blocked-by-erase': {
    seen: 'Events came of people who must be forgotten. They were not used.',
    todo: 'Nothing. If a person comes back by an act of theirs, they are free again.',
  },
  'erased-identity-returns': {
    seen: 'The tenant keeps identities of deleted customers: nothing is made of them again.',
    todo: 'Ask who runs the tenant how deleted customers are handled (npx guiyi cdp probe).',
  },
  'enrichment-failed': {
    seen: 'A platform’s own API did not answer, and events went on without what it would have told.',
    todo: 'Check the app secret and the platform’s list of allowed addresses: npx guiyi doctor --online.',
  },
  'erase-needs-decision': {
    seen: 'One channel asks to forget a customer whom other channels know too.',
    todo: 'Decide whether the whole customer goes: if so, erase them under Privacy.',
  },
  'privacy-request': {
    seen: 'Somebody asks what is held of them, or asks to be forgotten without naming one customer.',
    todo: 'Find the person under Privacy, and answer in the time that the law gives.',
  },
};

const zh: Texts = {
  'shared-value': {
    seen: '许多人自称拥有同一个手机号或邮箱。',
    todo: '如果是店铺或代理的，加入 guards.blocklist；此期间它不用于任何人。',
  },
  'contact-owned-by-another': {
    seen: '填写的联系方式属于另一个客户，未发送。',
    todo: '通常无需处理：有人填了别人的号码。可比较两者；证明该联系方式的登录会让两者合并。',
  },
  'contact-not-added': {
    seen: '填写的联系方式无人拥有，而该客户已有另一个同类的。',
    todo: '无需处理；如果客户说旧的有误，请在 CDP 中更改。',
  },
  'typed-contact-joined': {
    seen: '有人证明了另一客户只是填写过的联系方式，且有独立佐证：现已合为一个客户。',
    todo: '查看两边的历史。如果是两个人，请分开：npx guiyi undo plan <客户>。',
  },
  'typed-contact-withheld': {
    seen: '有人证明了另一客户只是填写过的联系方式，但没有独立佐证：仍是两个客户。',
    todo: '如果确知是同一人，请其用两者登录，或在 CDP 中合并。',
  },
  'merge-skipped': {
    seen: '两个客户被证明是同一人，但无法合并。',
    todo: '查看哪个身份不允许合并，并在 CDP 中决定保留哪一个。',
  },
  'contact-changed': {
    seen: '此人证明了新的手机号或邮箱，CDP 无法解除旧的。',
    todo: '如果旧的已属于别人，请在 CDP 中移除；这里已知它被释放。',
  },
  'contact-released': {
    seen: '手机号或邮箱已不属于 CDP 中拥有它的人。',
    todo: '请在 CDP 中从该客户移除；在此之前，新主人是没有它的客户。',
  },
  'contact-may-have-moved': {
    seen: '拥有该联系方式的客户太久以前才证明过，不能当作现在证明它的人。',
    todo: '比较两个客户。如果是同一人，请其用两者都有的其他身份登录。',
  },
  'contact-age-unknown': {
    seen: '时间不明的联系方式促成了合并；按连接计数。',
    todo: '如果很多，请导入最近证明时间，或将 guards.unknownAge 设为 withhold。',
  },
  'contact-joined': {
    seen: '已证明的联系方式把事件引到了其 id 尚未知的客户。',
    todo: '无需处理：这是两个渠道相遇的通常方式。数量表示发生多少次。',
  },
  'names-differ': {
    seen: '已证明的联系方式合并了姓名不同的两者。',
    todo: '查看两边的历史：家人可能共用手机。如果是两个人，请分开：npx guiyi undo plan <客户>。',
  },
  'wrong-merge': {
    seen: '有人发现一个客户其实是两个人，并已分开。',
    todo: '不用处理：发现时即已判定。',
  },
  'never-one': {
    seen: '事件本会合并配置中要求分开的两者。',
    todo: '如果仍然正确则无需处理；否则从 guards.neverOne 中去掉这一对。',
  },
  'blocked-by-erase': {
    seen: '收到须遗忘之人的事件，未使用。',
    todo: '无需处理。此人以自己的行为回来时会自动解除。',
  },
  'erased-identity-returns': {
    seen: '租户保留已删除客户的身份：不会再次创建。',
    todo: '请询问租户管理员如何处理已删除客户（npx guiyi cdp probe）。',
  },
  'enrichment-failed': {
    seen: '平台自己的 API 没有应答，事件在缺少其信息的情况下继续。',
    todo: '检查应用密钥和平台的 IP 白名单：npx guiyi doctor --online。',
  },
  'erase-needs-decision': {
    seen: '一个渠道要求遗忘其他渠道也认识的客户。',
    todo: '决定是否删除整个客户：如是，请在“个人信息”中删除。',
  },
  'privacy-request': {
    seen: '有人询问持有其哪些信息，或要求遗忘但未指明单个客户。',
    todo: '在“个人信息”中找到此人，并在法定期限内答复。',
  },
};

const texts: Readonly<Record<LanguageCode, Texts>> = { en, zh };

/** What a case means and what to do about it; undefined for a type that has no text. */
export function caseText(language: LanguageCode, type: string): CaseText | undefined {
  return texts[language][type];
}
