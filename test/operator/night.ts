import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { misspelt } from '../contract/operations.contract.ts';
import { demoRequest } from '../end-to-end/samples.ts';
import { signedBody } from '../kit/signed-body.ts';
import type { OperatorWorld } from './operator-world.ts';

const PHONE = '15931000041';
const MAIL = 'lan.41@shop.test';

/** An order of a buyer who types this phone. */
const order = (sequence: number, email = MAIL) =>
  demoRequest('shopify-demo', 'orders/paid', sequence, (payload) => {
    Object.assign(payload['customer'] as object, { phone: `+86${PHONE}`, email });
  });

function deliveryOf({ headers }: ReturnType<typeof order>): string {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-shopify-webhook-id');
  return found?.[1] ?? '';
}

/** An event of the brand's own systems with a mail address that is none. */
const unusable = (mail = 'lan.shop.test') =>
  JSON.stringify({
    ...(JSON.parse(misspelt()) as object),
    id: 'unusable-1',
    type: 'member.bound',
    data: { identities: [{ kind: 'email', value: mail }] },
  });

/**
 * The night of whoever is called at 3 a.m., hour by hour: everything by the commands of the documents, the same on one machine and on
 * a stage. Each hour goes on where the one before has ended.
 */
export function operatorsNight(open: () => Promise<OperatorWorld>): void {
  let world: OperatorWorld;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(async () => world.end());

  /** A command that ends so. @returns what it has printed */
  const guiyi = async (code: number, ...args: readonly string[]): Promise<string> => {
    const ended = await world.guiyi(...args);
    expect(ended.code, `${args.join(' ')}\n${ended.out}${ended.err}`).toBe(code);
    return ended.out + ended.err;
  };
  const json = async <T>(...args: readonly string[]): Promise<T> =>
    JSON.parse((await world.guiyi(...args, '--json')).out) as T;
  const status = () => json<{ readonly deadLetters: number; readonly events: { readonly waiting: number } }>('status');
  const lettersOf = async (reason: string) => {
    const { events, inlet } = await json<Record<'events' | 'inlet', readonly Letter[]>>(
      'dead',
      'list',
      '--letters',
      '--reason',
      reason,
    );
    return [...events, ...inlet];
  };

  test('20:00 the first order comes; the status is fine, and ends with 0', async () => {
    expect(await world.send('shopify-demo', order(1))).toBe(200);
    await world.settled();
    expect(await guiyi(0, 'status')).toMatch(/^delivery +events are delivered \(breaker closed\)$/m);
  });

  test.each([
    ['its number as the shop writes it', '#1001'],
    ['its number alone', '1001'],
    ['its id', '5810200000001'],
    ['the phone of its buyer, in another spelling', `+86 ${PHONE.slice(0, 3)} ${PHONE.slice(3, 7)} ${PHONE.slice(7)}`],
    ['the mail address', MAIL],
    ['the id of the delivery', deliveryOf(order(1))],
  ])('21:00 did the order arrive? It is found by %s, masked', async (_name, about) => {
    const found = await guiyi(0, 'why', about);
    expect(found).toMatch(/^orders\/paid {2}shopify-demo/m);
    expect(found).toMatch(/^ {2}done$/m);
    expect(found).not.toContain(PHONE);
    expect(found).not.toContain(MAIL);
  });

  test('21:30 an order of which nothing came: what was looked at, and the requests that became no event', async () => {
    expect(await world.send('shopify-demo', { ...order(204), body: '{}' })).toBe(401);
    expect(await world.send('shopify-demo', signedBody('<html>'))).toBe(200);
    const nothing = await guiyi(3, 'why', '#1204');
    expect(nothing).toContain('nothing is known about "#1204"');
    expect(nothing).toMatch(/1 request.* was rejected because signature-mismatch/);
    expect(nothing).toMatch(/1 request.* was quarantined/);
    expect(nothing, 'a hint leads to the same Guiyi').toContain(`npx guiyi dead ${world.named}`);
  });

  test('22:00 a filter that nobody knows is a mistake, and chooses nothing', async () => {
    expect(await guiyi(2, 'dead', 'redrive', '--resaon', 'cdp-refused')).toContain('--reason');
    expect(await guiyi(2, 'dead', 'redrive', '--yes')).not.toContain('moved');
    expect(await guiyi(3, 'events', '--connection', 'shopfy-demo')).toContain('is it shopify-demo?');
    expect(await guiyi(3, 'event', 'no-such-event', '--source', '/shopify/shopify-demo')).toContain('no such event');
    expect(await guiyi(2, 'events', '--limit', 'many')).toContain('--limit');
    expect(await guiyi(0, 'events', '--connection', 'wechat-demo')).toContain('no event fits');
  });

  test('23:00 the CDP fails: the event waits, the status says why; it is well again, and nothing is to be done', async () => {
    // Each call is tried again at once before an event is given back.
    await world.failCdp(3);
    await world.send('shopify-demo', order(2, 'mu.42@shop.test'));
    await world.waits();
    expect(await guiyi(10, 'status')).toMatch(/^ +1 because cdp-unavailable, the oldest of /m);
    expect((await status()).events.waiting).toBe(1);
    expect(await guiyi(0, 'events', '--state', 'waiting')).toContain('cdp-unavailable');
    expect(await guiyi(0, 'why', '#1002')).toMatch(/^ {2}waiting, because cdp-unavailable/m);
    await world.failCdp(0);
    await world.settled();
    expect(await guiyi(0, 'why', '#1002')).toMatch(/^ {2}done$/m);
  });

  test('00:00 what cannot be delivered are dead letters, by cause; the status ends with 11', async () => {
    await world.inlet('not JSON');
    await world.inlet(misspelt());
    await world.inlet(unusable());
    await world.settled();
    expect(await guiyi(11, 'status')).toMatch(/^dead letters +3$/m);
    const groups = await guiyi(0, 'dead');
    expect(groups).toMatch(/ 1 +inlet-unreadable /);
    expect(groups).toMatch(/ 1 +event-type-unknown +brand-demo +member\.bund /);
    expect(groups).toMatch(/ 1 +identity-unusable +brand-demo +member\.bound /);
    expect(groups).toContain('3 dead letters. Next: ');
    expect(await guiyi(0, 'dead', '--reason', 'inlet-unreadable')).toContain('1 dead letter. Next: ');
  });

  test('00:30 a plan is shown before anything moves, and moves exactly what it has shown', async () => {
    const planned = await guiyi(0, 'dead', 'redrive', '--reason', 'event-type-unknown', '--dry-run');
    const [, plan = ''] = /^plan (\w+): redrive this one$/m.exec(planned) ?? [];
    expect(planned).toContain(`npx guiyi dead redrive --plan ${plan} --yes ${world.named}`);
    const [before] = await lettersOf('event-type-unknown');
    expect(await guiyi(0, 'dead', 'redrive', '--plan', plan, '--yes')).toContain('moved 1 of 1');
    await world.settled();
    // Nobody knows the type yet: it is back, as old as it was.
    await expect.poll(() => lettersOf('event-type-unknown')).toMatchObject([{ redrives: 1 }]);
    const [again] = await lettersOf('event-type-unknown');
    expect(again?.firstSeen).toBe(before?.firstSeen);
    expect(await guiyi(0, 'dead', 'show', again?.id ?? '')).toMatch(new RegExp(`^redriven +.*, plan ${plan}, `, 'm'));
  });

  test.each([
    ['identity-unusable', (body: string) => body.replace('"value":"lan.shop.test"', '"value":"jun.43@shop.test"')],
    ['inlet-unreadable', () => unusable('jun.44@shop.test').replace('unusable-1', 'unreadable-1')],
  ])('01:00 one letter (%s) is mended by hand, sent again, and stands in the record', async (reason, mend) => {
    const [letter] = await lettersOf(reason);
    const shown = ['dead', 'show', letter?.id ?? '', '--reveal', '--why', 'what is wrong with it', '--by', 'ada'];
    const { body } = await json<{ readonly body: string }>(...shown);
    const edit = [
      'dead',
      'redrive',
      letter?.id ?? '',
      '--edit-file',
      world.file(`${reason}.json`, mend(body)),
      '--yes',
    ];
    expect(await guiyi(2, ...edit)).toContain('--why');
    expect(await guiyi(0, ...edit, '--why', 'a letter too few', '--by', 'ada')).toContain('moved 1 of 1');
    await world.settled();
    await expect.poll(() => lettersOf(reason)).toEqual([]);
    expect(await guiyi(0, 'reveals')).toMatch(/ada .*a letter too few/);
  });

  test('01:30 what is of no use is discarded, after an export and with a reason', async () => {
    await world.inlet('{"shop":"nobody’s"}');
    await world.settled();
    const chosen = ['--queue', 'inlet'];
    expect(await guiyi(2, 'dead', 'discard', ...chosen, '--why', 'a test shop', '--yes')).toContain('not exported');
    const out = world.path('letters.jsonl');
    expect(await guiyi(0, 'dead', 'export', ...chosen, '--out', out)).toContain('1 dead letter, values in clear');
    expect(readFileSync(out, 'utf8')).toContain('nobody’s');
    expect(await guiyi(0, 'dead', 'discard', ...chosen, '--why', 'a test shop', '--yes')).toContain('discarded 1 of 1');
    expect(await guiyi(0, 'dead', '--queue', 'inlet')).toBe('no dead letters\n');
  });

  test('02:00 the quarantine is counted, shown to whoever says why, replayed, and discarded', async () => {
    expect(await guiyi(0, 'quarantine')).toMatch(/^1 +shopify-demo +body-malformed /m);
    const [one] = (
      await json<{ readonly items: readonly { readonly id: string }[] }>('quarantine', 'list', '--requests')
    ).items;
    const id = one?.id ?? '';
    expect(await guiyi(0, 'quarantine', 'show', id)).not.toContain('<html>');
    expect(await guiyi(0, 'quarantine', 'show', id, '--reveal', '--why', 'what is it', '--by', 'ada')).toContain(
      '<html>',
    );
    expect(await guiyi(7, 'quarantine', 'replay', id, '--yes'), 'it is not understood today either').toMatch(/1/);
    expect(await guiyi(0, 'quarantine', 'discard', id, '--why', 'a page of the proxy', '--yes')).toMatch(/discarded 1/);
    expect(await guiyi(0, 'reveals')).toContain('what is it');
  });

  test('03:00 delivery is stopped for a while: events are accepted and wait, and the status says by whom', async () => {
    expect(await guiyi(0, 'pause', '--why', 'the tenant is being moved', '--by', 'ada')).toContain('paused by ada');
    expect(await guiyi(11, 'status')).toContain('paused by ada');
    expect(await guiyi(0, 'resume')).not.toContain('paused');
    await world.settled();
  });

  test('03:30 events are sent again by a plan; a file becomes events', async () => {
    const plan = await guiyi(
      0,
      'replay',
      '--mode',
      'reprocess',
      '--connection',
      'shopify-demo',
      '--since',
      '1h',
      '--dry-run',
    );
    expect(plan).toMatch(/^plan +2 events of 2 events of the record$/m);
    const rows = 'member-no,mobile\nN1,15931000051\nN2,15931000052\nN3,15931000053,one cell too many\n';
    const file = world.file('members.csv', rows);
    const given = [file, '--as', 'brand-events', '--as-of', '2026-03-01T00:00:00Z'];
    // A row is no event, and is written down as that.
    const report = await guiyi(7, 'backfill', ...given, '--yes', '--why', 'the first members', '--by', 'ada');
    expect(report).toMatch(/^plan +2 events of 3 rows$/m);
    await world.settled();
    const { jobs } = await json<{ readonly jobs: readonly object[] }>('jobs');
    expect(jobs).toMatchObject([
      { kind: 'backfill', state: 'done', accepted: 2 },
      { kind: 'replay', state: 'planned' },
    ]);
    expect(await guiyi(0, 'why', '15931000051')).toMatch(/^ {2}done$/m);
  });

  test('04:00 two buyers with one phone are a case; it is decided, wrongly, and taken back by a plan', async () => {
    const { items } = await json<{ readonly items: readonly { readonly id: string; readonly type: string }[] }>(
      'cases',
    );
    const found = items.find(({ type }) => type === 'contact-owned-by-another')?.id ?? '';
    expect(await guiyi(0, 'cases', 'show', found)).not.toContain(PHONE);
    expect(await guiyi(0, 'cases', 'decide', found, '--as', 'join', '--note', 'the shop says so', '--yes')).toMatch(
      /^decided +join$/m,
    );
    await world.settled();
    const [customer = ''] = (await json<{ readonly customers: readonly string[] }>('why', '#1001')).customers;
    const undo = await guiyi(0, 'undo', 'plan', customer);
    expect(undo).toContain(customer);
    expect(undo).not.toContain(PHONE);
    expect(undo).toMatch(/npx guiyi undo carry-out/);
  });

  test('04:30 what another configuration would make of the same events, on an empty sandbox', async () => {
    const config = world.file(
      'next.config.ts',
      `import demo from ${JSON.stringify(join(import.meta.dirname, '../../guiyi.config.ts'))};
const { mobile: _none, ...identityTypes } = demo.cdp.identityTypes;
export default { ...demo, cdp: { ...demo.cdp, identityTypes } };
`,
    );
    const rehearse = ['rehearse', '--config', config, '--since', '1h', '--why', 'without phones', '--by', 'ada'];
    const told = await guiyi(0, ...rehearse);
    expect(told).toMatch(/^events +(\d+) +\1$/m);
    expect(told).toMatch(/^done +\d+ +\d+$/m);
    expect(told).toMatch(/^withheld mobile owned-by-another +1 +0$/m);
    expect(told).toMatch(/^\w{12} +orders\/paid +done, withheld mobile owned-by-another +done$/m);
    expect(told).not.toContain(PHONE);
  });

  test('05:00 a person is erased: what happened is kept, and nothing of them', async () => {
    const [customer = ''] = (await json<{ readonly customers: readonly string[] }>('why', '#1001')).customers;
    const exported = await guiyi(0, 'export', `email:${MAIL}`);
    expect(exported).toContain(PHONE);
    expect(await guiyi(3, 'erase', 'mobile:1593100', '--yes'), 'a misspelt person is nobody').toContain(
      'nothing was erased',
    );
    expect(await guiyi(0, 'erase', `email:${MAIL}`, '--yes', '--why', 'letter 12')).toMatch(/^erased +1 customer;/m);
    expect(await guiyi(3, 'export', `email:${MAIL}`)).not.toContain(PHONE);
    for (const about of [MAIL, customer, '#1001']) {
      const { out, err } = await world.guiyi('why', about, '--reveal', '--why', 'is it gone', '--by', 'ada');
      // What was asked for is repeated where nothing is known of it.
      expect((out + err).replace(JSON.stringify(about), ''), about).not.toMatch(new RegExp(`${PHONE}|@shop`));
    }
  });

  test('06:00 who has seen values in clear, and why, can be told', async () => {
    const seen = await guiyi(0, 'reveals');
    expect(seen).toMatch(/ada .*what is it/);
    expect(seen).not.toContain(MAIL);
  });
}

interface Letter {
  readonly id: string;
  readonly firstSeen: string;
  readonly redrives: number;
}
