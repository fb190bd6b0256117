import type { Measurement, Mode, Sent } from '../../domain/reading.ts';

export const rejectReasons = [
  'unknown-topic',
  'unknown-channel',
  'unknown-device',
  'too-big',
  'not-json',
  'not-an-object',
  'field-missing',
  'field-wrong',
  'unit-missing',
  'unit-wrong',
  'time-wrong',
  'failed',
] as const;
export type RejectReason = (typeof rejectReasons)[number];

/** Why a message is no reading, which field is at fault, and what to send instead. */
export type Rejection = {
  readonly reason: RejectReason;
  readonly field: string | null;
  readonly remedy: string;
};

/** A reading as its format states it, before anything is known of its patient. */
export type DecodedReading = {
  readonly measurement: Measurement;
  readonly slot: string | null;
  readonly seq: string | null;
  /** as sent; null when absent */
  readonly measuredAtSent: string | number | null;
  /** epoch ms the device claims; null when absent */
  readonly claimedAt: number | null;
  readonly mode: Mode | null;
  readonly sent: Sent;
};

export type Decoded =
  | { readonly is: 'reading'; readonly reading: DecodedReading }
  | {
      readonly is: 'status';
      readonly batteryPercent: number | null;
      readonly status: Record<string, unknown>;
    }
  | ({ readonly is: 'rejected' } & Rejection);

/** Turns one parsed payload into a reading. Total: it never throws, whatever the payload holds. */
export type Decode = (payload: Readonly<Record<string, unknown>>) => Decoded;
