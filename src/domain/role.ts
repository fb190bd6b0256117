/** What may be done, in words that roles hold and that tokens of machines are given as scopes. */
export const permissions = {
  'worklist:read': 'see the worklist, its items and events',
  'worklist:act':
    'acknowledge, note, snooze, escalate, hand off and close items; log contacts, symptoms and minutes',
  'worklist:assign': "give other people's items to somebody",
  'provider:answer': 'answer what awaits the provider',
  'patients:read': 'see patients, their readings, alerts and risk',
  'patients:write': 'change contacts, status, medications, stays and own limits; settle whose a reading is',
  'devices:read': 'see devices and messages that were rejected',
  'devices:write': 'assign devices; replay or discard rejected messages',
  'programs:read': 'see programs, rules, coverage and models',
  'programs:write': 'activate limits and rules, back-test them, plan coverage, settle how risk ranks',
  'reports:read': 'see alert load, response times and caseloads',
  'roster:import': 'import patients, stays and diagnoses',
  'readings:send': 'send readings over HTTP',
  'integrations:write': 'add and remove webhooks',
  'audit:read': 'read and check the audit and the log of who read what',
  'accounts:write': 'add and change accounts and tokens',
  'act-for': 'act in the name of a person whom the caller names: for another system that signed her in',
} as const;
export type Permission = keyof typeof permissions;
export const permissionNames = Object.keys(permissions) as [Permission, ...Permission[]];

const triage = [
  'worklist:read',
  'worklist:act',
  'patients:read',
  'patients:write',
  'devices:read',
  'devices:write',
  'programs:read',
] as const satisfies readonly Permission[];

const lead = [
  ...triage,
  'worklist:assign',
  'programs:write',
  'reports:read',
] as const satisfies readonly Permission[];

/** What each role may do. A provider sees only patients for whom something awaits her. */
export const roles = {
  'case-manager': triage,
  provider: ['patients:read', 'provider:answer', 'programs:read'],
  lead,
  integrator: [
    'devices:read',
    'devices:write',
    'programs:read',
    'roster:import',
    'readings:send',
    'integrations:write',
  ],
  auditor: ['audit:read', 'programs:read', 'reports:read'],
  admin: permissionNames.filter(name => name !== 'act-for'),
} as const satisfies Readonly<Record<string, readonly Permission[]>>;
export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles) as [Role, ...Role[]];

export const permissionsOf = (held: readonly Role[]): ReadonlySet<Permission> =>
  new Set(held.flatMap(role => roles[role]));

/** These reach patients of every program, so they are not given for some programs only. */
export const acrossPrograms: readonly Permission[] = [
  'roster:import',
  'readings:send',
  'integrations:write',
  'audit:read',
  'accounts:write',
];
