/** What a duty did; what failed of it is for who runs it to log, by id, and to try again. */
export type Outcome = {
  readonly did: boolean;
  readonly failures: ReadonlyMap<string, unknown>;
};

export const nothingDone: Outcome = { did: false, failures: new Map() };

/** Acts on one after another; one that fails holds up no other, and is named with its error in the outcome. */
export const eachApart = async (
  ids: Iterable<string>,
  act: (id: string) => Promise<boolean>,
): Promise<Outcome> => {
  const failures = new Map<string, unknown>();
  let did = false;
  for (const id of ids) {
    try {
      did = (await act(id)) || did;
    } catch (error) {
      failures.set(id, error);
    }
  }
  return { did, failures };
};
