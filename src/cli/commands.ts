import type { Command } from './command.ts';

type Entry = { readonly summary: string; readonly load: () => Promise<Command> };

/** Loaded one at a time, so that help answers at once. */
const commands: Readonly<Record<string, Entry>> = {
  demo: {
    summary: 'everything embedded, on loopback, with a simulated panel that streams',
    load: async () => (await import('./demo.ts')).demo,
  },
  serve: {
    summary: 'run the service: broker, evaluation, API and page',
    load: async () => (await import('./serve.ts')).serve,
  },
  migrate: {
    summary: 'bring the store to this version (serve and demo do it at start)',
    load: async () => (await import('./migrate.ts')).migrate,
  },
  import: {
    summary: 'import a roster, stays or diagnoses from CSV',
    load: async () => (await import('./import.ts')).importCommand,
  },
  score: {
    summary: 'rank the patients of each program by risk',
    load: async () => (await import('./score.ts')).score,
  },
  rejected: {
    summary: 'messages that became no reading: list, show, replay after a fix, discard',
    load: async () => (await import('./rejected.ts')).rejectedCommand,
  },
  simulate: {
    summary: "drive simulated patients' devices over MQTT, or write stream, roster and truth to files",
    load: async () => (await import('./simulate.ts')).simulate,
  },
  replay: {
    summary: 'play recorded data through the whole path, the clock following the data',
    load: async () => (await import('./replay.ts')).replay,
  },
  explain: {
    summary: 'why an alert is what it is, and whether its rule finds the same again',
    load: async () => (await import('./explain.ts')).explain,
  },
  backtest: {
    summary: "replay a program's stored readings under proposed limits or rules",
    load: async () => (await import('./backtest.ts')).backtest,
  },
  'evaluate-alerts': {
    summary:
      'measure the rules on patients whose truth is known: events detected, items a week, how many were right',
    load: async () => (await import('./evaluate-alerts.ts')).evaluateAlerts,
  },
  train: {
    summary: 'train a risk model',
    load: async () => (await import('./train.ts')).train,
  },
  'evaluate-model': {
    summary: 'judge a risk model, or the scores of another tool, on encounters whose outcome is known',
    load: async () => (await import('./evaluate-model.ts')).evaluateModel,
  },
  recalibrate: {
    summary: "put a risk model's probabilities right on your own outcomes",
    load: async () => (await import('./recalibrate.ts')).recalibrate,
  },
  history: {
    summary: 'the history of readings in InfluxDB: fill it up, compare it, how it stands',
    load: async () => (await import('./history.ts')).history,
  },
  user: {
    summary: 'accounts of people: add, list, new password, disable',
    load: async () => (await import('./user.ts')).user,
  },
  token: {
    summary: 'tokens of machines: issue, list, revoke',
    load: async () => (await import('./token.ts')).token,
  },
  audit: {
    summary: 'check that nobody altered, added or removed a row of the audit',
    load: async () => (await import('./audit.ts')).audit,
  },
  backup: {
    summary: 'copy the store, also while the service runs on it',
    load: async () => (await import('./backup.ts')).backup,
  },
  restore: {
    summary: 'make the store that of a backup, after checking all of it',
    load: async () => (await import('./restore.ts')).restore,
  },
  bench: {
    summary: 'measure on this machine: ingest, evaluate, api, score, web',
    load: async () => (await import('./bench.ts')).bench,
  },
  'broker-config': {
    summary: 'write the configuration of a broker of your own: mosquitto',
    load: async () => (await import('./broker-config.ts')).brokerConfig,
  },
  'web-build': {
    summary: 'build the page when it is missing or stale',
    load: async () => (await import('./web-build.ts')).webBuild,
  },
  generate: {
    summary: 'for developers: write docs/openapi.json and migrations, or check them',
    load: async () => (await import('./generate.ts')).generate,
  },
};

export const commandNames: readonly string[] = Object.keys(commands);

export const findCommand = (name: string): Promise<Command> | undefined =>
  Object.hasOwn(commands, name) ? commands[name]?.load() : undefined;

export const usage = (): string =>
  [
    'vigil <command> [options]      (each has --help)',
    '',
    ...Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(14)} ${summary}`),
  ].join('\n');
