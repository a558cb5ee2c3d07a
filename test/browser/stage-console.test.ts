import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { newDeskKeys, stageConsoleDesk } from '../../cli/stage/console-desk.ts';
import { openStageJobs } from '../../cli/stage/stage-jobs.ts';
import { listenForDesk } from '../../local/host/desk-shell.ts';
import { AccountError } from '../../operations/aws/account-error.ts';
import type { StageContext } from '../../operations/aws/stage-context.ts';
import { lockedOperations, openUnlocking } from '../../operations/aws/unlocking.ts';
import type { Operations } from '../../operations/operations.ts';
import { type Emulators, startEmulators } from '../contract/aws-emulators.ts';
import { stageWorld } from '../contract/stage-world.ts';
import { temporaryFolder } from '../end-to-end/running-host.ts';
import { demoRequest } from '../end-to-end/samples.ts';
import { isThere, openChromium, sayWhatIsLeftOut } from './chromium.ts';
import { faultsOf, type Look, openConsole, visit } from './console.ts';

// The console over a stage: the functions of a stage between emulators, and the page as `npx guiyi console --stack` serves it.

sayWhatIsLeftOut('the console over a stage, which is tried in a browser');

const PHONE = '15931000042';
const order = (sequence: number, phone = PHONE) =>
  demoRequest('shopify-demo', 'orders/paid', sequence, (payload) => {
    payload['customer'] = { id: 700 + sequence, phone: `+86${phone}`, email: 'lan.42@shop.test' };
  });

interface Running {
  readonly emulators: Emulators;
  readonly world: Awaited<ReturnType<typeof stageWorld>>;
  readonly browser: Browser;
}
let running: Running | undefined;
const there = (): Running => {
  if (!running) throw new Error('they are there in tests only');
  return running;
};

beforeAll(async () => {
  const emulators = await startEmulators();
  emulators.secrets.values.set('guiyi/dev/connections/shopify-demo', '{}');
  const world = await stageWorld(emulators);
  running = { emulators, world, browser: await openChromium({}) };
  await world.send('shopify-demo', order(1));
  await world.inlet('not JSON');
  await world.settled();
}, 60_000);
afterEach(async () => {
  await Promise.all((running?.browser.contexts() ?? []).map((context) => context.close()));
});
afterAll(async () => {
  await running?.browser.close();
  await running?.emulators.stop();
});

interface Served {
  readonly page: Page;
  readonly desk: string;
}

/** What a person sees of a stage. @param protect as prod is @param broken credentials of whom nothing is allowed */
async function open(
  closing: AsyncDisposableStack,
  { protect = false, viewer = false, operations, ...look }: Look & Opening = {},
): Promise<Served> {
  const { world, browser } = there();
  const context: StageContext = protect
    ? { ...world.context, deployed: { ...world.context.deployed, stage: 'prod', stack: 'Guiyi-prod' } }
    : world.context;
  const unlocking = openUnlocking(context);
  const all = { ...world.operations, ...operations };
  const stage = { context, unlocking, isProtected: protect };
  const keys = newDeskKeys();
  const guarded = protect ? lockedOperations(all, unlocking, 'prod') : all;
  const folder = temporaryFolder();
  const jobs = openStageJobs({ context, operations: guarded, unlocking: protect ? unlocking : undefined }, folder.path);
  const desk = await listenForDesk(stageConsoleDesk({ ...stage, operations: guarded }, jobs, keys), 0);
  closing.defer(async () => {
    await desk.close();
    await jobs.close();
    folder.remove();
  });
  const token = viewer ? keys.viewToken : keys.token;
  return { page: await openConsole(browser, { desk: desk.url, token }, look), desk: desk.url };
}

interface Opening {
  readonly protect?: boolean;
  readonly viewer?: boolean;
  readonly operations?: Partial<Operations>;
}

const SCREENS = [
  '/events?state=dead-lettered',
  '/customers',
  '/cases',
  '/dead-letters',
  '/quarantine',
  '/jobs',
  '/privacy',
  '/sources',
  '/sources/shopify-demo',
  '/health',
  '/play',
];

