import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type AdditiveModel, loadModel } from './artefact.ts';
import { ModelUnavailable } from './unavailable.ts';

const isVersion = /^\d+\.\d+\.\d+$/;

const byVersion = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

const versionsIn = async (folder: string): Promise<readonly string[]> => {
  const names = await readdir(folder).catch(() => []);
  return names.filter(name => isVersion.test(name)).toSorted(byVersion);
};

/**
 * Loads `name`, its latest version, or `name@version`, from a folder of models. TensorFlow.js must be ready.
 * @throws ModelUnavailable in words
 */
export const findModel = async (root: string, wanted: string): Promise<AdditiveModel> => {
  const [name = '', asked] = wanted.split('@');
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new ModelUnavailable('a model is named like readmission-30d');
  const versions = await versionsIn(join(root, name));
  const version = asked ?? versions.at(-1);
  if (version === undefined || !versions.includes(version))
    throw new ModelUnavailable(
      versions.length === 0
        ? `there is no model ${name} in the folder of models`
        : `${name} is there in version ${versions.join(', ')}, not ${asked}`,
    );
  const model = await loadModel(join(root, name, version));
  if (model.id !== name || model.version !== version)
    throw new ModelUnavailable(
      `features.json names ${model.id} ${model.version}, the folder ${name} ${version}`,
    );
  return model;
};
