import type { KeyObject } from 'node:crypto';
import type { WebhookRequest } from '../../../http/webhook-request.ts';
import type { ReasonCode } from '../../../reasons/reasons.ts';
import { isSignedBy, signatureBytes } from '../../protocols/adobe-commerce/rsa-signature.ts';
import { isPresent } from '../../present.ts';
import type { Verification } from '../../source.ts';

/** Where Adobe keeps its keys, below https://static.adobeioevents.com. A request names its keys so, and whoever sends it writes it. */
export const KEY_PATH = /^\/prod\/keys\/pub-key-[A-Za-z0-9_-]{1,64}\.pem$/;

/** Adobe's public keys by their path. */
type PublicKeys = Readonly<Record<string, KeyObject>>;
type Unsigned = Extract<Verification, { outcome: 'rejected' | 'misconfigured' }>;

/** Does one of the two signatures fit the body? Undefined when it does. */
export function verifySignatures(
  request: WebhookRequest,
  { publicKeys }: { readonly publicKeys: PublicKeys },
): Unsigned | undefined {
  const pairs = [1, 2].flatMap((number) => {
    const signature = header(request, `digital-signature-${number}`);
    const path = header(request, `public-key${number}-path`);
    return signature !== undefined && path !== undefined ? [{ signature, path }] : [];
  });
  if (pairs.length === 0) {
    return rejected('parameter-missing', 'no header x-adobe-digital-signature-1 with its x-adobe-public-key1-path');
  }
  if (pairs.some(({ path }) => !KEY_PATH.test(path))) {
    return rejected('signature-malformed', 'a path of a key is not /prod/keys/pub-key-….pem');
  }
  const compared = pairs.map(({ signature, path }) => ({ path, fits: fits(request.body, signature, keyAt(path)) }));
  if (compared.some(({ fits }) => fits === true)) return undefined;
  if (compared.some(({ fits }) => fits === false)) {
    return rejected('signature-mismatch', 'no signature fits the body with the key that its header names');
  }
  const unknown = compared.find(({ fits }) => fits === 'unknown-key');
  if (!unknown) return rejected('signature-malformed', 'x-adobe-digital-signature is not Base64');
  // To refuse would be final for Adobe, which repeats a delivery only after 429 and 5xx.
  const detail = `the secret holds no key ${unknown.path}: it is at https://static.adobeioevents.com${unknown.path}`;
  return { outcome: 'misconfigured', detail };

  function keyAt(path: string) {
    return Object.hasOwn(publicKeys, path) ? publicKeys[path] : undefined;
  }
}

function fits(body: Uint8Array, given: string, key: KeyObject | undefined): boolean | 'unknown-key' | 'malformed' {
  const signature = signatureBytes(given);
  if (!signature) return 'malformed';
  return key ? isSignedBy(key, body, signature) : 'unknown-key';
}

/** Not even a mark of a signature: what Adobe sends before it has one. */
export function isUnsigned(request: WebhookRequest): boolean {
  const headers = [1, 2].flatMap((number) => [
    header(request, `digital-signature-${number}`),
    header(request, `public-key${number}-path`),
  ]);
  return headers.filter(isPresent).length === 0;
}

/** An empty header counts as missing. */
function header({ headers }: WebhookRequest, name: string): string | undefined {
  return headers[`x-adobe-${name}`] || undefined;
}

function rejected(reason: ReasonCode, detail: string): Unsigned {
  return { outcome: 'rejected', status: 401, reason, detail };
}
