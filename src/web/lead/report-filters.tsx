import { useState } from 'react';
import { Select } from '../kit/select.tsx';
import type { Query } from '../lib/api.ts';
import { dayMs } from '../lib/times.ts';
import { leadWords as words } from '../strings/lead.ts';
import type { Desk } from '../use-desk.ts';

const choicesOfDays = [7, 28, 90] as const;
const usualDays = 28;

const startOf = (now: number, days: number): string => new Date(now - days * dayMs).toISOString();

/** Of which program, and of how many days up to now; a refresh moves the days on. */
export const useSpan = (desk: Desk) => {
  const [program, setProgram] = useState('');
  const [span, setSpan] = useState(() => ({ days: usualDays, from: startOf(desk.now, usualDays) }));
  const setDays = (days: number) => setSpan({ days, from: startOf(desk.now, days) });
  const query: Query = { program: program || null, from: span.from };
  return { program, setProgram, days: span.days, setDays, query, refresh: () => setDays(span.days) };
};

type ProgramProps = {
  readonly desk: Desk;
  readonly value: string;
  readonly onChange: (program: string) => void;
  /** whether one may be left unchosen */
  readonly withAll?: boolean;
};

export const ProgramFilter = ({ desk, value, onChange, withAll = true }: ProgramProps) => (
  <Select
    label={words.program}
    value={value}
    onChange={onChange}
    isSet={withAll && value !== ''}
    choices={[
      ...(withAll ? [{ value: '', label: words.allPrograms }] : []),
      ...desk.programs.map(({ id, name }) => ({ value: id, label: name })),
    ]}
  />
);

type DaysProps = { readonly value: number; readonly onChange: (days: number) => void };

export const DaysFilter = ({ value, onChange }: DaysProps) => (
  <Select
    label={words.time}
    value={String(value)}
    onChange={days => onChange(Number(days))}
    choices={choicesOfDays.map(days => ({ value: String(days), label: words.days(days) }))}
  />
);
