const key = 'vigil-return';

/** Signs in at the organisation's provider, and comes back to the place that was open. */
export const goToProvider = (): void => {
  window.sessionStorage.setItem(key, window.location.hash);
  window.location.assign('/api/v1/oidc/start?returnTo=%2F');
};

/** Puts the place back that was open before; once. */
export const takeUpReturn = (): void => {
  const hash = window.sessionStorage.getItem(key);
  window.sessionStorage.removeItem(key);
  if (hash && window.location.hash === '') window.history.replaceState(null, '', hash);
};
