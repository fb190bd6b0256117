import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './command.ts';
import { nearest } from './nearest.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

const spoken = (names: readonly string[]): string => names.map(name => `--${name}`).join(', ');

/** What is wrong with an option, in the command's own words. */
const faultOf = (error: Error, options: Options): string => {
  const code = 'code' in error ? error.code : null;
  const option = /'(?:-\S, )?(-{1,2}[^'\s]+)/.exec(error.message)?.[1] ?? '';
  const given = option.replace(/^-+/, '');
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const known = Object.keys(options);
    const meant = nearest(given, known);
    const hint = meant ? `did you mean --${meant}?` : `it has ${spoken(known)}`;
    return `there is no option ${option}: ${hint}`;
  }
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return error.message;
  return options[given]?.type === 'boolean' ? `--${given} takes no value` : `--${given} needs a value`;
};

/** Parses a command's arguments. @throws UsageError naming the argument that is wrong */
export const readArgs = <O extends Options>(args: readonly string[], options: O) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? faultOf(error, options) : 'the arguments are not understood',
    );
  }
};

export const wholeNumber = (text: string | undefined, name: string, fallback: number, min = 0): number => {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min)
    throw new UsageError(`--${name} must be a whole number from ${min}`);
  return value;
};
