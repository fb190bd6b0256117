import { hash, randomBytes } from 'node:crypto';

type Prefix =
  | 'pat'
  | 'alr'
  | 'wli'
  | 'nte'
  | 'rev'
  | 'rej'
  | 'asg'
  | 'req'
  | 'con'
  | 'deed'
  | 'mon'
  | 'enc'
  | 'cnd'
  | 'res'
  | 'coh'
  | 'hook'
  | 'prc'
  | 'msg'
  | 'lim'
  | 'bkt'
  | 'rsp'
  | 'pge'
  | 'hof'
  | 'inc'
  | 'cal'
  | 'med'
  | 'min'
  | 'prq'
  | 'viw'
  | 'acc'
  | 'tok'
  | 'tsk'
  | 'sym';

/** An opaque id that says what it names: `alr_3f9c…` (80 random bits). */
export const newId = (prefix: Prefix): string => `${prefix}_${randomBytes(10).toString('hex')}`;

/** 132 bits of SHA-256, URL-safe. */
export const digest = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);
