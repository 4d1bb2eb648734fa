/** What a socket says, and PostgreSQL while it starts (its manual, appendix A). */
const NOT_THERE = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  '57P03',
];
/** A user, a password or a database that PostgreSQL does not take. */
const NOT_TAKEN = ['28000', '28P01', '3D000'];

/** The database cannot be reached now; in a moment it may. */
export function isUnreachable(error: unknown): boolean {
  return NOT_THERE.includes(codeOf(error));
}

/** Waiting does not help: the address that we were given is wrong. */
export function isRefused(error: unknown): boolean {
  return NOT_TAKEN.includes(codeOf(error));
}

export function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code ?? '');
}
