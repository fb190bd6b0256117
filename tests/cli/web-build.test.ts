import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { webFolder } from '../../src/cli/web-build.ts';

const assets = join(webFolder, 'assets');
const scripts = readdirSync(assets).filter(name => name.endsWith('.js'));
const source = (name: string): string => readFileSync(join(assets, name), 'utf8');

test('the page that is served is built for production, also by a test run: it holds no path of its sources', () => {
  expect(scripts.length).toBeGreaterThan(10);
  expect(scripts.filter(name => source(name).includes(dirname(webFolder)))).toEqual([]);
});

describe('the scripts of a case manager, who opens a patient and all her tabs', () => {
  const limit = 250_000;
  /** the worklist; a patient with all tabs; the library that draws charts */
  const parts = ['worklist', 'patient', 'charts'];
  const nameOf = (file: string): string => file.replace(/-.{8}\.js$/, '');

  const named = (part: string): string => {
    const [found, ...more] = scripts.filter(file => nameOf(file) === part);
    if (found === undefined || more.length > 0) throw new Error(`not one script is named ${part}`);
    return found;
  };
  const importedAtOnce = (file: string): string[] =>
    [...source(file).matchAll(/(?:\bfrom|\bimport)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)].flatMap(m => m[1] ?? []);
  const importedLater = (file: string): string[] => [
    ...new Set(
      [...source(file).matchAll(/\bimport\(\s*["'`]\.\/([^"'`]+\.js)["'`]/g)].flatMap(m =>
        nameOf(m[1] ?? ''),
      ),
    ),
  ];
  const withImports = (files: readonly string[]): ReadonlySet<string> => {
    const all = new Set(files);
    for (const file of all) for (const next of importedAtOnce(file)) all.add(next);
    return all;
  };

  test('weigh at most 250 kB, compressed', () => {
    const entry = /src="\/assets\/([^"]+\.js)"/.exec(
      readFileSync(join(webFolder, 'index.html'), 'utf8'),
    )?.[1];
    const files = withImports([entry ?? '', ...parts.map(named)]);
    const bytes = [...files].reduce((sum, file) => sum + gzipSync(source(file)).length, 0);
    console.info(`${files.size} scripts, ${bytes} bytes in gzip`);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThanOrEqual(limit);
  });

  test('are all: what else a patient brings later are the charts, and what is opened by hand', () => {
    const later = importedLater(named('patient')).filter(name => !parts.includes(name));
    expect(later.sort()).toEqual(['about-models', 'combo-box']);
    expect(importedLater(named('charts')).filter(name => !parts.includes(name))).toEqual([]);
  });
});
