import type { Rejection } from './decode/decoded.ts';

/** What became of a message, known once it is durable. */
export type Outcome =
  | { readonly is: 'stored' | 'suspect' | 'unowned' | 'duplicate'; readonly readingId: string }
  | { readonly is: 'status' }
  | ({ readonly is: 'rejected'; readonly rejectedId: string } & Rejection);
