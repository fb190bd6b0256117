import type { Kind } from '../domain/reading.ts';

const nouns: Readonly<Record<Kind, string>> = {
  'blood-pressure': 'cuff',
  glucose: 'glucose meter',
  weight: 'scale',
};

/** `scale dev_1`: a device as sentences name it. */
export const deviceText = ({ deviceId, kind }: { readonly deviceId: string; readonly kind: Kind }): string =>
  `${nouns[kind]} ${deviceId}`;
