import type { GuiyiConfig } from '../functions/shared/config/define-config.ts';
import type { Identity } from '../functions/shared/identity/identity.ts';
import { normalise, normaliseSettings } from '../functions/shared/identity/normalise.ts';
import { toPair } from '../functions/shared/identity/to-pair.ts';
import { nearestSpelling } from '../functions/shared/text/nearest-spelling.ts';
import { cut, type NamedIdentity, readIdentityText } from './identity-text.ts';
import type { Objection } from './objection.ts';

/**
 * The identity of a person about whom something is to be done. What is misspelt would block nobody or a stranger for ever, so the value
 * must be one that the kind can have.
 * @param nothing what has not happened, said behind the reason
 */
export function readPerson(text: string, config: GuiyiConfig, nothing: string): NamedIdentity | Objection {
  const identity = readIdentityText(text, config);
  // Without a colon it is no identity at all; with one its kind is none that can be.
  if (!identity)
    return text.includes(':') ? { ...noIdentity(text, config), problem: 'not-found' } : noIdentity(text, config);
  const because = impossibleBecause(identity, config);
  if (because === undefined) return identity;
  return { problem: 'not-found', error: `the value can be no ${identity.kind} (${because}): ${nothing}` };
}

/** The text names no identity. The value is not repeated. */
export function noIdentity(text: string, { cdp }: GuiyiConfig): Objection {
  const error = 'an identity is kind:value or kind:scope:value, of a kind that is configured';
  const [kind, rest] = cut(text);
  const nearest = rest === '' ? undefined : nearestSpelling(kind, Object.keys(cdp.identityTypes));
  return {
    problem: 'invalid',
    error:
      nearest === undefined || nearest === kind
        ? `${error}, as mobile:15931000001`
        : `${error}; did you mean ${nearest}:…?`,
  };
}

/** Why a value can be nobody's. Undefined for one that can. */
function impossibleBecause({ kind, scope, value }: NamedIdentity, { cdp }: GuiyiConfig): string | undefined {
  const contact = normalise(kind, value, normaliseSettings(cdp));
  if (!contact.ok) return contact.reason;
  const identity: Identity = { kind, scope, value, evidence: { grade: 'verified', field: 'asked' } };
  return toPair(identity, cdp.identityTypes, cdp.foreignMobile) ? undefined : 'not a value that the CDP takes';
}
