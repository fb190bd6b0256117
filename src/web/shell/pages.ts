import type { Permission } from '../../domain/role.ts';
import type { View } from '../lib/views.ts';

export type PageGroup = 'lanes' | 'lists' | 'provider' | 'lead' | 'site';

export type PageOf = { readonly view: View; readonly group: PageGroup; readonly needs: Permission };

/** Every page in the order of the navigation, and what one must be allowed to see it. */
export const pages: readonly PageOf[] = [
  { view: 'clinical', group: 'lanes', needs: 'worklist:read' },
  { view: 'tasks', group: 'lanes', needs: 'worklist:read' },
  { view: 'no-data', group: 'lanes', needs: 'worklist:read' },
  { view: 'technical', group: 'lanes', needs: 'worklist:read' },
  { view: 'risk', group: 'lists', needs: 'worklist:read' },
  { view: 'whose', group: 'lists', needs: 'patients:write' },
  { view: 'suspect', group: 'lists', needs: 'patients:write' },
  { view: 'rejected', group: 'lists', needs: 'devices:read' },
  { view: 'awaits-me', group: 'provider', needs: 'provider:answer' },
  { view: 'load', group: 'lead', needs: 'reports:read' },
  { view: 'response', group: 'lead', needs: 'reports:read' },
  { view: 'caseload', group: 'lead', needs: 'reports:read' },
  { view: 'rule-sets', group: 'lead', needs: 'programs:write' },
  { view: 'movement', group: 'lead', needs: 'reports:read' },
  { view: 'devices', group: 'lead', needs: 'reports:read' },
  { view: 'coverage', group: 'lead', needs: 'reports:read' },
  { view: 'accounts', group: 'site', needs: 'accounts:write' },
  { view: 'audit', group: 'site', needs: 'audit:read' },
];

export const pagesFor = (permissions: readonly Permission[]): readonly PageOf[] =>
  pages.filter(({ needs }) => permissions.includes(needs));

/** Reports and settings take the whole width until a patient is opened beside them. */
export const isFullWidth = (group: PageGroup): boolean => group === 'lead' || group === 'site';
