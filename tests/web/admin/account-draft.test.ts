import { describe, expect, test } from 'vitest';
import {
  type AccountBody,
  changeOf,
  draftOf,
  inputOf,
  isComplete,
} from '../../../src/web/admin/account-draft.ts';

const account: AccountBody = {
  id: 'acc_1',
  username: 'ana',
  name: 'Ana Ruiz',
  roles: ['case-manager'],
  programs: ['heart-failure'],
  signsIn: { password: true, provider: false },
  disabledAt: null,
  lockedUntil: null,
  lastSignInAt: null,
  version: 4,
};

describe('the form of an account', () => {
  test('only what was changed is sent, on the version that was shown', () => {
    expect(changeOf(draftOf(account), account)).toEqual({ version: 4 });
    const draft = { ...draftOf(account), roles: ['lead'] as const, isDisabled: true };
    expect(changeOf(draft, account)).toEqual({ version: 4, roles: ['lead'], disabled: true });
    expect(changeOf({ ...draftOf(account), programs: null }, account)).toEqual({
      version: 4,
      programs: null,
    });
  });

  test('a new one without a password signs in at the identity provider', () => {
    const draft = { ...draftOf(null), username: ' Ana ', name: ' Ana Ruiz ', roles: ['lead'] as const };
    expect(inputOf(draft)).toEqual({ username: 'ana', name: 'Ana Ruiz', roles: ['lead'], programs: null });
    expect(inputOf({ ...draft, password: 'four words of a test' })).toHaveProperty('password');
  });

  test.each([
    ['no name', { name: ' ' }],
    ['no role', { roles: [] }],
    ['some programs, but none', { programs: [] }],
  ])('is not complete: %s', (_, change) => {
    expect(isComplete(draftOf(account))).toBe(true);
    expect(isComplete({ ...draftOf(account), ...change })).toBe(false);
  });
});
