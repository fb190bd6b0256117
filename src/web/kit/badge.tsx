import type { ReactNode } from 'react';

export type Tone = 'plain' | 'accent' | 'good' | 'info' | 'warning' | 'urgent' | 'critical';

type Props = { readonly tone?: Tone; readonly title?: string; readonly children: ReactNode };

/** A word in a frame; the word says it, the tone only helps the eye. */
export const Badge = ({ tone = 'plain', title, children }: Props) => (
  <span className={tone === 'plain' ? 'badge' : `badge ${tone}`} title={title}>
    {children}
  </span>
);
