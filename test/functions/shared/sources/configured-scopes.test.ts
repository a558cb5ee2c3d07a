import { expect, test } from 'vitest';
import { connectionScopes } from '../../../../functions/shared/sources/connection-scopes.ts';
import { mixesScopes } from '../../../../functions/shared/sources/scope-mix.ts';
import { demoConfig } from '../../../kit/demo.ts';

const member = (scope: string) => ({ kind: 'member-no', path: 'member', scope });
const scopesOf = (events: object) => connectionScopes('till', { source: 'github-style', options: { events } });

test.each<[string, object, object]>([
  [
    'one scope of a kind',
    { a: { identities: [member('tea')] }, b: { identities: [member('tea')] } },
    { 'member-no': 'tea' },
  ],
  ['two scopes of a kind are not one', { a: { identities: [member('tea')] }, b: { identities: [member('wine')] } }, {}],
  ['nor is a third that is the first again', { a: { identities: [member('tea'), member('wine'), member('tea')] } }, {}],
  ['a kind without a scope', { a: { identities: [{ kind: 'mobile', path: 'phone' }] } }, {}],
  ['no events', {}, {}],
])('of senders that are configuration alone: %s', (_name, events, scopes) => {
  expect(scopesOf(events)).toEqual(scopes);
});

test('what a sender’s configuration names may be sent bare, another scope may not', () => {
  const identity = (scope: string) =>
    ({ kind: 'member-no', scope, value: 'M-1', evidence: { grade: 'verified', field: 'data.member' } }) as const;
  const config = demoConfig();
  expect(mixesScopes(identity('demo'), config)).toBe(false);
  expect(mixesScopes(identity('elsewhere'), config)).toBe(true);
});

test('two senders with one bare kind in two scopes are a mistake in the configuration', () => {
  const till = (scope: string) => ({
    source: 'github-style' as const,
    options: { events: { a: { identities: [member(scope)] } } },
  });
  expect(() => demoConfig({ connections: { one: till('tea'), other: till('wine') } })).toThrow(
    /two connections give member-no in different scopes: one \(tea\), other \(wine\)/,
  );
});
