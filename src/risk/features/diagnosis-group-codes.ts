type GroupCodes = { readonly label: string; readonly icd9: string; readonly icd10: string };

/**
 * Diagnosis groups of a readmission model: chapters of ICD, cut where the Clinical Classifications Software (AHRQ) cuts
 * them and where the patients differ. Convention. Undotted prefixes or ranges of them; a longer prefix wins over a shorter.
 * A bare ICD-9 category, which is all that the training data have but for diabetes, counts where most of its codes do.
 */
export const diagnosisGroupCodes = {
  'heart-failure': {
    label: 'Heart failure or cardiomyopathy',
    icd9: '425 428 39891 40201 40211 40291 40401 40403 40411 40413 40491 40493',
    icd10: 'I0981 I110 I130 I132 I42-I43 I50',
  },
  'ischaemic-heart': { label: 'Ischaemic heart disease', icd9: '410-414', icd10: 'I20-I25' },
  arrhythmia: { label: 'Arrhythmia or conduction disorder', icd9: '426-427', icd10: 'I44-I49' },
  hypertension: { label: 'Hypertension', icd9: '401-402 405', icd10: 'I10-I11 I15-I1A' },
  'peripheral-vascular': {
    label: 'Disease of arteries',
    icd9: '440-445 447-449 7854',
    icd10: 'I70-I79 I96',
  },
  'circulatory-other': {
    label: 'Other circulatory disease',
    icd9: '390-398 415-417 420-424 429 451-454 4563-4568 457-459',
    icd10: 'I00-I09 I26-I28 I30-I41 I51-I52 I80-I83 I86-I95 I98-I99',
  },
  stroke: {
    label: 'Stroke',
    icd9: '430-432 434 436 438 43301 43311 43321 43331 43381 43391',
    icd10: 'I60-I64 I69',
  },
  'cerebrovascular-other': {
    label: 'Other cerebrovascular disease',
    icd9: '433 435 437',
    icd10: 'G45-G46 I65-I68',
  },
  'chronic-lung': { label: 'COPD, asthma or bronchiectasis', icd9: '490-494 496', icd10: 'J40-J47' },
  pneumonia: { label: 'Pneumonia or influenza', icd9: '480-488 507', icd10: 'J09-J18 J69' },
  'respiratory-other': {
    label: 'Other respiratory disease',
    icd9: '135 460-478 495 500-506 508-519',
    icd10: 'D86 J00-J06 J20-J39 J60-J68 J70-J99 U070',
  },
  diabetes: {
    label: 'Diabetes without complications',
    icd9: '249-250',
    icd10: 'E08-E14 E0865 E0965 E1065 E1165 E1365',
  },
  'diabetes-complicated': {
    label: 'Diabetes with complications',
    icd9: '2491-2499 2501-2509',
    icd10: 'E080-E088 E090-E098 E100-E108 E110-E118 E120-E128 E130-E138 E140-E148',
  },
  'fluid-electrolyte': { label: 'Fluid or electrolyte disorder', icd9: '276', icd10: 'E86-E87' },
  'endocrine-metabolic': {
    label: 'Other endocrine, nutritional or metabolic disease',
    icd9: '240-246 251-273 275 277-278 V85',
    icd10: 'E00-E07 E15-E35 E40-E85 E88-E90 Z68',
  },
  'acute-kidney': { label: 'Acute kidney failure', icd9: '584', icd10: 'N17' },
  'chronic-kidney': {
    label: 'Chronic kidney disease',
    icd9: '403-404 585-586 588 V451 V56',
    icd10: 'I12-I13 N18-N19 N25 Z49 Z992',
  },
  genitourinary: {
    label: 'Other genitourinary disease',
    icd9: '580-583 587 589-629',
    icd10: 'N00-N16 N20-N24 N26-N98',
  },
  infection: {
    label: 'Sepsis or other infection',
    icd9: '001-069 071-134 136-139 7907 995',
    icd10: 'A00-B14 B20-B99 R65 R7881 U07 U09-U10',
  },
  neoplasm: { label: 'Neoplasm', icd9: '140-239', icd10: 'C00-D49' },
  blood: {
    label: 'Anaemia or other blood or immune disease',
    icd9: '279-289',
    icd10: 'D50-D77 D80-D85 D89',
  },
  liver: { label: 'Liver disease', icd9: '070 456 570-573', icd10: 'B15-B19 I85 K70-K77' },
  digestive: {
    label: 'Other digestive disease',
    icd9: '455 520-569 574-579',
    icd10: 'I84 K00-K68 K80-K90 K92-K95',
  },
  'skin-ulcer': { label: 'Chronic skin ulcer', icd9: '707', icd10: 'L89 L97 L984' },
  skin: {
    label: 'Cellulitis or other skin disease',
    icd9: '680-706 708-709',
    icd10: 'L00-L75 L80-L88 L90-L96 L98-L99',
  },
  musculoskeletal: { label: 'Musculoskeletal disease', icd9: '274 446 710-739', icd10: 'M00-M99' },
  fracture: {
    label: 'Fracture',
    icd9: '800-829',
    icd10: `
      S02 S12 S22 S32 S42 S490-S491 S52 S590-S592 S62 S72 S790-S791 S82 S890-S893 S92 S990-S992 T02 T08 T10 T12
    `,
  },
  'injury-poisoning': {
    label: 'Injury, poisoning or adverse drug effect',
    icd9: '830-994 9950-9958 E000-E869 E880-E999',
    icd10: `
      S00-S01 S03-S11 S13-S21 S23-S31 S33-S41 S43-S51 S53-S61 S63-S71 S73-S81 S83-S91 S93-S99 T00-T01 T03-T07
      T09 T11 T13-T79 T90-T98 V00-Y59 Y85-Y99
    `,
  },
  'care-complication': {
    label: 'Complication of care',
    icd9: '996-999 E870-E879',
    icd10: 'D78 E36 G97 H59 H95 I97 K91 L76 N99 T80-T88 Y60-Y84',
  },
  neurological: {
    label: 'Neurological disease',
    icd9: '320-330 332-359',
    icd10: 'G00-G26 G32-G44 G47-G96 G98-G99',
  },
  dementia: { label: 'Dementia or delirium', icd9: '290 293-294 331', icd10: 'F00-F06 F09 G30-G31' },
  mental: { label: 'Mental disorder', icd9: '295-302 306-319', icd10: 'F07 F20-F99' },
  substance: { label: 'Substance use, tobacco included', icd9: '291-292 303-305', icd10: 'F10-F19' },
  'chest-symptoms': { label: 'Chest or breathing symptoms', icd9: '786', icd10: 'R04-R07' },
  symptoms: {
    label: 'Other symptoms or findings',
    icd9: '780-785 787-799',
    icd10: 'R00-R03 R040 R09-R64 R66-R99',
  },
  pregnancy: {
    label: 'Pregnancy or childbirth',
    icd9: '630-679 V22-V24 V27-V28',
    icd10: 'O00-O9A Z33-Z37 Z39-Z3A',
  },
  aftercare: {
    label: 'Rehabilitation, chemotherapy or other aftercare',
    icd9: 'V50-V55 V57-V58',
    icd10: 'Z40-Z48 Z50-Z51',
  },
  'health-status': {
    label: 'History, status or circumstances',
    icd9: 'V01-V21 V25-V26 V29 V40-V49 V586 V59-V84 V86-V91',
    icd10: 'Z00-Z32 Z52-Z67 Z69-Z99',
  },
  other: {
    label: 'Eye, ear, congenital or perinatal disease',
    icd9: '360-389 740-779 V30-V39',
    icd10: 'H00-H57 H60-H94 P00-P96 Q00-Q99 Z38',
  },
  /** what a model counts where no diagnosis is on record; no code maps to it */
  missing: { label: 'No diagnosis on record', icd9: '', icd10: '' },
} as const satisfies Readonly<Record<string, GroupCodes>>;

export type DiagnosisGroup = keyof typeof diagnosisGroupCodes;
