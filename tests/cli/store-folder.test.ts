import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { storeFolder, tellIfBesideDemo } from '../../src/cli/store-folder.ts';
import { readConfig } from '../../src/config.ts';
import { tempFolder } from '../support/store.ts';

const withStores = (...folders: readonly string[]): string => {
  const data = tempFolder();
  for (const folder of folders) {
    mkdirSync(join(data, folder), { recursive: true });
    writeFileSync(join(data, folder, 'vigil.db'), '');
  }
  return data;
};
const asked = (over: { data?: string; demo?: boolean } = {}) => ({ data: over.data, demo: over.demo });

test('a store in the data folder is looked at, also beside one of the demo', () => {
  const data = withStores('', 'demo');
  expect(storeFolder(asked(), data)).toBe(data);
  expect(storeFolder(asked({ demo: true }), data)).toBe(join(data, 'demo'));
});

test('a folder that is named stands for the data folder', () => {
  const named = withStores('', 'demo');
  expect(storeFolder(asked({ data: named }), 'elsewhere')).toBe(named);
  expect(storeFolder(asked({ data: named, demo: true }), 'elsewhere')).toBe(join(named, 'demo'));
});

test("where only the demo's is there, the option that looks at it is said", () => {
  const refused = () => storeFolder(asked(), withStores('demo'));
  expect(refused).toThrow(expect.objectContaining({ code: 'not-found' }));
  expect(refused).toThrow(
    expect.objectContaining({
      details: expect.objectContaining({ remedy: expect.stringContaining('--demo') }),
    }),
  );
});

test('where neither is there, whoever opens it says so', () => {
  const data = withStores();
  expect(storeFolder(asked(), data)).toBe(data);
});

test("a store that is made beside the demo's is told of, with how to act on the demo's", () => {
  const told = (data: string, env: Record<string, string> = {}) => {
    const said: string[] = [];
    tellIfBesideDemo({
      config: readConfig({ VIGIL_DATA: data, ...env }),
      tell: text => said.push(text),
    });
    return said.join('\n');
  };
  const data = withStores('demo');
  expect(told(data)).toContain(`makes a new store in ${data},`);
  expect(told(data)).toContain(`VIGIL_DATA=${join(data, 'demo')}`);
  expect(told(data, { DATABASE_URL: 'postgres://db/vigil' })).toBe('');
  expect(told(withStores('', 'demo'))).toBe('');
  expect(told(withStores())).toBe('');
});
