import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { UsageError } from './command.ts';

const fromPipe = async (): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8').split(/\r?\n/)[0] ?? '';
};

const fromTerminal = (question: string): Promise<string> =>
  new Promise(resolve => {
    process.stderr.write(question);
    const nowhere = new Writable({ write: (_part, _encoding, done) => done() });
    const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
    lines.question('', answer => {
      lines.close();
      process.stderr.write('\n');
      resolve(answer);
    });
  });

/** Asks without showing what is typed; from a pipe it reads the first line. @throws UsageError when nothing comes */
export const askSecret = async (question: string): Promise<string> => {
  const answer = process.stdin.isTTY ? await fromTerminal(question) : await fromPipe();
  if (answer === '') throw new UsageError('no password was given: type it, or pipe it in');
  return answer;
};
