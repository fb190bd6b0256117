import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import { text } from '../strings.ts';

const NotLoaded = () => (
  <p className="problem" role="alert">
    {text.partMissing}
  </p>
);

/** A component whose code is fetched when it is first shown; where it cannot be fetched, that stands in its place. */
export const lazily = <P extends object>(
  load: () => Promise<ComponentType<P>>,
  /** of what stands there meanwhile */
  meanwhile = 'muted',
): ((props: P) => ReactNode) => {
  const Loaded = lazy(async (): Promise<{ default: ComponentType<P> }> => {
    try {
      return { default: await load() };
    } catch {
      return { default: NotLoaded };
    }
  });
  return props => (
    <Suspense fallback={<p className={meanwhile}>{text.loading}</p>}>
      <Loaded {...props} />
    </Suspense>
  );
};
