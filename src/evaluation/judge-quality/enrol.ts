import type { Store } from '../../db/open.ts';
import { createDirectory, type Directory } from '../../roster/directory.ts';
import { importRoster } from '../../roster/import-roster.ts';
import { seedPrograms } from '../../roster/programs.ts';
import { type GatewayOf, readGateways } from './gateways.ts';

/** A roster as the service knows it. */
export type Enrolled = {
  readonly directory: Directory;
  /** by the site's own id */
  readonly patientIds: ReadonlyMap<string, string>;
  readonly gatewayOf: GatewayOf;
};

/** Takes up a roster into an empty store, as the service would at an instant. @throws AppError import-rejected */
export const enrol = async (store: Store, roster: string, at: number): Promise<Enrolled> => {
  await seedPrograms(store, at);
  const directory = await createDirectory(store);
  await importRoster({ store, directory, actor: { type: 'system' }, at }, roster);
  const { id, siteId } = store.t.patient;
  const rows = await store.reader.select({ id, siteId }).from(store.t.patient);
  const patientIds = new Map(rows.map(row => [row.siteId, row.id]));
  return { directory, patientIds, gatewayOf: await readGateways(store) };
};
