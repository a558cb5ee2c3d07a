import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clone, openClone } from './clone.ts';
import { commandBlocks } from './commands.ts';

// Every command that a page shows is run as it stands there, from top to bottom, beside a running `npm start`. It ends with
// exit code 0, unless it stands here: with another code, or with the reason why it is not run.

const LONG = 'it takes as long as a step of its own';
const TENANT = 'it needs a tenant';
const RUNS = 'it runs until Ctrl-C';
const pages: Readonly<Record<string, Readonly<Record<string, number | string>>>> = {
  'README.md': {
    'npm ci && npm start': RUNS,
    'npm ci && npm test': LONG,
    'npx guiyi trigger wechat.subscribe --bad-signature': 4,
    // The page has misspelt a path, and shows what preview says.
    'npx guiyi source preview till-demo receipt.http': 4,
    // Another customer has that id.
    'npx guiyi cdp customerInfo --customerId 4766560879569534977': 3,
    'npx guiyi cdp probe --tenant --secrets secrets.json --write --out tenant.json': TENANT,
    'npx guiyi sandbox --switches tenant.json': TENANT,
    // It asks first, and nobody is there to answer.
    'npx guiyi erase wechat-openid:wx00d3m000d3m00001:oGuiyiSampleCustomer00000001': 2,
    'kill -9 $(node -p \'JSON.parse(fs.readFileSync(".guiyi/address.json")).pid\')':
      'test/end-to-end/kill.test.ts does it',
    'npm start': RUNS,
    'npm start -- --port 8899 --data /tmp/guiyi --fresh': RUNS,
    'npm run test:all': LONG,
    'npm run test:browser': LONG,
    'npm run truth': LONG,
    'npm run soak': LONG,
    'npm run check': LONG,
    'npm run bench': LONG,
  },
  'docs/cdp-api/tools.md': {
    // Nobody with that number has come.
    'npx guiyi cdp getCustomerIdByIdentityList --identityList mobile=15931000001': 3,
    'npx guiyi sandbox --port 8789': RUNS,
    // The sandbox gives another id.
    'npx guiyi cdp updateCustomerAttr --customerId 4765095979856953345 --attrName name --attrValue 林晓岚 --isExtendAttr false': 6,
    "npx guiyi cdp customerUpdateGroups --customerId 4765095979856953345 --customerGroupIdList '' --yes": 6,
    'npx guiyi cdp probe --tenant --secrets secrets.json': TENANT,
    'npx guiyi cdp probe --tenant --secrets secrets.json --write --out tenant.json': TENANT,
    'npx guiyi sandbox --switches tenant.json': TENANT,
    'npx guiyi sandbox --port 8789 --data .sandbox --switches tenant.json --app-key reader:customer-read,group-read':
      TENANT,
  },
  'docs/console.md': { 'npx guiyi console --open': 'it opens a browser' },
  'docs/desk.md': {},
  'docs/envelope.md': {
    'aws sqs send-message --queue-url <inlet queue> --message-body file://docs/examples/member-bound.json':
      'it needs AWS',
  },
  'docs/privacy.md': {
    // It asks first, and nobody is there to answer.
    'npx guiyi erase wechat-openid:wx00d3m000d3m00001:oGuiyiSampleCustomer00000001': 2,
  },
};

describe.each(Object.entries(pages))('%s', (page, otherwise) => {
  const blocks = commandBlocks(page);
  const commands = blocks.flat();
  let clone: Clone | undefined;
  beforeAll(async () => {
    clone = await openClone();
  });
  afterAll(() => clone?.close());

  test.each(blocks.filter((block) => block.some((command) => typeof otherwise[command] !== 'string')))(
    '%s',
    async (...block) => {
      const run = await clone?.run(block.filter((command) => typeof otherwise[command] !== 'string'));
      for (const { command, code, printed } of run ?? [])
        expect([command, code, printed]).toEqual([command, otherwise[command] ?? 0, printed]);
    },
  );

  test('shows every command that is said to end otherwise', () => {
    expect(Object.keys(otherwise).filter((command) => !commands.includes(command))).toEqual([]);
  });
});
