import type { ValueTransformer } from 'typeorm';

/** bigint columns reach us as strings; amounts stay far inside the safe integers. */
export const minorUnits: ValueTransformer = {
  from: (stored: string | null) => (stored === null ? null : Number(stored)),
  to: (amountMinor: number | null) => amountMinor,
};
