import { type ReactNode, useSyncExternalStore } from 'react';
import { createToasts, type Toasts } from './toasts.ts';

/** The page's one queue: whoever has something to tell says it here. */
export const toasts: Toasts<ReactNode> = createToasts({
  after: (ms, run) => {
    const timer = window.setTimeout(run, ms);
    return () => window.clearTimeout(timer);
  },
});

type Props = {
  /** a message that has its own place in the region, among `children` */
  readonly spoken?: string;
  readonly children?: ReactNode;
};

/** The page's one live region for what has been done: what is shown is also spoken, once. */
export const ToastRegion = ({ spoken = '', children }: Props) => {
  const shown = useSyncExternalStore(toasts.subscribe, toasts.shown);
  return (
    <div className="toast-place">
      <output className="visually-hidden" aria-live="polite">
        {spoken || (shown.at(-1)?.spoken ?? '')}
      </output>
      {shown.map(toast => (
        <div key={toast.id} className="toast" aria-hidden={toast.spoken === toast.content}>
          {toast.content}
        </div>
      ))}
      {children}
    </div>
  );
};
