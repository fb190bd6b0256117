import { hash, randomBytes } from 'node:crypto';

/** 256 random bits, URL-safe; kept nowhere but by whom it is given. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret: enough to know it again. */
export const fingerprint = (secret: string): string => hash('sha256', secret, 'hex');
