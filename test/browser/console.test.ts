import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { isThere, sayWhatIsLeftOut } from './chromium.ts';
import { tell } from './console-data.ts';
import { startConsoleHost } from './console-host.ts';
import { faultsOf, openConsole, visit } from './console.ts';

// The console over a running npm start, on the data of the demo's stories.

sayWhatIsLeftOut('the console, which is tried in a browser');

const running = startConsoleHost();

const LINKS = '[...document.querySelectorAll("[data-row-link]")].map((link) => link.getAttribute("href"))';
const rowsOf = (page: Page) => page.getByRole('table').getByRole('row');

describe.skipIf(!isThere)('the console', () => {
  test('shows an order’s way to the merged customer, from its number', async () => {
    const page = await openConsole(running.browser, running.host);
    await page.getByText('2 customers became one').waitFor();
    const order = await page
      .getByText(/^ ?58\d{11,}$/)
      .first()
      .textContent();
    await page.keyboard.press('/');
    await page.keyboard.type((order ?? '').trim());
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Events of' }).waitFor();
    await page.getByRole('link', { name: 'orders/paid' }).first().click();
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    await page.getByText('customer.email').first().waitFor();
    await page
      .getByRole('link', { name: /^\d{19}/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Why one person' }).waitFor();
    await page.getByText('One event proved together:').waitFor();
    await page.getByText('Table', { exact: true }).click();
    await page.getByRole('columnheader', { name: 'Newest proof' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  test('shows no value of a person in clear, in the page or in its address', async () => {
    const page = await openConsole(running.browser, running.host);
    const { customers } = (
      (await (await fetch(`${running.host.desk}/sandbox/customers?limit=10`)).json()) as {
        data: { customers: { id: string; name: string; identities: { identityValue: string }[] }[] };
      }
    ).data;
    const values = customers.flatMap(({ name, identities }) => [
      name,
      ...identities.map(({ identityValue }) => identityValue.slice(identityValue.indexOf(':') + 1)),
    ]);
    expect(values.length).toBeGreaterThan(8);
    const mobile = values.find((value) => /^1\d{10}$/.test(value)) ?? '';
    const shown: string[] = [];
    const look = async () => shown.push(await page.content(), page.url());
    await page.getByRole('searchbox').fill(mobile);
    await page.getByRole('searchbox').press('Enter');
    await page.getByRole('heading', { level: 1, name: /Events of|Customer/ }).waitFor();
    await look();
    for (const { id } of customers) {
      await visit(page, `/customers/${id}`);
      await page.getByText('Why one person').waitFor();
      await look();
    }
    await visit(page, '/');
    for (const name of await page.evaluate<string[]>(LINKS)) {
      await visit(page, name);
      await page.getByText('Timeline').waitFor();
      await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
      await look();
    }
    for (const value of values) for (const text of shown) expect(text.includes(value) ? value : '').toBe('');
    expect(await faultsOf(page)).toEqual([]);
  });

  test('shows an event the moment it comes, and waits while it is paused', async () => {
    const page = await openConsole(running.browser, running.host);
    await rowsOf(page).nth(3).waitFor();
    const before = await rowsOf(page).count();
    await tell('one-customer', running.data);
    await expect.poll(() => rowsOf(page).count()).toBe(before + 4);
    await page.keyboard.press('p');
    await tell('one-customer', running.data);
    await page.getByRole('button', { name: '4 new events: show' }).click();
    await expect.poll(() => rowsOf(page).count()).toBe(before + 8);
  });

  test('moves by keyboard alone', async () => {
    const page = await openConsole(running.browser, running.host);
    await rowsOf(page).nth(2).focus();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    await page.goBack();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await faultsOf(page)).toEqual([]);
  });

  test('asks for the key of this start where it has none', async () => {
    const page = await openConsole(running.browser, { desk: running.host.desk, token: 'of-another-start' });
    await page.getByRole('heading', { name: 'This page needs its key' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel(/paste the key/).fill(running.host.token);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByRole('table').waitFor();
  });

  test.each([
    ['en-GB', 'light', 1440],
    ['zh-CN', 'dark', 360],
    ['zh-CN', 'light', 768],
    ['en-GB', 'dark', 3840],
  ] as const)(
    'has nothing serious for axe on any screen in %s, %s, at %d px',
    async (language, scheme, width) => {
      const page = await openConsole(running.browser, running.host, { language, scheme, width });
      await page.getByRole('table').waitFor();
      const [event = ''] = await page.evaluate<string[]>(LINKS);
      const customer = await page
        .getByRole('link', { name: /^\d{19}$/ })
        .first()
        .getAttribute('href');
      const found: string[] = [];
      for (const path of [...SCREENS, event, customer ?? '']) {
        await visit(page, path);
        found.push(...(await faultsOf(page)).map((fault) => `${path}: ${fault}`));
      }
      await page.goto(`${running.host.desk}/no-such-screen`);
      expect([...found, ...(await faultsOf(page))]).toEqual([]);
    },
    180_000,
  );
});

const SCREENS = [
  '/events?state=dead-lettered',
  '/customers',
  '/cases',
  '/dead-letters',
  '/quarantine',
  '/privacy',
  '/sources',
  '/sources/shopify-demo',
  '/health',
  '/play',
];
