import { createDecipheriv, createSecretKey, hash } from 'node:crypto';
import config from '../guiyi.config.ts';
import secrets from '../local/demo-secrets.json' with { type: 'json' };
import { receivers } from '../functions/shared/sources/generated/receivers.ts';
import { samplerOf } from '../functions/shared/sources/sampler-of.ts';
import type { WebhookRequest } from '../functions/shared/http/webhook-request.ts';
import { cpuSeconds, median, ratio } from './measure.ts';

const EVENTS = 500;
const ROUNDS = 9;
const REPEATS = 10;
const BYTES = 1024;
const ALLOWED_MICROSECONDS = 60;

type Connection = keyof typeof secrets;
const pushes: readonly (readonly [string, Connection, string])[] = [
  ['official account, XML', 'wechat-demo', 'subscribe'],
  ['mini program', 'miniprogram-demo', 'message.text'],
  ['WeCom, XML', 'wecom-demo', 'change_external_contact.add_external_contact'],
  ['store, JSON', 'wechat-store-demo', 'channels_ec_order_pay'],
];

/** Pushes of one kind, each of about 1 KB, and who opens them. */
function prepare(connection: Connection, event: string) {
  const { source, options } = config.connections[connection] ?? {};
  const sampler = samplerOf(source ?? '');
  const receiver = receivers[source as keyof typeof receivers].configure(options);
  const verify = receiver.ok ? receiver.value.openSecret(secrets[connection]) : undefined;
  if (!sampler || !receiver.ok || !verify?.ok) throw new Error(`${connection} is not configured`);
  const requests = Array.from({ length: EVENTS }, (_, sequence): WebhookRequest => {
    const context = { now: Date.now(), sequence };
    const signed = (padding: number) => {
      const payload = sampler.payload(event, options, context);
      if (!payload) throw new Error(`no sample ${event}`);
      const text = 'x'.repeat(padding);
      const { body, ...rest } = sampler.sign(
        event,
        { ...payload, Padding: text },
        secrets[connection],
        options,
        context,
      );
      return { ...rest, receivedAt: context.now, body: Buffer.from(body) };
    };
    const bare = signed(0).body.length;
    // Base64 is a third longer than what it holds.
    return signed(Math.max(0, Math.floor(((BYTES - bare) * 3) / 4)));
  });
  return { requests, verify: verify.value, decode: receiver.value.decode.bind(receiver.value) };
}

for (const [name, connection, event] of pushes) {
  const { requests, verify, decode } = prepare(connection, event);
  const open = () => {
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      for (const request of requests) {
        const verification = verify(request);
        if (verification.outcome !== 'verified') throw new Error(`${connection}: ${verification.outcome}`);
        if (decode(verification.payload, request).outcome !== 'events') throw new Error(`${connection}: not decoded`);
      }
    }
  };
  // What no receiver can do without: one SHA-1, and one decryption of as many bytes.
  const key = createSecretKey(Buffer.alloc(32, 7));
  const iv = Buffer.alloc(16, 7);
  const ciphertexts = requests.map(({ body }) => body.subarray(0, Math.floor((body.length * 0.7) / 16) * 16));
  const bare = () => {
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      for (const ciphertext of ciphertexts) {
        hash('sha1', ciphertext, 'hex');
        const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
        decipher.update(ciphertext);
      }
    }
  };
  const costs: number[] = [];
  const limits: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    limits.push(((await cpuSeconds(bare, () => undefined)) * 1e6) / (EVENTS * REPEATS));
    costs.push(((await cpuSeconds(open, () => undefined)) * 1e6) / (EVENTS * REPEATS));
  }
  // The first rounds warm the compiler up.
  const [cost, limit] = [median(costs.slice(3)), median(limits.slice(3))];
  const bytes = Math.round(requests.reduce((sum, { body }) => sum + body.length, 0) / EVENTS);
  process.stdout.write(
    `${name.padEnd(22)}verify, decrypt, decode ${bytes} bytes: ${cost.toFixed(1)} µs of CPU; bare crypto ${limit.toFixed(1)} µs; ${ratio(cost / ALLOWED_MICROSECONDS)} of the ${ALLOWED_MICROSECONDS} µs allowed\n`,
  );
}
