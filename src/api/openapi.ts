export const openApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'Vigil',
    version: '1',
    description:
      'Risk stratification and telemonitoring alerts. Errors are RFC 9457 problem details that name the field and the ' +
      'remedy. Lists are {"items":[…],"next":cursor|null}. Until sign-in exists the server answers on loopback only, and ' +
      'whoever changes something is named in the header Vigil-Actor. Vigil supports decisions; it is not for emergencies.',
  },
};
