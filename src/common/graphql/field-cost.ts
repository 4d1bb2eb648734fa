/** What a field of a request costs, in what reading one stored field does; the limit is in graphql/request-cost.ts. */
export interface CostOf {
  args: Record<string, unknown>;
  childComplexity: number;
}

/** What is beyond is refused later; a size below nothing would pay for what is asked beside it. */
function sizeOf(asked: unknown, limit: number): number {
  return Math.min(Math.max(Number(asked), 1), limit);
}

/** A page: each of its items, of which some give one where none is asked for. @param limit the longest that is given */
export function ofPage(limit: number): (field: CostOf) => number {
  return ({ args, childComplexity }) => 1 + sizeOf(args.first ?? limit, limit) * childComplexity;
}

/** A reading at the provider. */
export function ofReading({ childComplexity }: CostOf): number {
  return 2_000 + childComplexity;
}

const MAX_EDGE_PX = 2_048;

/** Drawing points takes the processor; 2,048 by 2,048 of them half a second. */
export function ofQrCode({ args }: CostOf): number {
  const edge = sizeOf(args.size ?? 0, MAX_EDGE_PX);
  return args.format === 'PNG' ? 50 + Math.ceil(edge ** 2 / 100) : 50;
}
