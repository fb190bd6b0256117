import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { OidcOptions } from '../config-sign-in.ts';
import { AppError } from '../errors.ts';

/** What the browser keeps between leaving for the provider and coming back. */
export type Round = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** where on the page she was */
  readonly returnTo: string;
};

/** Whom the provider vouches for. */
export type Vouched = { readonly subject: string; readonly username: string };

export type Oidc = {
  /** Where to send the browser, and what it shall keep. @throws AppError not-ready when the provider does not answer */
  readonly begin: (redirectUri: string, returnTo: string) => Promise<{ to: URL; round: Round }>;
  /** @throws AppError wrong-credentials when the provider, or what came back, does not vouch for anybody */
  readonly finish: (cameBackTo: URL, round: Round) => Promise<Vouched>;
};

const silent = (): AppError =>
  new AppError('not-ready', 'the identity provider does not answer', {
    field: 'OIDC_ISSUER',
    remedy: 'try again, or sign in with username and password',
  });

const refused = (): AppError =>
  new AppError('wrong-credentials', 'the identity provider did not sign you in', {
    field: 'code',
    remedy: 'begin again at the sign-in page',
  });

const discover = ({ issuer, clientId, clientSecret }: OidcOptions): Promise<Configuration> =>
  discovery(
    new URL(issuer),
    clientId,
    clientSecret ?? undefined,
    clientSecret === null ? None() : undefined,
    // config.ts lets plain HTTP through on loopback only
    issuer.startsWith('http:') ? { execute: [allowInsecureRequests] } : {},
  );

/** Found once; sought again after a failure. */
const remembered = (options: OidcOptions): (() => Promise<Configuration>) => {
  let found: Promise<Configuration> | undefined;
  return () => {
    found ??= discover(options).catch(() => {
      found = undefined;
      throw silent();
    });
    return found;
  };
};

/** Authorization code flow with PKCE (RFC 9700), through an identity provider. */
export const createOidc = (options: OidcOptions): Oidc => {
  const configuration = remembered(options);
  const { usernameClaim } = options;
  /** A provider may tell it at its userinfo endpoint only. */
  const toldAside = async (known: Configuration, accessToken: string, subject: string) => {
    if (known.serverMetadata().userinfo_endpoint === undefined) return undefined;
    const told = await fetchUserInfo(known, accessToken, subject).catch(() => undefined);
    return told?.[usernameClaim];
  };
  return {
    begin: async (redirectUri, returnTo) => {
      const round = {
        state: randomState(),
        nonce: randomNonce(),
        verifier: randomPKCECodeVerifier(),
        returnTo,
      };
      const to = buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid profile email',
        code_challenge: await calculatePKCECodeChallenge(round.verifier),
        code_challenge_method: 'S256',
        state: round.state,
        nonce: round.nonce,
      });
      return { to, round };
    },
    finish: async (cameBackTo, { state, nonce, verifier }) => {
      const known = await configuration();
      const tokens = await authorizationCodeGrant(known, cameBackTo, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      }).catch(() => {
        throw refused();
      });
      const claims = tokens.claims();
      if (!claims) throw refused();
      const username = claims[usernameClaim] ?? (await toldAside(known, tokens.access_token, claims.sub));
      if (typeof username !== 'string') throw refused();
      return { subject: `${claims.iss} ${claims.sub}`, username: username.trim().toLowerCase() };
    },
  };
};
