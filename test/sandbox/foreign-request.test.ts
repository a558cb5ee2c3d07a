import { expect, test } from 'vitest';
import { rejectionOfForeign } from '../../sandbox/foreign-request.ts';

const HOST = '127.0.0.1:8788';

test.each<[string, Parameters<typeof rejectionOfForeign>[0], number?]>([
  ['a program', { host: HOST }],
  ['a program, by the other name', { host: 'localhost:8788' }],
  ['a program that writes names large', { host: 'LOCALHOST:8788' }],
  ['a person at the address line', { host: HOST, 'sec-fetch-site': 'none' }],
  ['an own page', { host: HOST, origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin' }],
  ['an own page, by the other name', { host: 'localhost:8788', origin: 'http://localhost:8788' }],
  ['the port that addresses leave out', { host: '127.0.0.1' }, 80],
])('%s is answered', (_name, headers, port = 8788) => {
  expect(rejectionOfForeign(headers, port)).toBeUndefined();
});

test.each<[string, string | undefined]>([
  ['none', undefined],
  ['an empty one', ''],
  ['a foreign name that leads here', 'evil.example:8788'],
  ['a foreign name without a port', 'evil.example'],
  ['our name without the port', '127.0.0.1'],
  ['our name with another port', '127.0.0.1:8787'],
  ['a name that begins as ours', '127.0.0.1.evil.example:8788'],
  ['a name that ends as ours', 'evil-localhost:8788'],
  ['a user before it', 'evil@127.0.0.1:8788'],
  ['a path behind it', '127.0.0.1:8788/'],
  ['our name with a dot at its end', 'localhost.:8788'],
  ['another spelling of the address', '127.1:8788'],
  ['an address that is not bound', '[::1]:8788'],
  ['any address', '0.0.0.0:8788'],
  ['two', '127.0.0.1:8788, evil.example'],
])('as Host, %s is refused', (_name, host) => {
  expect(rejectionOfForeign({ ...(host !== undefined && { host }) }, 8788)).toBe(
    'This is http://127.0.0.1:8788; the request names another host.',
  );
});

test.each<[string, Omit<Parameters<typeof rejectionOfForeign>[0], 'host'>]>([
  ['of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['of another site, in a browser that says no more', { origin: 'https://evil.example' }],
  ['of another site, which includes an image or a script', { 'sec-fetch-site': 'cross-site' }],
  ['on another port of this machine', { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-site' }],
  ['on another port of this machine, which includes an image', { 'sec-fetch-site': 'same-site' }],
  ['by the other name of this machine', { origin: 'http://localhost:8788' }],
  ['by https', { origin: `https://${HOST}` }],
  ['of no origin: a file, or a frame in a sandbox', { origin: 'null' }],
  ['of an empty origin', { origin: '' }],
  ['of two origins', { origin: `http://${HOST}, https://evil.example` }],
  ['whose site is a word that no browser has', { 'sec-fetch-site': 'friend' }],
])('a page %s is refused', (_name, headers) => {
  expect(rejectionOfForeign({ host: HOST, ...headers }, 8788)).toBe(
    'Pages of other origins get nothing here. Type http://127.0.0.1:8788 into the address line.',
  );
});
