import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onPath, service } from '../support/services.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export const textOf = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');

/** Debian's, written in Python: with it comes what reads YAML here. */
export const compose = () => service('docker-compose', onPath(['docker-compose']));

/** What a YAML file says. */
export const yaml = (text: string): unknown =>
  JSON.parse(
    execFileSync('python3', ['-c', 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))'], {
      input: text,
      encoding: 'utf8',
    }),
  );

export type Service = {
  readonly image: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly restart?: string;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly mem_limit?: string;
  readonly cpus?: number;
  readonly pids_limit?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly networks?: Readonly<Record<string, unknown>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly secrets?: readonly { readonly source: string }[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
};

export type Compose = {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
};

/** The file as docker-compose reads it, with what it refers to filled in. @throws where it does not pass its check */
export const resolved = (env: Readonly<Record<string, string>> = {}): Compose =>
  yaml(
    execFileSync(compose().path, ['-f', `${root}/docker-compose.yml`, 'config'], {
      env: { PATH: process.env.PATH, ...env },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  ) as Compose;
