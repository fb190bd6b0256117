import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { locale } from '../strings.ts';

/** What every component of the kit needs above it. */
export const KitProvider = ({ children }: { readonly children: ReactNode }) => (
  <I18nProvider locale={locale}>{children}</I18nProvider>
);
