export type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** JSON lines with ids only: never names, values or payloads. */
export type Log = {
  readonly info: (event: string, fields?: Fields) => void;
  readonly warn: (event: string, fields?: Fields) => void;
  readonly error: (event: string, fields?: Fields) => void;
};

export const createLog = (now: () => number, write: (line: string) => void): Log => {
  const at = (level: string) => (event: string, fields?: Fields) =>
    write(`${JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...fields })}\n`);
  return { info: at('info'), warn: at('warn'), error: at('error') };
};

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** What of an unknown error may be logged: its type and code and where, never its message. */
export const errorFields = (error: unknown): Fields => {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const calls = error.stack?.slice(error.stack.indexOf(error.message) + error.message.length) ?? '';
  const where = calls.split('\n').find(line => line.trimStart().startsWith('at '));
  return { error: error.name, code, where: where?.trim() };
};
