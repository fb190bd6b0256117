import { readFile } from 'node:fs/promises';
import { defaultLimits } from '../rules/limits.ts';
import { type Proposal, proposalSchema, propose } from '../rules/proposal.ts';
import { UsageError } from './command.ts';

/** @throws UsageError naming the file */
export const readText = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch(() => {
    throw new UsageError(`cannot read ${file}`);
  });

const issueText = ({
  path,
  message,
}: {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}): string => `${path.map(String).join('.') || 'the file'}: ${message}`;

/** @throws UsageError naming the file and each field that is wrong */
export const readProposal = async (file: string): Promise<Proposal> => {
  const text = await readText(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(
      `${file} must be one JSON object: {"limits": {…}, "rules": {"<id>": {"enabled": …, "params": {…}}}}`,
    );
  }
  const parsed = proposalSchema.safeParse(value);
  const whole = parsed.success ? propose({ limits: defaultLimits, rules: {} }, parsed.data) : parsed;
  if (whole.success && parsed.success) return parsed.data;
  throw new UsageError((whole.error?.issues ?? []).map(issue => `${file}: ${issueText(issue)}`).join('\n'));
};
