import { useState } from 'react';
import type { z } from 'zod';
import type { signInWaysSchema } from '../../contract/session.ts';
import { Button } from '../kit/button.tsx';
import { useOnline } from '../lib/use-online.ts';
import { useResource } from '../lib/use-resource.ts';
import { text } from '../strings.ts';

const { notice: words } = text;
const key = 'vigil-notice-hidden';

/** Shown again at the next sign-in. */
export const showNoticeAgain = (): void => window.sessionStorage.removeItem(key);

/** The site's own words; null until they are here. */
export const useNotice = (): string | null =>
  useResource<z.infer<typeof signInWaysSchema>>('sign-in', 0).value?.notice ?? null;

/** That this is not for emergencies; its place is kept while the words are on their way. */
export const NoticeBanner = ({ notice }: { readonly notice: string | null }) => {
  const [isHidden, setHidden] = useState(() => window.sessionStorage.getItem(key) !== null);
  if (isHidden || notice === '') return null;
  const hide = () => {
    window.sessionStorage.setItem(key, 'hidden');
    setHidden(true);
  };
  return (
    <section className="notice-banner" aria-label={words.label}>
      <p>{notice}</p>
      <Button small look="quiet" onPress={hide}>
        {words.dismiss}
      </Button>
    </section>
  );
};

/** Always there: the notice, or that nothing can be saved now. */
export const Footer = ({ notice }: { readonly notice: string | null }) => {
  const isOnline = useOnline();
  return (
    <footer className="footer">
      <span>{notice}</span>
      <output className="offline">{isOnline ? '' : text.connection.nothingSaved}</output>
    </footer>
  );
};
