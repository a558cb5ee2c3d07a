import type { Fields, Identity, Json, StatedIdentity } from '../statement.ts';
import { nationalDigits } from '../world/contacts.ts';
import { isContact } from '../statement.ts';
import { type Message, proved } from './message.ts';

/** What the brand's own systems say of their members: docs/sources/brand-events.md. Every identity in it was proved. */
interface MemberEvent {
  readonly identities: readonly Identity[];
  readonly fields?: Fields;
  /** Members of an entry that go beyond kind, scope and value, by the entry's value. */
  readonly more?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export function logIn(event: MemberEvent): Message {
  const act = event.identities.some(isContact) ? 'log-in' : 'bind';
  return { ...base('member.bound', event), act };
}

export function profileUpdate(event: MemberEvent): Message {
  return { ...base('member.updated', event), act: 'profile-update' };
}

export function contactReleased(identities: readonly Identity[], released: Identity): Message {
  return withReleased('contact.released', identities, released, 'release');
}

export function contactRebound(identities: readonly Identity[], released: Identity): Message {
  return withReleased('contact.rebound', identities, released, 'rebind');
}

export function eraseMember(identities: readonly Identity[], everywhere: boolean): Message {
  const message = base('member.erase', { identities });
  const data = () => ({ identities: identities.map((identity) => entry(identity)), ...(everywhere && { everywhere }) });
  return { ...message, data, act: 'erase', everywhere };
}

function withReleased(
  type: string,
  identities: readonly Identity[],
  released: Identity,
  act: 'release' | 'rebind',
): Message {
  const data = () => ({ identities: identities.map((identity) => entry(identity)), released: [entry(released)] });
  return { ...base(type, { identities }), data, act, released: [released] };
}

function base(type: string, { identities, fields = {}, more = {} }: MemberEvent): Omit<Message, 'act'> {
  const [first] = identities;
  return {
    account: 'crm',
    type,
    ...(first && { subject: JSON.stringify([first.kind, first.scope, written(first)]) }),
    data: () => ({
      identities: identities.map((identity) => ({ ...entry(identity), ...more[identity.value] })),
      ...fields,
    }),
    identities: identities.map((identity): StatedIdentity => proved(identity)),
    fields,
  };
}

function entry(identity: Identity): Readonly<Record<string, Json>> {
  const { kind, scope } = identity;
  return { kind, ...(scope === '' ? {} : { scope }), value: written(identity) };
}

function written({ kind, value }: Identity): string {
  return kind === 'mobile' ? nationalDigits(value) : value;
}
