import type { Dialect } from './statements.ts';

/** What a dialect calls JSON in a cast. */
export const jsonType = (dialect: Dialect): string => (dialect === 'sqlite' ? 'text' : 'jsonb');

/** SQL: timers, with that of the rule `@ruleId` set to the instant `@at`. */
export const withTimer = (dialect: Dialect, timers: string): string =>
  dialect === 'sqlite'
    ? `json_set(${timers}, '$."' || @ruleId || '"', json_object('at', @at, 'wallAt', @at))`
    : `jsonb_set(${timers}, ARRAY[CAST(@ruleId AS text)],
         jsonb_build_object('at', CAST(@at AS bigint), 'wallAt', CAST(@at AS bigint)))`;
