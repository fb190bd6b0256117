import { type RefObject, useEffect } from 'react';

/** For the mouse the whole line is the button that it holds, but for its other buttons, forms and dialogs. */
export const useLineClicks = (box: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    const element = box.current;
    const onClick = ({ target }: MouseEvent) => {
      if (!(target instanceof Element) || target.closest('button, form, label, a, [role="dialog"]')) return;
      const button = target.closest('li[data-line]')?.querySelector('button');
      button?.focus();
      button?.click();
    };
    element?.addEventListener('click', onClick);
    return () => element?.removeEventListener('click', onClick);
  }, [box]);
};
