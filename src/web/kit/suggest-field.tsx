import { type ComponentProps, lazy, Suspense } from 'react';
import type { ComboBox } from './combo-box.tsx';
import { TextField } from './text-field.tsx';

type Props = ComponentProps<typeof ComboBox>;

const Plain = ({ suggestions: _none, ...props }: Props) => <TextField {...props} />;

const Suggesting = lazy(async () => {
  try {
    return { default: (await import('./combo-box.tsx')).ComboBox };
  } catch {
    return { default: Plain };
  }
});

/** Free text with suggestions: a plain field until their code has come, which then takes over its text and its focus. */
export const SuggestField = (props: Props) => (
  <Suspense fallback={<Plain {...props} />}>
    <Suggesting {...props} />
  </Suspense>
);
