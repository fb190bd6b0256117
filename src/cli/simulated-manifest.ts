import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { UsageError } from './command.ts';

export const manifestFile = 'manifest.json';

const manifestSchema = z.looseObject({
  /** true: the patients are made up, and so is every figure about them */
  simulated: z.boolean(),
  seed: z.string(),
  version: z.string(),
});

/** What a folder of simulated files says of itself. */
export type Manifest = z.infer<typeof manifestSchema>;

export const vigilVersion = (): string => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
};

/** Whether the folder of a stream says that its patients are simulated. @throws UsageError for a manifest that is none */
export const isSimulatedStream = (stream: string): boolean => {
  const file = join(dirname(stream), manifestFile);
  if (!existsSync(file)) return false;
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).simulated;
  } catch {
    throw new UsageError(
      `${file} must be {"simulated": true or false, "seed": "…", "version": "…"}: mend it, or move the stream away from it`,
    );
  }
};
