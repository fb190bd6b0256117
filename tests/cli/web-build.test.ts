import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { webFolder } from '../../src/cli/web-build.ts';

test('the page that is served is built for production, also by a test run: it holds no path of its sources', () => {
  const assets = join(webFolder, 'assets');
  const scripts = readdirSync(assets).filter(name => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(10);
  const telling = scripts.filter(name =>
    readFileSync(join(assets, name), 'utf8').includes(dirname(webFolder)),
  );
  expect(telling).toEqual([]);
});
