import { describe, expect, test } from 'vitest';
import { checkPassword, hashPassword, isPassword } from '../../src/accounts/password.ts';
import { AppError } from '../../src/errors.ts';

describe('checkPassword', () => {
  test.each(['four plain words here', 'Tr0ub4dor&3xy', '        spaces count', 'ünïcödé-wörter'])(
    'takes "%s"',
    password => {
      expect(() => checkPassword(password, 'ana')).not.toThrow();
    },
  );

  test.each([
    ['of eleven characters', 'elevenchars'],
    ['of one character over and over', 'aaaaaaaaaaaaaaaa'],
    ['that holds the username', 'my-name-is-ANA-ruiz'],
    ['of more than 200 characters', 'correct horse '.repeat(20)],
  ])('refuses one %s, naming field and remedy, never the password', (_, password) => {
    const check = () => checkPassword(password, 'ana');
    expect(check).toThrow(AppError);
    try {
      check();
    } catch (error) {
      const { message, details } = error as AppError;
      expect(details.field).toBe('password');
      expect(details.remedy).toContain('12 characters');
      expect(message).not.toContain(password);
    }
  });
});

describe('a hash', () => {
  test('is argon2id with its own salt, and only its password matches', async () => {
    const [one, two] = await Promise.all([
      hashPassword('four plain words'),
      hashPassword('four plain words'),
    ]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await isPassword('four plain words', one)).toBe(true);
    expect(await isPassword('four plain word', one)).toBe(false);
  });

  test('that is not there matches nothing', async () => {
    expect(await isPassword('no account has this password', null)).toBe(false);
  });
});
