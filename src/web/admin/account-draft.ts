import type { z } from 'zod';
import type { AccountChange, AccountInput } from '../../contract/accounts.ts';
import type { accountSchema } from '../../contract/session.ts';
import type { Role } from '../../domain/role.ts';

export type AccountBody = z.infer<typeof accountSchema>;

/** What stands in the form of an account. */
export type AccountDraft = {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly programs: readonly string[] | null;
  /** '' : none, or as it is */
  readonly password: string;
  readonly isDisabled: boolean;
};

export const draftOf = (account: AccountBody | null): AccountDraft => ({
  username: account?.username ?? '',
  name: account?.name ?? '',
  roles: account?.roles ?? [],
  programs: account?.programs ?? null,
  password: '',
  isDisabled: account !== null && account.disabledAt !== null,
});

export const isComplete = ({ username, name, roles, programs }: AccountDraft): boolean =>
  username.trim() !== '' &&
  name.trim() !== '' &&
  roles.length > 0 &&
  (programs === null || programs.length > 0);

const passwordOf = ({ password }: AccountDraft) => (password === '' ? {} : { password });

export const inputOf = (draft: AccountDraft): AccountInput => ({
  username: draft.username.trim().toLowerCase(),
  name: draft.name.trim(),
  roles: [...draft.roles],
  programs: draft.programs === null ? null : [...draft.programs],
  ...passwordOf(draft),
});

/** Only what differs, so that nothing else is decided anew. */
export const changeOf = (draft: AccountDraft, account: AccountBody): AccountChange => {
  const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  return {
    version: account.version,
    ...(differs(draft.roles, account.roles) ? { roles: [...draft.roles] } : {}),
    ...(differs(draft.programs, account.programs)
      ? { programs: draft.programs === null ? null : [...draft.programs] }
      : {}),
    ...(draft.isDisabled === (account.disabledAt !== null) ? {} : { disabled: draft.isDisabled }),
    ...passwordOf(draft),
  };
};
