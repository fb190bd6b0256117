import { expect, test } from 'vitest';
import { databaseFault } from '../../src/cli/database-fault.ts';
import { openPostgres } from '../../src/db/open-postgres.ts';
import { freePort } from '../faults/process.ts';
import { ownPostgres } from '../support/own-postgres.ts';

const { missing, running } = ownPostgres();
const url = 'postgres://vigil:s3cret@db.example/vigil';
const errorWith = (fields: object): Error => Object.assign(new Error('x s3cret'), fields);

const faultOf = (address: string) =>
  openPostgres({ url: address }).then(
    () => null,
    (error: unknown) => databaseFault(error, address),
  );

test('a server that is not there is named by its variable', async () => {
  const said = await faultOf(`postgres://vigil:s3cret@127.0.0.1:${await freePort()}/vigil`);
  expect(said).toMatch(/^DATABASE_URL .*nobody answers there/);
  expect(said).not.toContain('s3cret');
});

test.skipIf(missing)('so is a database that the server has not', async () => {
  const address = new URL(running().url);
  address.pathname = '/nowhere';
  expect(await faultOf(address.href)).toMatch(/^DATABASE_URL .*no such database/);
});

test.each([
  ['of another port', errorWith({ code: 'ECONNREFUSED', port: 8086 })],
  ['of another kind', errorWith({ code: 'EACCES' })],
  ['without a code', errorWith({})],
  ['that is none', 'x'],
])('an error %s says nothing of the database', (_, error) => {
  expect(databaseFault(error, url)).toBeNull();
});

test('without a database no error is its', () => {
  expect(databaseFault(errorWith({ code: 'ECONNREFUSED' }), undefined)).toBeNull();
});
