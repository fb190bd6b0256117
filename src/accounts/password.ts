import { hash, verify } from '@node-rs/argon2';
import { AppError } from '../errors.ts';

/** NIST SP 800-63B §3.1.1: length is what counts; no rules of composition, no forced changes. */
export const shortestPassword = 12;
const longestPassword = 200;

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, 2 passes, 1 lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const weak = (field: string, why: string): AppError =>
  new AppError('bad-request', `the password ${why}`, {
    field,
    remedy: `choose one of at least ${shortestPassword} characters that is not your name, such as four words`,
  });

/**
 * `field` is what it was sent as.
 * @throws AppError bad-request when it is too short, too long, one character over and over, or holds the username
 */
export const checkPassword = (password: string, username: string, field = 'password'): void => {
  if (password.length < shortestPassword) throw weak(field, 'is too short');
  if (password.length > longestPassword) throw weak(field, 'is too long');
  if (new Set(password).size < 5) throw weak(field, 'repeats itself');
  if (password.toLowerCase().includes(username.toLowerCase())) throw weak(field, 'holds the username');
};

/** In PHC form, with its salt and cost. */
export const hashPassword = (password: string): Promise<string> => hash(password, cost);

let spare: Promise<string> | undefined;

/** Takes as long where there is no account, so that the time tells nobody which usernames exist. */
export const isPassword = async (password: string, passwordHash: string | null): Promise<boolean> => {
  spare ??= hashPassword('no account has this password');
  const matches = await verify(passwordHash ?? (await spare), password.slice(0, longestPassword + 1));
  return passwordHash !== null && matches;
};
