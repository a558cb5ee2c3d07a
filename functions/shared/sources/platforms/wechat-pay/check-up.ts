import { X509Certificate } from 'node:crypto';
import type { JsonObject } from '../../../json/lossless.ts';
import { defineCheckUp, type Finding } from '../../check-up.ts';
import { options } from './settings.ts';

const DAY_MS = 24 * 3_600_000;
const SOON_DAYS = 30;

export const wechatPayCheckUp = defineCheckUp({
  platform: 'wechat-pay',
  options,
  secret: (secret, _options, now) => [
    keysFinding(secret),
    ...listOf(secret['platformCertificates']).flatMap(expiry(now)),
  ],
});

/** While a merchant moves to the public key, WeChat Pay signs with either, at random. */
function keysFinding(secret: JsonObject): Finding {
  const check = 'signing keys';
  const publicKeys = listOf(secret['publicKeys']).length;
  const certificates = listOf(secret['platformCertificates']).length;
  const detail = `public keys ${publicKeys}, platform certificates ${certificates}`;
  if (publicKeys > 0) return { check, verdict: 'ok', detail };
  const fix = 'add the WeChat Pay public key of the merchant platform, with its id, before the merchant moves to it';
  return { check, verdict: certificates > 0 ? 'warning' : 'problem', detail, fix };
}

const expiry =
  (now: number) =>
  (pem: unknown): readonly Finding[] => {
    const check = 'platform certificate';
    const ends = endOf(pem);
    if (ends === undefined || ends - now > SOON_DAYS * DAY_MS) return [];
    const day = new Date(ends).toISOString().slice(0, 10);
    const fix = 'add the next platform certificate, or the WeChat Pay public key';
    return ends < now
      ? [{ check, verdict: 'problem', detail: `it ended on ${day}`, fix }]
      : [{ check, verdict: 'warning', detail: `it ends on ${day}`, fix }];
  };

/** Unix ms; undefined for what is no certificate, which the schema of the secret says. */
function endOf(pem: unknown): number | undefined {
  try {
    return typeof pem === 'string' ? Date.parse(new X509Certificate(pem).validTo) : undefined;
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
