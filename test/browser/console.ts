import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { consoleAddress } from '../../local/host/address.ts';
import type { RunningHost } from '../end-to-end/running-host.ts';

export interface Look {
  readonly language?: 'en-GB' | 'zh-CN';
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
}

/** What the browser has complained of: errors of scripts, and everything that the policy has blocked. */
const complaints = new WeakMap<Page, string[]>();

/** The console in a new profile of the browser, with the key of the host. */
export async function openConsole(
  browser: Browser,
  { desk, token }: Pick<RunningHost, 'desk' | 'token'>,
  { language = 'en-GB', scheme = 'light', width = 1440 }: Look = {},
): Promise<Page> {
  const viewport = { width, height: width < 600 ? 780 : 900 };
  const context = await browser.newContext({
    viewport,
    colorScheme: scheme,
    locale: language,
    // What is in motion has the colours of neither its beginning nor its end.
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  // A machine that does other things meanwhile takes its time.
  context.setDefaultTimeout(60_000);
  const found: string[] = [];
  complaints.set(page, found);
  page.on('pageerror', (error) => found.push(error.message));
  page.on('console', (message) => {
    // An answer that is no success is said in the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) found.push(message.text());
  });
  await page.goto(consoleAddress(desk, token));
  await page.getByRole('main').waitFor({ timeout: 60_000 });
  return page;
}

/** Goes to a screen as a link within the page does. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}

/** What axe finds serious or critical, what the browser has complained of, and whether the page is wider than the window. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  const tooWide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  return [
    ...serious,
    ...(complaints.get(page) ?? []),
    ...(tooWide > 0 ? [`the page is wider than its window by ${tooWide}`] : []),
  ];
}
