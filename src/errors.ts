/** What can go wrong on purpose. `api/problem.ts` maps each code to a status and a title. */
export const errorCodes = [
  'bad-request',
  'body-too-big',
  'not-json',
  'signed-out',
  'session-over',
  'wrong-credentials',
  'locked',
  'not-permitted',
  'actor-missing',
  'host-not-allowed',
  'not-found',
  'conflict',
  'reviews-missing',
  'not-allowed-now',
  'too-late',
  'already-done',
  'ingest-rejected',
  'import-rejected',
  'unsupported-media-type',
  'not-ready',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** One wrong line of an imported file; `message` says what is wrong and what to write, never the value. */
export type LineError = { readonly line: number; readonly field: string; readonly message: string };

export type ErrorDetails = {
  readonly field?: string;
  readonly remedy?: string;
  readonly errors?: readonly LineError[];
  readonly rejectedId?: string;
  /** seconds after which it is worth trying again */
  readonly retryAfterS?: number;
  readonly conflict?: { readonly by: string; readonly at: number; readonly state: string };
};

/** An expected failure. Its message is shown to whoever asked: no patient data, no internals. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}
