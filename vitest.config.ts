import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { v8Flags } from './bin/v8-flags.js';
import { postgres } from './tests/support/services.ts';

/** What runs on PostgreSQL too, through the same files: whole timelines, every verb, and lists with their order and pages. */
const alsoOnPostgres = [
  'tests/scenarios/**/*.test.ts',
  'tests/worklist/{verbs,snooze,reopen,quiet}.test.ts',
  'tests/attendance/{paging,handoffs,outage,moved,incident-rows}.test.ts',
  'tests/api/{alerts,coverage,events,handoffs,patients-list,patients-one,patients-timeline}*.test.ts',
  'tests/readings/history/{triggers,forward,hot-window,start-history,in-app}.test.ts',
  'tests/{cli/history,conformance/history/influx,ingest/odd-text}.test.ts',
  'tests/api/{provider-requests,repeated-requests,rejected-groups,reports,risk-list,roster,worklist-list,worklist-close}*.test.ts',
];

/** What needs PostgreSQL itself, but does not stop it: on the same server. */
const ofPostgres = [
  'tests/db/{postgres-writer,gathered,claims,history-on-postgres,recovered-on-postgres,statements}.test.ts',
  'tests/{app/own-clock,roster/roster-changes,cli/on-postgres}.test.ts',
];

/** Tests with processes of their own. All others share one module graph a worker. */
const faults = ['tests/faults/**/*.test.ts'];

/** Tests in a real browser, of which a worker has one. */
const inBrowser = ['tests/browser/**/*.test.ts'];

/** The page is built once, for whoever looks at it or serves it. */
const pageIsBuilt = 'tests/support/build-page.ts';

/** The longest first, so that none of them runs alone at the end. */
const longest = ['tests/faults/several-', 'tests/browser/accessible', 'tests/faults/', 'tests/browser/'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification): number => {
      const rank = longest.findIndex(part => moduleId.includes(part));
      return rank < 0 ? longest.length : rank;
    };
    return (await super.sort(files)).sort((a, b) => rankOf(a) - rankOf(b));
  }
}

const hasPostgres = !postgres().missing;

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    execArgv: v8Flags,
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['tests/**/*.test.ts'],
          exclude: [...faults, ...inBrowser, ...(hasPostgres ? ofPostgres : [])],
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'whole', include: faults, globalSetup: pageIsBuilt },
      },
      {
        extends: true,
        test: { name: 'browser', include: inBrowser, isolate: false, globalSetup: pageIsBuilt },
      },
      ...(hasPostgres
        ? [
            {
              extends: true as const,
              test: {
                name: 'postgres',
                include: [...alsoOnPostgres, ...ofPostgres],
                isolate: false,
                globalSetup: 'tests/support/postgres-for-tests.ts',
              },
            },
          ]
        : []),
    ],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // unless told, one core of two would stand idle; a third worker there only slows the other two
    maxWorkers: Math.max(2, availableParallelism() - 1),
    coverage: {
      include: ['src/domain/**', 'src/ingest/**', 'src/rules/**', 'src/evaluation/**', 'src/alerts/**'],
      reporter: ['text-summary', 'text'],
    },
  },
});
