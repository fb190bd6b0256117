import { ConfigError, readConfig } from '../../src/config.ts';

/** What is said of an environment that is refused; one that is accepted fails the test. */
export const refusalOf = (env: Parameters<typeof readConfig>[0]): string => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('was accepted');
};
