import { fileURLToPath } from 'node:url';

/** The folder of models that ship with Vigil. */
export const shippedModels: string = fileURLToPath(new URL('../../../models', import.meta.url));
