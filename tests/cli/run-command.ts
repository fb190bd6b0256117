import type { Command } from '../../src/cli/command.ts';
import { type Clock, heldClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { now } from '../support/store.ts';

type Options = { readonly env: Parameters<typeof readConfig>[0]; readonly clock?: Clock };

/** Runs a command as the command line does: what it printed and told, and the error it ended with, if any. */
export const runCommand = async (
  command: Command,
  args: readonly string[],
  { env, clock = heldClock(now) }: Options,
): Promise<{ readonly failure: unknown; readonly printed: string; readonly told: string }> => {
  const printed: string[] = [];
  const told: string[] = [];
  const failure = await command
    .run(args, {
      config: readConfig(env),
      clock,
      print: text => printed.push(text),
      tell: text => told.push(text),
      signal: new AbortController().signal,
    })
    .then(
      () => null,
      (error: unknown) => error,
    );
  return { failure, printed: printed.join('\n'), told: told.join('\n') };
};
