import { buildWeb } from '../../src/cli/web-build.ts';

/** The page that browser tests look at is built once, before any of them. */
export default (): Promise<void> => buildWeb(text => process.stderr.write(`${text}\n`));
