import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { FolderInUse, isHeld, lockFolder } from '../../src/db/lock.ts';
import { tempFolder } from '../support/store.ts';

const lockFile = fileURLToPath(new URL('../../src/db/lock.ts', import.meta.url));
const other = (folder: string, then: string) => {
  const code = `import { lockFolder } from ${JSON.stringify(lockFile)};
    try { globalThis.release = lockFolder(${JSON.stringify(folder)}); console.log('held'); } catch (error) { console.log(error.constructor.name); }
    ${then}`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
};
const firstLine = async (child: ReturnType<typeof other>): Promise<string> => {
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return chunk.toString().trim();
};

test('a second handle is refused while the first holds, and gets it once the first lets go', () => {
  const folder = tempFolder();
  const release = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(FolderInUse);
  expect(() => lockFolder(folder)).toThrow(/VIGIL_DATA/);
  release();
  lockFolder(folder)();
});

test('a folder that does not exist yet is made', () => {
  lockFolder(join(tempFolder(), 'a', 'b'))();
});

test('whether one is held can be asked, and makes nothing', () => {
  const folder = tempFolder();
  expect(isHeld(folder)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
  const release = lockFolder(folder);
  expect(isHeld(folder)).toBe(true);
  release();
  expect(isHeld(folder)).toBe(false);
});

test('two folders do not mind each other', () => {
  const [a, b] = [lockFolder(tempFolder()), lockFolder(tempFolder())];
  a();
  b();
});

test('another process is refused', async () => {
  const folder = tempFolder();
  onTestFinished(lockFolder(folder));
  expect(await firstLine(other(folder, ''))).toBe('FolderInUse');
});

test('a process that is killed lets go', async () => {
  const folder = tempFolder();
  const child = other(folder, 'setInterval(() => {}, 1000);');
  expect(await firstLine(child)).toBe('held');
  expect(() => lockFolder(folder)).toThrow(FolderInUse);
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  lockFolder(folder)();
});
