import { lazily } from '../../lib/lazily.tsx';

/** Fetched when it is first opened. */
export const AboutModels = lazily(async () => (await import('./about-models.tsx')).AboutModels);
