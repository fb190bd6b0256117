import { describe, expect, test } from 'vitest';
import { permissionsOf, type Role } from '../../../src/domain/role.ts';
import { isFullWidth, pages, pagesFor } from '../../../src/web/shell/pages.ts';

const viewsOf = (role: Role) => pagesFor([...permissionsOf([role])]).map(({ view }) => view);

describe('the pages of a role', () => {
  test.each([
    ['case-manager', ['clinical', 'tasks', 'no-data', 'technical', 'risk', 'whose', 'suspect', 'rejected']],
    ['provider', ['awaits-me']],
    ['integrator', ['rejected']],
  ] as const)('%s', (role, expected) => {
    const lead = new Set(pages.filter(({ group }) => group === 'lead').map(({ view }) => view));
    expect(viewsOf(role)).toEqual(expected);
    expect(viewsOf(role).some(view => lead.has(view))).toBe(false);
  });

  const reports = ['load', 'response', 'caseload', 'movement', 'devices', 'coverage'];
  test.each([
    ['lead', [...reports, 'rule-sets']],
    ['auditor', [...reports, 'audit']],
    ['admin', [...reports, 'rule-sets', 'accounts', 'audit']],
  ] as const)('%s: of reports and of the site', (role, expected) => {
    const wide = new Set(pages.filter(({ group }) => isFullWidth(group)).map(({ view }) => view));
    expect(
      viewsOf(role)
        .filter(view => wide.has(view))
        .toSorted(),
    ).toEqual([...expected].toSorted());
  });

  test('nobody sees a page without the permission that it needs', () => {
    expect(pagesFor([])).toEqual([]);
    for (const { view, needs } of pagesFor(pages.map(page => page.needs))) {
      expect(pagesFor([needs]).some(page => page.view === view)).toBe(true);
    }
  });
});
