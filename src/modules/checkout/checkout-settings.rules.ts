import type { CheckoutAddress } from '../klarna/index.js';
import type { CheckoutSettings, Consumer } from './checkout-settings.js';
import type { Fault } from './fault.js';

const EXTRA_MERCHANT_DATA_MAX_BYTES = 64 * 1024;

/** Where an option has a meaning; elsewhere the provider has none for it (docs.klarna.com, checkout API: options). */
const ONLY_IN = {
  phoneMandatory: ['DE', 'AT', 'CH'],
  titleMandatory: ['GB'],
  nationalIdentificationNumberMandatory: ['SE', 'NO', 'FI', 'DK'],
  verifyNationalIdentificationNumber: ['SE', 'NO'],
} as const satisfies Partial<Record<keyof CheckoutSettings, readonly string[]>>;

/** docs.klarna.com, checkout API: address, title. Elsewhere titles are free. */
const TITLES: Record<string, readonly string[]> = {
  GB: ['Mr', 'Ms', 'Mrs', 'Miss'],
  DE: ['Herr', 'Frau'],
  AT: ['Herr', 'Frau'],
  CH: ['Herr', 'Frau'],
  NL: ['Dhr.', 'Mevr.'],
};

const WITH_STREET_NUMBER = ['DE', 'AT', 'NL'];

interface Draft {
  country: string;
  consumer?: Consumer | null;
  checkout?: CheckoutSettings | null;
}

/** What cannot be sent of consumer and settings, because of the country or of one another. Pure. */
export function settingsFaults({ country, consumer, checkout }: Draft): Fault[] {
  const market = country.toUpperCase();
  return [
    ...(consumer ? consumerFaults(consumer, market, checkout ?? {}) : []),
    ...(checkout ? optionFaults(checkout, market) : []),
  ];
}

function consumerFaults(consumer: Consumer, market: string, checkout: CheckoutSettings): Fault[] {
  const faults = addressFaults(consumer, 'consumer', market);
  const { shippingAddress } = consumer;
  if (shippingAddress) faults.push(...addressFaults(shippingAddress, 'consumer.shippingAddress', market));
  if (shippingAddress && checkout.allowSeparateShippingAddress === false) {
    const message = 'Leave it out, or allow separate shipping addresses: the provider would ignore it.';
    faults.push({ path: 'consumer.shippingAddress', message });
  }
  const type = consumer.type ?? 'PERSON';
  for (const field of ['organizationRegistrationId', 'vatId'] as const) {
    if (consumer[field] == null || type === 'ORGANIZATION') continue;
    const message = 'Leave it out, or set consumer.type to ORGANIZATION: it is for companies.';
    faults.push({ path: `consumer.${field}`, message });
  }
  const allowed = checkout.allowedCustomerTypes;
  if (allowed?.length && consumer.type && !allowed.includes(consumer.type)) {
    const message = 'Choose one of checkout.allowedCustomerTypes.';
    faults.push({ path: 'consumer.type', message, expected: allowed.join(', ') });
  }
  return faults;
}

function addressFaults(address: CheckoutAddress, path: string, market: string): Fault[] {
  const faults: Fault[] = [];
  const country = address.country?.toUpperCase() ?? market;
  const titles = TITLES[country];
  if (address.title && titles && !titles.includes(address.title)) {
    const expected = titles.join(', ');
    faults.push({ path: `${path}.title`, message: `In ${country} use one of ${expected}.`, expected });
  }
  const only = (field: 'streetName' | 'streetNumber' | 'houseExtension', countries: string[]) => {
    if (address[field] == null) return;
    if (!countries.includes(country)) {
      const message = `Put it into streetAddress: it is for ${countries.join(', ')}.`;
      faults.push({ path: `${path}.${field}`, message });
    } else if (field !== 'houseExtension' && address.streetAddress != null) {
      const message = 'Give streetAddress, or streetName and streetNumber, not both.';
      faults.push({ path: `${path}.${field}`, message });
    }
  };
  only('streetName', WITH_STREET_NUMBER);
  only('streetNumber', WITH_STREET_NUMBER);
  only('houseExtension', ['NL']);
  return faults;
}

function optionFaults(checkout: CheckoutSettings, market: string): Fault[] {
  const faults: Fault[] = [];
  for (const [option, countries] of Object.entries(ONLY_IN)) {
    const value = checkout[option as keyof typeof ONLY_IN];
    if (value == null || (countries as readonly string[]).includes(market)) continue;
    const message = `Leave it out: it has a meaning in ${countries.join(', ')} only.`;
    faults.push({ path: `checkout.${option}`, message });
  }
  const bytes = Buffer.byteLength(JSON.stringify(checkout.extraMerchantData ?? null));
  if (bytes > EXTRA_MERCHANT_DATA_MAX_BYTES) {
    const message = `Give at most ${EXTRA_MERCHANT_DATA_MAX_BYTES} bytes of JSON; these are ${bytes}.`;
    faults.push({ path: 'checkout.extraMerchantData', message });
  }
  return faults;
}
