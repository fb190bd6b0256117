export const fullName = ({ family, given }: { family: string; given: string }): string =>
  `${family}, ${given}`;
