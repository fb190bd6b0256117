import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeConfig, readConfig } from '../src/config.ts';
import { refusalOf } from './support/refusal-of.ts';
import { tempFolder } from './support/store.ts';

const pemFiles = () => {
  const folder = tempFolder();
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(cert, 'a certificate\n');
  writeFileSync(key, 'a key\n');
  return { TLS_CERT: cert, TLS_KEY: key };
};

const publicUrl = { VIGIL_PUBLIC_URL: 'https://vigil.example' };
const outside = { VIGIL_HOST: '0.0.0.0' };
const oidc = { OIDC_ISSUER: 'https://id.example/realms/ward', OIDC_AUDIENCE: 'vigil' };

describe('where it answers', () => {
  test('elsewhere than on this machine with TLS, or behind a proxy', () => {
    const own = readConfig({ ...outside, ...publicUrl, ...pemFiles() });
    expect(own.tls).toEqual({ cert: 'a certificate', key: 'a key' });
    expect(own.signIn).toMatchObject({
      secureCookies: true,
      behindProxy: false,
      ...{ publicUrl: 'https://vigil.example' },
    });
    const behind = readConfig({ ...outside, ...publicUrl, VIGIL_PROXY: 'on' });
    expect(behind.tls).toBeNull();
    expect(behind.signIn).toMatchObject({ secureCookies: true, behindProxy: true });
  });

  test.each([
    ['without TLS', outside, 'VIGIL_HOST must be a loopback address'],
    [
      'without TLS, though it has a name',
      { ...outside, ...publicUrl },
      'VIGIL_HOST must be a loopback address',
    ],
    ['without its public name', { ...outside, VIGIL_PROXY: 'on' }, 'VIGIL_PUBLIC_URL is missing'],
    [
      'under a name without TLS',
      { ...outside, VIGIL_PROXY: 'on', VIGIL_PUBLIC_URL: 'http://vigil.example' },
      'VIGIL_PUBLIC_URL must begin with https://',
    ],
    [
      'under a name with a path',
      { VIGIL_PUBLIC_URL: 'https://vigil.example/app' },
      'VIGIL_PUBLIC_URL must hold no path',
    ],
    ['under no address', { VIGIL_PUBLIC_URL: 'vigil' }, 'VIGIL_PUBLIC_URL must be an address'],
    ['at a host name', { VIGIL_HOST: 'vigil.example' }, 'VIGIL_HOST must be an IP address'],
    ['with a file that is not there', { TLS_CERT: '/nowhere' }, 'TLS_CERT must name a file that can be read'],
    ['with a proxy that may be', { VIGIL_PROXY: 'maybe' }, 'VIGIL_PROXY must be on or off'],
  ])('not %s', (_, env, message) => {
    expect(refusalOf(env)).toContain(message);
  });

  test('not with half of a pair', () => {
    const { TLS_CERT, TLS_KEY } = pemFiles();
    expect(refusalOf({ ...publicUrl, TLS_CERT })).toBe('TLS_KEY is missing: TLS_CERT is set');
    expect(refusalOf({ ...publicUrl, TLS_KEY })).toBe('TLS_CERT is missing: TLS_KEY is set');
  });
});

describe('the identity provider', () => {
  test('is taken with the id that Vigil has there, and a secret from a file', () => {
    const { TLS_KEY: file } = pemFiles();
    const { signIn } = readConfig({ ...oidc, OIDC_CLIENT_SECRET_FILE: file, OIDC_NAME: 'Hospital ID' });
    expect(signIn.oidc).toEqual({
      issuer: 'https://id.example/realms/ward',
      clientId: 'vigil',
      clientSecret: 'a key',
      name: 'Hospital ID',
      usernameClaim: 'preferred_username',
    });
  });

  test('without a secret is a public client', () => {
    expect(readConfig(oidc).signIn.oidc?.clientSecret).toBeNull();
  });

  test.each([
    [{ OIDC_ISSUER: 'http://id.example', OIDC_AUDIENCE: 'vigil' }, 'OIDC_ISSUER must begin with https://'],
    [{ OIDC_ISSUER: 'https://id.example' }, 'OIDC_AUDIENCE is missing'],
    [{ OIDC_AUDIENCE: 'vigil' }, 'OIDC_AUDIENCE is set without OIDC_ISSUER'],
    [{ OIDC_CLIENT_SECRET: 's' }, 'OIDC_CLIENT_SECRET is set without OIDC_ISSUER'],
    [
      { ...oidc, OIDC_CLIENT_SECRET: 's', OIDC_CLIENT_SECRET_FILE: '/nowhere' },
      'OIDC_CLIENT_SECRET_FILE must',
    ],
    [{ ...oidc, OIDC_ISSUER: 'https://me:pw@id.example' }, 'OIDC_ISSUER must hold no user'],
  ])('%j is refused', (env, message) => {
    expect(refusalOf(env)).toContain(message);
  });
});

test.each([
  ['0', 'must be at least 1 minute'],
  ['500', 'must be at most 240 minutes'],
  ['soon', 'must be a number of minutes'],
])('%s idle minutes are refused', (VIGIL_IDLE_MINUTES, message) => {
  expect(refusalOf({ VIGIL_IDLE_MINUTES })).toBe(`VIGIL_IDLE_MINUTES ${message}`);
});

test('what is printed at the start holds no secret', () => {
  const env = {
    ...oidc,
    ...publicUrl,
    ...pemFiles(),
    OIDC_CLIENT_SECRET: 'hush-client',
    VIGIL_TOKEN: 'hush-token',
    VIGIL_DEMO_TOKEN: 'hush-demo-token-0',
  };
  const said = describeConfig(readConfig(env));
  expect(said).toContain('publicUrl=https://vigil.example');
  expect(said).toContain('oidcIssuer=https://id.example/realms/ward');
  expect(said).not.toMatch(/hush|a key/);
});
