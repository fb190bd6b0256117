import { addAccount } from '../accounts/accounts.ts';
import type { AccountInput } from '../contract/accounts.ts';
import type { Store } from '../db/open.ts';
import { demoStaff } from './demo-staff.ts';

/** Known to whoever reads this; the demonstration answers this machine only, and its store is made anew at each start. */
const demoPassword = 'vigil-demonstration';

type Person = Pick<AccountInput, 'username' | 'name' | 'roles'> & { readonly programs?: string[] };

const { nurses, onCall, weekendNurse, lead } = demoStaff;
const [ana, ben] = nurses;

const people: readonly Person[] = [
  { username: 'ana', name: ana, roles: ['case-manager'] },
  { username: 'ben', name: ben, roles: ['case-manager'], programs: ['heart-failure'] },
  { username: 'nia', name: onCall, roles: ['case-manager'] },
  { username: 'wendy', name: weekendNurse, roles: ['case-manager'] },
  { username: 'lea', name: lead, roles: ['lead'] },
  { username: 'dr.sato', name: 'Dr Mika Sato', roles: ['provider'] },
  { username: 'ines', name: 'Ines Marte', roles: ['integrator'] },
  { username: 'abel', name: 'Abel Stone', roles: ['auditor'] },
  { username: 'admin', name: 'Ada Admin', roles: ['admin'] },
];

const inWords = ({ username, name, roles, programs }: Person): string =>
  `  ${username.padEnd(8)} ${name}, ${roles.join(', ')}${programs ? ` (${programs.join(', ')} only)` : ''}`;

/** Adds the accounts of the demonstration. Returns who may sign in, to be printed. */
export const addDemoAccounts = async (store: Store, at: number): Promise<string> => {
  for (const person of people) {
    await addAccount(
      { store, actor: { type: 'system' }, at },
      { ...person, password: demoPassword, mustChangePassword: false },
    );
  }
  return [`accounts, each with the password ${demoPassword}:`, ...people.map(inWords)].join('\n');
};
