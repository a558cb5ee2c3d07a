import type { Clock, SecretStore } from '../ports/ports.ts';
import type { ReasonCode } from '../reasons/reasons.ts';
import { DEFAULT_MESSAGE } from '../schema/default-message.ts';
import { type CachedSecret, cachedSecret, SecretError } from '../secrets/connection-secret.ts';
import type { ConnectionConfig, Connections } from './connection-config.ts';
import type { ConfiguredReceiver, Receiver, Verification, Verifier } from './source.ts';
import type { WebhookRequest } from '../http/webhook-request.ts';

/** A configured account, ready to receive. */
export interface Connection {
  readonly name: string;
  readonly config: ConnectionConfig;
  readonly receiver: ConfiguredReceiver;
  readonly verifiers: CachedSecret<readonly Verifier[]>;
}

/** @throws Error when the configuration was not checked before. */
export function openConnections(
  { connections }: { readonly connections: Connections },
  receivers: Readonly<Record<string, Receiver>>,
  store: SecretStore,
  clock: Clock,
): ReadonlyMap<string, Connection> {
  return new Map(
    Object.entries(connections).map(([name, connection]) => {
      const receiver = receivers[connection.source]?.configure(connection.options);
      if (!receiver?.ok) throw new Error(`connection ${name} was not checked`);
      // A source that needs no secret has none in the store.
      const secretless = receiver.value.openSecret({});
      if (secretless.ok) {
        const verifiers = { current: async () => [secretless.value], newer: async () => undefined };
        return [name, { name, config: connection, receiver: receiver.value, verifiers }];
      }
      const open = (json: string) => openSecrets(receiver.value, connection.secret ?? name, json);
      const verifiers = cachedSecret({ store, clock, name: connection.secret ?? name, open });
      return [name, { name, config: connection, receiver: receiver.value, verifiers }];
    }),
  );
}

/** A secret holds one set of fields, or a list of them while a rotation lasts. */
function openSecrets(receiver: ConfiguredReceiver, name: string, json: string): readonly Verifier[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw new SecretError(`the secret "${name}" is not JSON`);
  }
  const list: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  if (list.length === 0) throw new SecretError(`the secret "${name}" is an empty list`);
  return list.map((secret) => {
    const opened = receiver.openSecret(secret);
    if (opened.ok) return opened.value;
    const fields = [...new Set(opened.issues.map(describeIssue))].join(', ');
    throw new SecretError(`the secret "${name}" has missing or wrong fields: ${fields}`);
  });
}

/** The field and what it must be; never its value. */
function describeIssue({ path, message }: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  const field = path.join('.') || '(whole)';
  return message === DEFAULT_MESSAGE ? field : `${field} (${message})`;
}

/**
 * Is the request genuine by any live secret? When none says so, the secret store is asked once more before we refuse,
 * so that a rotation drops nothing.
 * @throws SecretError
 */
export async function verify(connection: Connection, request: WebhookRequest): Promise<VerificationResult> {
  const verifiers = await connection.verifiers.current();
  let result: VerificationResult;
  try {
    result = verifyWith(verifiers, request);
  } catch (error) {
    // The secret lacks what this request needs: somebody may have put it there since it was read.
    const newer = await connection.verifiers.newer();
    if (!newer) throw error;
    return verifyWith(newer, request);
  }
  if (result.outcome !== 'rejected' || !mayBeRotation(result)) return result;
  const newer = await connection.verifiers.newer();
  return newer ? verifyWith(newer, request) : result;
}

/** With the place of the live value that has proved it, where there are several. */
export type VerificationResult = Exclude<Verification, { outcome: 'misconfigured' }> & { readonly liveValue?: number };
type Rejected = Extract<Verification, { outcome: 'rejected' }>;

function verifyWith(verifiers: readonly Verifier[], request: WebhookRequest): VerificationResult {
  let rejection: Rejected | undefined;
  let misconfigured: string | undefined;
  for (const [liveValue, verifier] of verifiers.entries()) {
    const verification = verifier(request);
    if (verification.outcome === 'misconfigured') misconfigured = verification.detail;
    else if (verification.outcome !== 'rejected')
      return verifiers.length === 1 ? verification : { ...verification, liveValue };
    // Of several rejections the one that came furthest says most.
    else if (!rejection || (verification.authentic && !rejection.authentic)) rejection = verification;
  }
  // The request may be genuine by the secret that cannot judge it: the platform is asked to come again.
  if (misconfigured !== undefined) throw new SecretError(misconfigured);
  if (!rejection) throw new SecretError('no live secret');
  return rejection;
}

const keyMayBeOld: ReadonlySet<ReasonCode> = new Set([
  'signature-mismatch',
  'signing-key-unknown',
  'frame-invalid',
  'ciphertext-invalid',
  'url-key-mismatch',
]);

function mayBeRotation({ reason }: Rejected): boolean {
  return keyMayBeOld.has(reason);
}
