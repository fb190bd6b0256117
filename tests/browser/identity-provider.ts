import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { OidcOptions } from '../../src/config-sign-in.ts';

const clientSecret = 'a secret that both know, long enough for all';

/** A real identity provider on this machine, with pages of its own, which takes whoever names herself. */
export const startIdentityProvider = async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const oidc: OidcOptions = {
    issuer,
    clientId: 'vigil',
    clientSecret,
    name: 'Ward ID',
    usernameClaim: 'preferred_username',
  };
  return {
    oidc,
    /** From now on it sends people back to there. */
    serve: (url: string): void => {
      const provider = new Provider(issuer, {
        clients: [
          {
            client_id: oidc.clientId,
            client_secret: clientSecret,
            redirect_uris: [`${url}/api/v1/oidc/callback`],
          },
        ],
        cookies: { keys: ['a key of this test'] },
        claims: { openid: ['sub'], profile: ['preferred_username'] },
        findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
        pkce: { required: () => true },
      });
      server.on('request', provider.callback());
    },
    close: () => server.close(),
  };
};
