/** Whose ranking is shown: the one asked for, else the one looked at last, else the first; empty while there is none. */
export const rankedProgram = (
  { riskProgram, program }: { readonly riskProgram: string; readonly program: string },
  kept: string,
  programs: readonly { readonly id: string }[],
): string => riskProgram || program || (programs.find(({ id }) => id === kept) ?? programs[0])?.id || '';
