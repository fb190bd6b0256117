export const openApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'Vigil',
    version: '1',
    description:
      'Risk stratification and telemonitoring alerts. Errors are RFC 9457 problem details that name the field and the ' +
      'remedy. Lists are {"items":[…],"next":cursor|null}. A machine sends Authorization: Bearer with a token of vigil token ' +
      'issue; people sign in at POST /session. A token of scope act-for names in Vigil-Actor the person in whose name it ' +
      'acts. What each route needs is the table src/api/permissions.ts. Vigil supports decisions; it is not for emergencies.',
  },
};
