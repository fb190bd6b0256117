import { readFileSync } from 'node:fs';
import { z } from 'zod';

export const databaseVariables = {
  DATABASE_URL: z.string().min(1).optional(),
  DATABASE_PASSWORD_FILE: z.string().min(1).optional(),
};

type Given = { [K in keyof typeof databaseVariables]?: string | undefined };

const parsed = (url: string): URL | null => {
  try {
    return new URL(url);
  } catch {
    return null;
  }
};

const passwordIn = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
};

/** What is wrong with the variables, a line each. */
export const databaseFaults = ({ DATABASE_URL: url, DATABASE_PASSWORD_FILE: file }: Given): string[] => {
  if (url === undefined) {
    return file === undefined
      ? []
      : ['DATABASE_PASSWORD_FILE is set without DATABASE_URL: set both, or neither'];
  }
  const faults: string[] = [];
  const address = parsed(url);
  if (!address || !/^postgres(ql)?:$/.test(address.protocol) || address.pathname.length < 2)
    faults.push('DATABASE_URL must look like postgres://user@host:5432/database');
  if (file !== undefined && !passwordIn(file))
    faults.push(
      'DATABASE_PASSWORD_FILE cannot be read, or is empty: name a file that holds the password alone',
    );
  if (file !== undefined && address?.password)
    faults.push('DATABASE_PASSWORD_FILE is set although DATABASE_URL has a password: leave one of them out');
  return faults;
};

/** The address of the PostgreSQL database with its password; null: the store is SQLite in the data folder. */
export const databaseOf = ({ DATABASE_URL: url, DATABASE_PASSWORD_FILE: file }: Given): string | null => {
  if (url === undefined) return null;
  if (file === undefined) return url;
  const address = new URL(url);
  address.password = encodeURIComponent(passwordIn(file) ?? '');
  return address.href;
};

/** Without user and password. */
export const describeDatabase = (url: string | null): string => {
  if (url === null) return 'sqlite';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
};
