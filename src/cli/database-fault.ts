/** What a database that cannot be used says, and what mends it. */
const remedies: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody answers there: start it, or correct host and port',
  ENOTFOUND: 'there is no such host: correct it',
  EAI_AGAIN: 'the name of its host cannot be looked up now: correct it, or try again',
  ETIMEDOUT: 'it does not answer: check the network',
  '28P01': 'it refuses this password: correct it, or DATABASE_PASSWORD_FILE',
  '28000': 'it refuses this user: correct the user, or allow it in pg_hba.conf',
  '3D000': 'it has no such database: make it (createdb), or correct the name',
  '42501': 'this user may not do that there: make it the owner of the database',
  '53300': 'it takes no more connections: raise max_connections',
  '57P03': 'it is starting or stopping: try again',
};

const usualPort = 5432;

const isOf = (url: string, error: object): boolean =>
  !('port' in error) || Number(error.port) === (Number(new URL(url).port) || usualPort);

/** Why the database at `url` cannot be used, in a sentence without secrets; null when the error is another. */
export const databaseFault = (error: unknown, url: string | undefined): string | null => {
  if (!url || !URL.canParse(url) || !(error instanceof Error)) return null;
  const code = 'code' in error ? String(error.code) : '';
  const remedy = remedies[code];
  return remedy !== undefined && isOf(url, error)
    ? `DATABASE_URL names a database that cannot be used: ${remedy}`
    : null;
};
