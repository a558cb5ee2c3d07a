import type { CdpConfig } from '../../functions/shared/config/define-config.ts';
import type { Localized } from '../../functions/shared/text/localized.ts';
import { type SwitchName, switchDefinitions, switchNames, type Switches } from '../../sandbox/switches.ts';
import type { End } from './conduct.ts';
import { type ProbeFinding, found, type ProbeTopic } from './interview.ts';
import type { Heard } from './messages.ts';

/** What a run found out, and the configuration that follows from it. */
export interface ProbeReport {
  /** The mark of everything that the run made. */
  readonly run: string;
  readonly wrote: boolean;
  readonly end: End;
  /** One for every switch of the sandbox and every setting of the client, also where nothing was decided. */
  readonly findings: readonly ProbeFinding[];
  /** What follows for `cdp` in guiyi.config.ts. */
  readonly cdp: Pick<CdpConfig, 'strategyPlacement' | 'foreignMobile' | 'listLookUp' | 'messages'>;
  /** For the sandbox: only what was decided. */
  readonly switches: Partial<Switches>;
  /** What could not be removed. */
  readonly left: readonly Localized[];
}

/** Of these no call can tell, whoever makes it. */
const cannotBeAsked: Partial<Record<ProbeTopic, Localized>> = {
  groupListPermission: {
    en: 'one app key cannot show which permission lets it in: try customerGroupSimpleQuery with a key that may only read groups',
    zh: '一个 app key 看不出是哪项权限允许的：请用只能读取分组的 key 试 customerGroupSimpleQuery',
  },
  folderUpdatePermission: {
    en: 'one app key cannot show which permission lets it in: try groupUpdate with a key that may only write groups',
    zh: '一个 app key 看不出是哪项权限允许的：请用只能写分组的 key 试 groupUpdate',
  },
  unknownAttribute: {
    en: 'asking might declare an attribute, and no endpoint removes one',
    zh: '询问可能会声明一个属性，而没有接口能删除属性',
  },
};

const readingTopics: ReadonlySet<ProbeTopic> = new Set([
  'badToken',
  'tokenLifetimeSeconds',
  'notFound',
  'messages',
  'contentTypeOnGet',
  'exposeIds',
  'maxPageSize',
]);

const topics: readonly ProbeTopic[] = [...switchNames, 'foreignMobile'];

/** Every topic once; several findings about one must agree. */
export function everyFinding(made: readonly ProbeFinding[], wrote: boolean, end: End): readonly ProbeFinding[] {
  return topics.map((topic) => {
    const about = made.filter((finding) => finding.topic === topic);
    const decided = about.filter(({ value }) => value !== 'undecided');
    const [first] = decided;
    const [open] = about;
    if (first === undefined) return open ?? found(topic, 'undecided', reasonOf(topic, wrote, end));
    const evidence = {
      en: decided.map((finding) => finding.evidence.en).join('; '),
      zh: decided.map((finding) => finding.evidence.zh).join('；'),
    };
    return found(topic, decided.every(({ value }) => value === first.value) ? first.value : 'undecided', evidence);
  });
}

function reasonOf(topic: ProbeTopic, wrote: boolean, end: End): Localized {
  const impossible = cannotBeAsked[topic];
  if (impossible !== undefined) return impossible;
  if (!wrote && !readingTopics.has(topic)) return { en: 'asked with --write only', zh: '加 --write 才询问' };
  return end.kind === 'ended' ? end.why : { en: 'not asked any more', zh: '没有再询问' };
}

export function settingsOf(findings: readonly ProbeFinding[], heard: Heard): ProbeReport['cdp'] {
  const { auth, notFound, permanent } = heard.patterns();
  const messages = {
    ...(auth.length > 0 && { auth }),
    ...(permanent.length > 0 && { permanent }),
    ...(notFound.length > 0 && { notFound }),
  };
  const settings: { -readonly [Name in keyof ProbeReport['cdp']]: ProbeReport['cdp'][Name] } = {};
  for (const finding of findings) {
    if (finding.value === 'undecided') continue;
    if (finding.topic === 'strategyPlace') settings.strategyPlacement = finding.value;
    if (finding.topic === 'listLookUp') settings.listLookUp = finding.value === 'any-owner' ? 'any-owner' : 'unknown';
    if (finding.topic === 'foreignMobile') settings.foreignMobile = finding.value;
  }
  return { ...settings, ...(Object.keys(messages).length > 0 && { messages }) };
}

export function switchesOf(findings: readonly ProbeFinding[]): Partial<Switches> {
  const decided = findings.filter(({ topic, value }) => isSwitch(topic) && value !== 'undecided');
  return Object.fromEntries(decided.map(({ topic, value }) => [topic, value]));
}

export function isSwitch(topic: ProbeTopic): topic is SwitchName {
  return Object.hasOwn(switchDefinitions, topic);
}
