import type { Preferences } from '../../contract/session.ts';

const key = 'vigil-theme';

/** Light, dark, or as the system has it; kept in this browser, so that the sign-in page looks the same. */
export const setTheme = (theme: Preferences['theme']): void => {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset.theme;
  else dataset.theme = theme;
  window.localStorage.setItem(key, theme);
};

export const restoreTheme = (): void => {
  const theme = window.localStorage.getItem(key);
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
};
