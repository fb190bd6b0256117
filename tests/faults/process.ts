import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const vigil = fileURLToPath(new URL('../../bin/vigil.js', import.meta.url));

export { freePort } from '../../src/cli/free-port.ts';

export type Running = { readonly process: ChildProcess; readonly output: () => string };

/** Starts a vigil command as a process of its own, with the environment given. */
export const startVigil = (args: readonly string[], env: Readonly<Record<string, string>>): Running => {
  const child = spawn(process.execPath, [vigil, ...args], { env: { ...process.env, ...env } });
  let output = '';
  child.stdout?.on('data', chunk => {
    output += chunk;
  });
  child.stderr?.on('data', chunk => {
    output += chunk;
  });
  return { process: child, output: () => output };
};

export const exited = ({ process: child, output }: Running): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once('exit', (code, signal) =>
      code === 0 || signal === 'SIGKILL' || signal === 'SIGTERM'
        ? resolve()
        : reject(new Error(`exit ${code}: ${output()}`)),
    );
  });

/** Asks again until the answer is there; the limit is a bound on a hung test, not a measure. */
export const eventually = async <T>(
  ask: () => Promise<T | undefined> | T | undefined,
  limitMs = 60_000,
): Promise<T> => {
  const giveUpAt = performance.now() + limitMs;
  while (performance.now() < giveUpAt) {
    const answer = await Promise.resolve()
      .then(ask)
      .catch(() => undefined);
    if (answer !== undefined) return answer;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  throw new Error('the awaited fact never came true');
};

/** `token`: of the operator; what needs none is asked without. */
export const getJson = async <T>(url: string, token: string | null = null): Promise<T> => {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as T;
};

/** Every item of a list, over all its pages. */
export const getAll = async <T>(url: string, token: string | null): Promise<T[]> => {
  const items: T[] = [];
  let next: string | null = null;
  do {
    const address = new URL(url);
    if (next !== null) address.searchParams.set('cursor', next);
    const page: { items: T[]; next: string | null } = await getJson(address.href, token);
    items.push(...page.items);
    next = page.next;
  } while (next !== null);
  return items;
};
