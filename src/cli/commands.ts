import type { Command } from './command.ts';
import { importCommand } from './import.ts';
import { serve } from './serve.ts';
import { webBuild } from './web-build.ts';

const commands: readonly Command[] = [serve, importCommand, webBuild];

export const findCommand = (name: string): Command | undefined => commands.find(c => c.name === name);

export const usage = (): string =>
  [
    'vigil <command> [options]      (each has --help)',
    '',
    ...commands.map(c => `  ${c.name.padEnd(12)} ${c.summary}`),
  ].join('\n');
