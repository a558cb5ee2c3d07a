import { describe, expect, test } from 'vitest';
import { proveContacts, recordContacts } from '../../../../functions/shared/change/contact-history.ts';
import type { CandidateIdentity } from '../../../../functions/shared/change/candidate.ts';

/** A phone whose key is its own value. */
function phone(key: string, evidence: Partial<CandidateIdentity['identity']['evidence']> = {}): CandidateIdentity {
  return {
    identity: { kind: 'mobile', scope: '', value: key, evidence: { grade: 'verified', field: 'phone', ...evidence } },
    pair: { identityType: '1', identityValue: key },
    key,
    contact: true,
    mayLink: true,
    unique: true,
    onePerScope: false,
  };
}

describe('the contact that a customer has proved last', () => {
  const known = { mobile: { key: 'old', at: 100 } };

  test.each([
    ['the first one is theirs', {}, 'new', 200, { key: 'new', at: 200 }, []],
    ['one proved again is dated anew', known, 'old', 200, { key: 'old', at: 200 }, []],
    ['an older proof of it changes nothing', known, 'old', 50, { key: 'old', at: 100 }, []],
    ['a later one takes its place', known, 'new', 200, { key: 'new', at: 200 }, [{ key: 'old', at: 200 }]],
    ['one that comes late has left them since', known, 'new', 50, { key: 'old', at: 100 }, [{ key: 'new', at: 100 }]],
  ])('%s', (_rule, before, key, time, contact, left) => {
    expect(proveContacts(before, [phone(key)], time)).toEqual({ contacts: { mobile: contact }, left });
  });

  test('what was theirs before anything was remembered is left at the first proof', () => {
    const { left } = proveContacts({}, [phone('new')], 200, () => 'former');
    expect(left).toEqual([{ key: 'former', at: 200 }]);
  });

  test.each([
    ['typed', phone('new', { grade: 'claimed' })],
    ['in a record', phone('new', { basis: 'record' })],
    ['of a kind of which a person may have several', { ...phone('new'), unique: false }],
  ])('one %s takes no place', (_how, contact) => {
    expect(proveContacts(known, [contact], 200)).toEqual({ contacts: known, left: [] });
  });
});

describe('the contact in the platform’s record', () => {
  test('a later state takes the place of the one before', () => {
    const known = { mobile: { key: 'old', since: 100, until: 150 } };
    expect(recordContacts(known, [phone('new', { basis: 'record' })], 200)).toEqual({
      recorded: { mobile: { key: 'new', since: 200, until: 200 } },
      newStates: new Set(['new']),
      givenUp: [{ key: 'old', at: 200 }],
    });
  });

  test('what an act proves stands in no record', () => {
    expect(recordContacts({}, [phone('new')], 200)).toEqual({ recorded: {}, newStates: new Set(), givenUp: [] });
  });
});
