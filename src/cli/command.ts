import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';

/** A usage error: printed without a stack, with exit code 2. */
export class UsageError extends Error {}

export type CommandContext = {
  readonly config: Config;
  readonly clock: Clock;
  readonly print: (text: string) => void;
  /** progress and remarks, kept apart from the result */
  readonly tell: (text: string) => void;
  /** aborts when the user wants to stop */
  readonly signal: AbortSignal;
};

export type Command = {
  readonly help: string;
  readonly run: (args: readonly string[], context: CommandContext) => Promise<void>;
};
