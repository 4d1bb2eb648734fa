/** What a provider tells of a message after it was handed over. */
export type DeliveryReport =
  /** That it has it, and nothing more yet. */
  | { state: 'taken' }
  | { state: 'delivered' }
  /** It will not arrive. The reason may be shown to the merchant. */
  | { state: 'undelivered'; reason: string };
