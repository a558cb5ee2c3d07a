import { describe, expect, test } from 'vitest';
import { openSandboxClient, settled } from '../end-to-end/sandbox-client.ts';
import { readAddress } from '../../local/host/address.ts';
import { isThere, sayWhatIsLeftOut } from './chromium.ts';
import { startConsoleHost } from './console-host.ts';
import { faultsOf, openConsole, visit } from './console.ts';

// An operator's, an engineer's and a privacy officer's work in the console, without the command line.

sayWhatIsLeftOut('what people do in the console, which is tried in a browser');

const running = startConsoleHost();

describe.skipIf(!isThere)('an operator', () => {
  test('sends the dead letters of one cause again, and nothing else', async () => {
    const page = await openConsole(running.browser, running.host);
    await page.getByRole('link', { name: /^Dead letters/ }).click();
    await page.getByRole('link', { name: 'inlet-unreadable' }).click();
    await page.getByRole('button', { name: 'Send 1 again…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Exactly 1 letter;').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Run' }).click();
    await dialog.getByText('1 done.').waitFor();
    await dialog.locator('button').filter({ hasText: 'Close' }).click();
    // It cannot be read any better than before: it is dead again, and says what was done.
    await settled(running.host);
    await page.reload();
    await page.getByRole('link', { name: /^\d+$/ }).first().click();
    await page.getByRole('heading', { name: 'What this reason means' }).waitFor();
    await page.getByText('redriven').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  test('replays the quarantine, and hears that it is still not understood', async () => {
    const page = await openConsole(running.browser, running.host);
    await visit(page, '/quarantine');
    await page.getByRole('button', { name: 'Replay 1…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Exactly 1 request goes').waitFor();
    await dialog.getByRole('button', { name: 'Run' }).click();
    await dialog.getByText(/done/).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  test('sees how far a job is, and ends it', async () => {
    const select = { connection: 'nobody' };
    await running.host.ask('/api/jobs/replay', { kind: 'replay', mode: 'redeliver', select, by: 'ada' });
    const page = await openConsole(running.browser, running.host);
    await page.getByRole('link', { name: 'Jobs' }).click();
    await page.getByText('redeliver, connection nobody').waitFor();
    await page.getByRole('button', { name: 'Start' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'End' }).click();
    await page.getByText('ended before it was done').waitFor();
  });

  test('goes through the cases by keyboard, with both sides beside each other', async () => {
    const page = await openConsole(running.browser, running.host);
    await visit(page, '/cases');
    for (let step = 0; step < 10; step++) {
      if (page.url().includes('contact-may-have-moved')) break;
      await page.keyboard.press('j');
    }
    await page.getByRole('heading', { name: 'contact-may-have-moved' }).waitFor();
    await page.getByRole('heading', { name: 'Customers of the event' }).waitFor();
    await page.getByRole('heading', { name: 'Customer who has it' }).first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  test('decides a case with a reason, and it is on the list no more', async () => {
    const page = await openConsole(running.browser, running.host);
    await visit(page, '/cases?type=contact-released');
    await page.getByRole('heading', { name: 'contact-released' }).waitFor();
    await page.getByRole('button', { name: /^Dismiss/ }).click();
    await page.getByLabel('Your name').fill('lin');
    await page.getByLabel('Why').fill('removed in the CDP');
    await page.getByRole('button', { name: 'Decide' }).click();
    await settled(running.host);
    await visit(page, '/cases?type=contact-changed');
    await page.getByRole('heading', { name: 'contact-changed' }).waitFor();
    expect(await page.getByText('contact-released').count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
  });

  test('pauses delivery with a reason, and resumes it', async () => {
    const page = await openConsole(running.browser, running.host);
    await visit(page, '/health');
    await page.getByRole('button', { name: 'Pause delivery…' }).click();
    await page.getByLabel('Your name').fill('lin');
    await page.getByLabel('Why').fill('the CDP is being upgraded');
    await page.getByRole('button', { name: 'Pause delivery', exact: true }).click();
    await page.getByText('lin: the CDP is being upgraded').waitFor();
    await page.getByRole('button', { name: 'Resume delivery' }).click();
    await page.getByText(/^(closed|recovering):/).waitFor();
  });

  test('who may only look finds no button that writes', async () => {
    const reading = readAddress(running.data);
    const token = reading.kind === 'address' ? (reading.address.viewToken ?? '') : '';
    const page = await openConsole(running.browser, { desk: running.host.desk, token });
    await page.getByText('Read only').waitFor();
    const group = (await running.host.ask('/api/dead-letters/groups')) as { groups: { group: string }[] };
    for (const path of [`/dead-letters?group=${group.groups[0]?.group ?? ''}`, '/quarantine', '/health']) {
      await visit(page, path);
      expect(await page.getByRole('button', { name: /again…|Discard|Replay|Pause delivery/ }).count()).toBe(0);
    }
    await page.goto(`${running.host.desk}/play`);
    await page.getByText('This address may look, and change nothing.').waitFor();
  });
});

describe.skipIf(!isThere)('an engineer', () => {
  test('sees a request as it came, decrypted, and what was taken from which field', async () => {
    const page = await openConsole(running.browser, running.host);
    await visit(page, '/events?connection=wechat-demo');
    await page.getByRole('link', { name: 'subscribe' }).first().click();
    await page.getByRole('button', { name: 'Reveal…' }).click();
    await page.getByLabel('Your name').fill('lin');
    await page.getByLabel('Why').fill('a new form of the push');
    await page.getByRole('button', { name: 'Write down and show' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Headers', { exact: true }).click();
    await dialog.getByText(/content-type: /).waitFor();
    await dialog.getByText('Body', { exact: true }).click();
    await dialog.getByText(/<Encrypt>/).waitFor();
    await dialog.getByText('Decrypted', { exact: true }).click();
    await dialog.getByText(/<FromUserName>/).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    // An identity leads to its field in what was decoded.
    await dialog.getByRole('button', { name: 'FromUserName' }).first().click();
    await dialog.locator('mark[data-chosen="true"]').waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  test('connects a source: address and fields to paste, a sample with an edited field, what was taken from where', async () => {
    const page = await openConsole(running.browser, running.host);
    await visit(page, '/sources/woocommerce-demo');
    await page.getByText(`${running.host.url}/webhooks/woocommerce-demo`).waitFor();
    await page.getByText('No event of this connection is kept.').waitFor();
    await page.getByRole('link', { name: 'Send a sample' }).first().click();
    await page.getByLabel('Event').first().click();
    await page.getByRole('option', { name: 'order.created' }).click();
    const payload = page.getByLabel('Payload: edit any field');
    await expect.poll(() => payload.inputValue(), { timeout: 20_000 }).toMatch(/"billing"/);
    const text = (await payload.inputValue()).replaceAll(/"phone": "[^"]*"/g, '"phone": "15931000042"');
    await payload.fill(text);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText(/^HTTP 200/).waitFor();
    await page.getByText('Done').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await visit(page, '/sources/woocommerce-demo');
    await page.getByText('159****0042').first().waitFor();
    await page.getByRole('button', { name: 'Watch the files' }).click();
    await page.getByText('Of 1 event the same is taken as when it was delivered.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    const cdp = await openSandboxClient(running.host.desk);
    expect(await cdp.customerOf('mobile', '15931000042')).toBeDefined();
  });

  test('forges a signature and sees it rejected; breaks the CDP and sees an event wait and end', async () => {
    const page = await openConsole(running.browser, running.host);
    await visit(page, '/play?connection=shopify-demo&event=orders%2Fpaid');
    await page.getByLabel('How').first().click();
    await page.getByRole('option', { name: 'With a forged signature' }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText(/^HTTP 401/).waitFor();
    await page.getByText('No event: nothing was queued.').waitFor();
    await page.getByLabel('How').first().click();
    await page.getByRole('option', { name: 'As the platform sends it' }).click();
    await page.getByRole('button', { name: 'Order this' }).click();
    await page.getByText('5 still to go wrong').waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Waiting', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'All well again' }).click();
    await page.getByText('Done', { exact: true }).first().waitFor({ timeout: 40_000 });
  });

  test('plays a story and follows it to the customer', async () => {
    const page = await openConsole(running.browser, running.host);
    await visit(page, '/play');
    await page.getByRole('button', { name: 'Play: Two channels become one customer' }).click();
    await page.getByText(/Brand log-in/).waitFor({ timeout: 30_000 });
    await page
      .getByRole('link', { name: /^\d{19}$/ })
      .last()
      .click();
    await page.getByRole('heading', { name: 'Why one person' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  test('separates a customer who is two people, step by step, and they stay two', async () => {
    const page = await openConsole(running.browser, running.host);
    const merged = page.getByRole('row').filter({ hasText: '2 customers became one' }).first();
    await merged.getByRole('link', { name: 'member.bound' }).click();
    await page
      .getByRole('link', { name: /^\d{19}/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Two people…' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('the sandbox has written it down with the merge').first().waitFor();
    await dialog.getByLabel('Your name').fill('lin');
    await dialog.getByLabel('Why').fill('two sisters');
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: /^1\. decide/ }).click();
    await dialog.getByRole('button', { name: /^2\. take the merge back/ }).click();
    await dialog.getByText('They are two, and stay two.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('(undone)').first().waitFor();
  });
});

const MOBILE = /(?<="mobile","identityValue":")\d{11}/;

describe.skipIf(!isThere)('a privacy officer', () => {
  test('sees how much is held, forgets the person after a second question, and has the receipt', async () => {
    const cdp = await openSandboxClient(running.host.desk);
    const [mobile = ''] = MOBILE.exec((await cdp.customers()).flatMap(({ identities }) => identities).join()) ?? [];
    const page = await openConsole(running.browser, running.host);
    await visit(page, '/privacy');
    await page.getByLabel('Identity').fill(`mobile:${mobile}`);
    await page.getByRole('button', { name: 'What is held' }).click();
    await page.getByText('A customer of the CDP').waitFor();
    await page.getByRole('button', { name: 'Erase…' }).click();
    const erase = page.getByRole('button', { name: 'Forget this person' });
    expect(await erase.isDisabled()).toBe(true);
    await page.getByLabel('Type erase to go on').fill('erase');
    await erase.click();
    await page
      .getByText(/"?deleted"?/)
      .first()
      .waitFor();
    await settled(running.host);
    expect(await cdp.customerOf('mobile', mobile)).toBeUndefined();
    expect(await faultsOf(page)).toEqual([]);
  });

  test('sees who has looked at values in clear, and why', async () => {
    const page = await openConsole(running.browser, running.host);
    await page.getByRole('link', { name: 'orders/paid' }).first().click();
    await page.getByRole('button', { name: 'Reveal…' }).click();
    await page.getByLabel('Your name').fill('officer Wang');
    await page.getByLabel('Why').fill('letter 17');
    await page.getByRole('button', { name: 'Write down and show' }).click();
    await page.getByText('In clear. This look is recorded.').waitFor();
    await page.getByRole('button', { name: 'Mask again' }).click();
    await visit(page, '/privacy');
    await page.getByText('officer Wang').waitFor();
    await page.getByText('letter 17').waitFor();
  });
});
