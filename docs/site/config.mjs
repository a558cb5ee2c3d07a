import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';

const pages = JSON.parse(readFileSync(new URL('../pages.json', import.meta.url), 'utf8'));

/** The anchor of a heading as GitHub makes it, so that one link is good in both places. */
const slugify = (heading) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Mark}\p{Number}\p{Connector_Punctuation}\s-]/gu, '')
    .replace(/\s/g, '-');

/** Chinese has no blanks between words. It stands alone: the page that searches gets its text. */
const tokenize = (text) => {
  const words = [];
  for (const { segment, isWordLike } of new Intl.Segmenter('zh', { granularity: 'word' }).segment(text))
    if (isWordLike) words.push(segment.toLowerCase());
  return words;
};

const GROUPS = [
  [
    ['Try', '试一试'],
    ['index.md', 'guiyi.md', 'try.md', 'sandbox.md', 'desk.md', 'console.md'],
  ],
  [
    ['Connect', '接入'],
    ['connect.md', 'sources/index.md', 'webhook.md', 'inlet.md', 'envelope.md', 'enrichment.md', 'captures.md'],
  ],
  [
    ['Buses', '总线'],
    ['event-bridge.md', 'event-bridge-pipes.md', 'sns.md'],
  ],
  [
    ['One customer', '一个客户'],
    ['identity.md', 'values.md', 'truth.md'],
  ],
  [
    ['Operate', '运维'],
    ['operate.md', 'jobs.md', 'operations.md', 'runbooks/index.md', 'privacy.md', 'deploy.md'],
  ],
  [
    ['Your own program', '自己的程序'],
    ['package.md', 'new-source.md', 'cdp-api/index.md', 'cdp-api/client.md', 'cdp-api/tools.md'],
  ],
  [
    ['Look up', '查阅'],
    ['configuration.md', 'errors/index.md', 'glossary.md', 'compare.md'],
  ],
  [
    ['Change it', '修改'],
    ['architecture.md', 'testing.md', 'contributing.md', 'changelog.md', 'security.md'],
  ],
];
/** Folders of many pages: these are listed beside themselves, not beside every page. */
const FOLDERS = ['sources', 'errors', 'runbooks'];

const paths = new Map(pages.map((page) => [page.to, page]));
const names = [...new Set(pages.map(({ to }) => to.replace(/^zh\//, '')))];
const inFolder = (name) => FOLDERS.some((folder) => name.startsWith(`${folder}/`) && name !== `${folder}/index.md`);

/** By the path of whoever reads: the lists of pages beside. A page in one language alone stands in both. */
function sidebars(language) {
  const prefix = language === 'zh' ? '/zh/' : '/';
  const item = (name) => {
    const page = (language === 'zh' ? paths.get(`zh/${name}`) : undefined) ?? paths.get(name);
    return { text: page.title, link: `/${page.to.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '')}` };
  };
  const listed = new Set(GROUPS.flatMap(([, list]) => list));
  const left = names.filter((name) => !listed.has(name) && !inFolder(name));
  const groups = [...GROUPS, [['More', '其他'], left]]
    .map(([text, list]) => ({
      text: text[language === 'zh' ? 1 : 0],
      items: list.filter((name) => names.includes(name)).map(item),
    }))
    .filter(({ items }) => items.length > 0);
  const folders = FOLDERS.map((folder) => {
    const list = names.filter((name) => name.startsWith(`${folder}/`)).toSorted(indexFirst);
    const back = { text: language === 'zh' ? '← 文档' : '← Documents', link: prefix };
    return [`${prefix}${folder}/`, [{ items: [back, ...list.map(item)] }]];
  });
  return { [prefix]: groups, ...Object.fromEntries(folders) };
}

function indexFirst(one, other) {
  return Number(other.endsWith('index.md')) - Number(one.endsWith('index.md')) || one.localeCompare(other);
}

export default defineConfig({
  title: 'Guiyi 归一',
  description: 'Many channels, one customer.',
  cleanUrls: false,
  lastUpdated: false,
  markdown: { anchor: { slugify }, toc: { slugify }, headers: { slugify } },
  vite: { build: { chunkSizeWarningLimit: 4000 } },
  locales: {
    root: { label: 'English', lang: 'en', themeConfig: { sidebar: sidebars('en'), outline: { level: [2, 3] } } },
    zh: {
      label: '中文',
      lang: 'zh-CN',
      description: '渠道再多，客户归一。',
      themeConfig: {
        sidebar: sidebars('zh'),
        outline: { level: [2, 3], label: '本页内容' },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '深色模式',
        sidebarMenuLabel: '目录',
        returnToTopLabel: '回到顶部',
        langMenuLabel: '语言',
      },
    },
  },
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        miniSearch: {
          options: { tokenize },
          searchOptions: { tokenize, combineWith: 'AND', prefix: true, fuzzy: 0.1 },
        },
        locales: {
          zh: {
            translations: {
              button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
              modal: {
                noResultsText: '没有找到',
                resetButtonTitle: '清除',
                displayDetails: '显示详情',
                backButtonTitle: '返回',
                footer: { selectText: '选择', navigateText: '切换', closeText: '关闭' },
              },
            },
          },
        },
      },
    },
  },
});
