import { Field } from '../../components/field.js';
import { countryName, localeName } from '../../format.js';
import { CURRENCIES, MARKETS, marketOf } from '../../markets.js';
import { withCountry, type Draft, type Faults } from '../../state/draft.js';

interface MarketFieldsProps {
  draft: Draft;
  faults: Faults;
  onChange: (draft: Draft) => void;
}

/** Country, currency and language: the country brings the other two, and they can be changed. */
export function MarketFields({ draft, faults, onChange }: MarketFieldsProps) {
  const byName = MARKETS.map(({ country }) => ({ code: country, name: countryName(country) })).sort((a, b) =>
    a.name.localeCompare(b.name),
  );
  return (
    <fieldset class="grid grid-3">
      <legend>The consumer</legend>
      <Field label="Country" fault={faults['country']}>
        {(control) => (
          <select
            {...control}
            value={draft.country}
            onChange={(event) => onChange(withCountry(draft, event.currentTarget.value))}
          >
            {byName.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Language" fault={faults['locale']}>
        {(control) => (
          <select
            {...control}
            value={draft.locale}
            onChange={(event) => onChange({ ...draft, locale: event.currentTarget.value })}
          >
            {marketOf(draft.country).locales.map((locale) => (
              <option key={locale} value={locale}>
                {localeName(locale)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Currency" fault={faults['currency']}>
        {(control) => (
          <select
            {...control}
            value={draft.currency}
            onChange={(event) => onChange({ ...draft, currency: event.currentTarget.value })}
          >
            {CURRENCIES.map((currency) => (
              <option key={currency} value={currency}>
                {currency}
              </option>
            ))}
          </select>
        )}
      </Field>
    </fieldset>
  );
}
