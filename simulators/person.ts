import { dayMs, isoDay } from '../src/domain/local-day.ts';
import type { PatientFlag } from '../src/domain/patient.ts';
import { femaleShare, pregnant, programMix, programShares, timeZoneShares } from './mix.ts';
import type { Span } from './mix-rows.ts';
import { familyNames, givenNames, phoneAreas } from './names.ts';
import type { Random } from './random.ts';

const drawBirthDate = ([first, last]: Span, random: Random): string =>
  isoDay(Math.floor(Date.UTC(random.whole(first, last), 0, 1) / dayMs) + random.whole(0, 364));

const drawPhone = (timeZone: string, random: Random): string =>
  `+1-${random.pick(phoneAreas[timeZone] ?? ['202'])}-555-01${String(random.whole(0, 99)).padStart(2, '0')}`;

export const drawPerson = (random: Random) => {
  const program = random.weighted(programShares);
  const timeZone = random.weighted(timeZoneShares);
  const sex = random.chance(femaleShare) ? ('female' as const) : ('male' as const);
  return {
    program,
    timeZone,
    sex,
    family: random.pick(familyNames),
    given: random.pick(givenNames[sex]),
    birthDate: drawBirthDate(programMix[program].birthYears, random),
    phone: drawPhone(timeZone, random),
  };
};

export type Person = ReturnType<typeof drawPerson>;

export const drawFlags = ({ program, sex, birthDate }: Person, random: Random): readonly PatientFlag[] => {
  const drugs = (['insulin', 'sulfonylurea', 'anticoagulant', 'beta-blocker'] as const).filter(flag =>
    random.chance(programMix[program].flags[flag] ?? 0),
  );
  const mayBe =
    program === 'hypertension' && sex === 'female' && Number(birthDate.slice(0, 4)) >= pregnant.bornFrom;
  return random.chance(pregnant.share) && mayBe ? [...drugs, 'pregnant'] : drugs;
};
