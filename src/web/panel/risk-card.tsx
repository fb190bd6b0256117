import { lazily } from '../lib/lazily.tsx';

export const RiskCard = lazily(async () => (await import('./risk/card.tsx')).Card);