describe.skipIf(!isThere)('the console over a stage', () => {
  test('finds a phone’s events and customer, and shows no value in clear', async () => {
    await using closing = new AsyncDisposableStack();
    const { page } = await open(closing);
    await page.getByText('Stage dev').waitFor();
    await page.getByRole('searchbox').fill(`+86 ${PHONE}`);
    await page.getByRole('searchbox').press('Enter');
    await page.getByRole('heading', { name: /^Customer \d+/ }).waitFor();
    await page.getByText('159****0042').first().waitFor();
    await page.getByRole('link', { name: 'orders/paid' }).first().click();
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    await page.getByText('What came is sealed on a stage.').waitFor();
    await page.getByText('customer.phone').first().waitFor();
    expect(await page.content()).not.toContain(PHONE);
    expect(page.url()).not.toContain(PHONE);
    expect(await faultsOf(page)).toEqual([]);
  });

  test('shows a customer without the CDP’s key, and says that the CDP was not asked', async () => {
    await using closing = new AsyncDisposableStack();
    const get = async () => {
      throw new AccountError('guiyi/dev/cdp cannot be read with these credentials');
    };
    const { page } = await open(closing, { operations: { customers: { get } } });
    await page
      .getByRole('link', { name: /^\d{19}$/ })
      .first()
      .click();
    await page.getByText('The CDP was not asked.', { exact: true }).waitFor();
    await page.getByText('159****0042').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  test('reveals what came for a reason, and the look is on the list', async () => {
    await using closing = new AsyncDisposableStack();
    const { page } = await open(closing);
    await page.getByRole('link', { name: 'orders/paid' }).first().click();
    await page.getByRole('button', { name: 'Reveal…' }).click();
    await page.getByLabel('Your name').fill('lin');
    await page.getByLabel('Why').fill('a ticket of the shop');
    await page.getByRole('button', { name: 'Write down and show' }).click();
    await page.getByText(PHONE).first().waitFor();
    await visit(page, '/privacy');
    await page.getByText('a ticket of the shop').first().waitFor();
  });

  test('shows an event that comes while somebody looks', async () => {
    await using closing = new AsyncDisposableStack();
    const { page } = await open(closing);
    await page.getByRole('table').waitFor();
    const { world } = there();
    await world.send('shopify-demo', order(2, '15931000043'));
    await world.settled();
    await expect.poll(() => page.getByRole('link', { name: 'orders/paid' }).count()).toBeGreaterThan(1);
  });

  test('says of each screen what a stage cannot do, in place of failing', async () => {
    await using closing = new AsyncDisposableStack();
    const { page } = await open(closing);
    for (const [path, text] of [
      ['/customers', 'A stage has no list of its customers'],
      ['/jobs', 'Jobs of a stage stand in the stage'],
      ['/play', 'Samples and stories are for an npm start'],
    ] as const) {
      await visit(page, path);
      await page.getByText(text).waitFor();
    }
    await visit(page, '/sources');
    await page
      .getByRole('row', { name: /shopify-demo/ })
      .getByText(/changed .*last used/)
      .waitFor();
  });

  test('sends a dead letter again by its plan', async () => {
    await using closing = new AsyncDisposableStack();
    const { page } = await open(closing);
    await page.getByRole('link', { name: /^Dead letters/ }).click();
    await page.getByRole('link', { name: 'inlet-unreadable' }).click();
    await page.getByRole('button', { name: 'Send 1 again…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Exactly 1 letter;').waitFor();
    await dialog.getByRole('button', { name: 'Run' }).click();
    await dialog.getByText('1 done.').waitFor();
    await there().world.settled();
  });

  test('of whoever may not receive letters of the inlet shows those of the events, and says why', async () => {
    await using closing = new AsyncDisposableStack();
    const { deadLetters } = there().world.operations;
    const notAllowed = new AccountError(
      'cannot receive dead letters of the inlet: these credentials are not allowed to',
    );
    const groups: typeof deadLetters.groups = async (selection) => {
      if (selection.queue !== 'events') throw notAllowed;
      return deadLetters.groups(selection);
    };
    const { page } = await open(closing, { operations: { deadLetters: { ...deadLetters, groups } } });
    await visit(page, '/dead-letters');
    await page.getByText('Dead letters of the inlet are not seen with these credentials.').waitFor();
    await page.getByText(notAllowed.message).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  test('of prod changes nothing until it is unlocked with a reason', async () => {
    await using closing = new AsyncDisposableStack();
    const { page } = await open(closing, { protect: true });
    await page.getByText('It takes no changes until somebody unlocks it.').waitFor();
    await visit(page, '/health');
    expect(await page.getByRole('button', { name: 'Pause delivery…' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Unlock…' }).click();
    await page.getByLabel('Your name').fill('lin');
    await page.getByLabel('Why').fill('the tenant moves');
    await page.getByRole('button', { name: 'Unlock prod' }).click();
    await page.getByText(/^It takes changes until/).waitFor();
    await page.getByRole('button', { name: 'Pause delivery…' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  test('of whoever may only look has no button that writes or unlocks', async () => {
    await using closing = new AsyncDisposableStack();
    const { page, desk } = await open(closing, { protect: true, viewer: true });
    await page.getByText('Read only').waitFor();
    expect(await page.getByRole('button', { name: /Unlock|Pause delivery/ }).count()).toBe(0);
    // Neither this origin nor another one gets further without the key.
    expect((await fetch(`${desk}/api/status`)).status).toBe(401);
    expect((await fetch(`${desk}/api/status`, { headers: { origin: 'https://shop.example' } })).status).toBe(403);
  });

  test.each([
    ['en-GB', 'light', 1440],
    ['zh-CN', 'dark', 360],
  ] as const)('has nothing serious for axe on any screen in %s, %s, at %d px', async (language, scheme, width) => {
    await using closing = new AsyncDisposableStack();
    const { page } = await open(closing, { language, scheme, width });
    await page.getByRole('table').waitFor();
    const [event = ''] = await page.evaluate<string[]>(
      '[...document.querySelectorAll("[data-row-link]")].map((link) => link.getAttribute("href"))',
    );
    const found: string[] = [];
    for (const path of [...SCREENS, event]) {
      await visit(page, path);
      found.push(...(await faultsOf(page)).map((fault) => `${path}: ${fault}`));
    }
    expect(found).toEqual([]);
  });
});
