import { type ChildProcess, spawn } from 'node:child_process';
import { eventually } from '../faults/process.ts';

export type RealServer = {
  readonly start: () => Promise<void>;
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>;
};

/** A program that serves, started and stopped as often as a test likes; started is when it answers. */
export const realServer = (
  what: string,
  [program, ...args]: readonly [string, ...string[]],
  answers: () => Promise<true | undefined>,
): RealServer => {
  let child: ChildProcess | undefined;
  let output = '';
  return {
    start: async () => {
      const started = spawn(program, args);
      child = started;
      started.stderr.on('data', chunk => {
        output += chunk;
      });
      const ended = new Promise<never>((_, reject) => {
        started.once('exit', () => reject(new Error(`${what} ended: ${output}`)));
      });
      await Promise.race([eventually(answers), ended]);
    },
    stop: async (signal = 'SIGTERM') => {
      const stopped = child;
      child = undefined;
      if (!stopped || stopped.exitCode !== null) return;
      const exit = new Promise(resolve => stopped.once('exit', resolve));
      stopped.kill(signal);
      await exit;
    },
  };
};
