/**
 * Countries and the currencies they are sold to in: the core pairs of docs.kustom.co ("selling to
 * multiple countries") and the local table of docs.klarna.com.
 */
const pairs = new Set(
  (
    'SE/SEK NO/NOK DK/DKK FI/EUR DE/EUR NL/EUR AT/EUR ES/EUR FR/EUR BE/EUR GB/GBP CH/CHF PL/PLN US/USD ' +
    'AU/AUD CA/CAD CZ/CZK GR/EUR IE/EUR IT/EUR NZ/NZD PT/EUR'
  ).split(' '),
);

/** Whether a pair such as "SE/SEK" (upper case) is offered. */
export const isMarket = (pair: string): boolean => pairs.has(pair);
