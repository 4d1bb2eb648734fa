import { fill, PAGE_LANGUAGES, pageLanguage, type PageStrings, preferredLanguage } from './page-strings.js';

/** Every text with where it stands: pages.paid.title. */
function texts(strings: PageStrings): [string, string][] {
  const { pages, ...labels } = strings;
  return [
    ...Object.entries(labels),
    ...Object.entries(pages).flatMap(([name, { title, text }]): [string, string][] => [
      [`${name}.title`, title],
      [`${name}.text`, text],
    ]),
  ];
}

const english = new Map(texts(pageLanguage('en').strings));

describe('the words of our pages', () => {
  it('are there in all languages in which a link can be', () => {
    expect([...PAGE_LANGUAGES].sort()).toEqual(
      ['cs', 'da', 'de', 'el', 'en', 'es', 'fi', 'fr', 'it', 'nb', 'nl', 'pl', 'pt', 'sv'].sort(),
    );
  });

  it.each(PAGE_LANGUAGES)('fill in the same in %s as in English', (language) => {
    const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
    for (const [where, text] of texts(pageLanguage(language).strings)) {
      expect([where, placeholders(text)]).toEqual([where, placeholders(english.get(where)!)]);
      expect(text.trim()).toBe(text);
      expect(text).not.toBe('');
    }
  });

  it.each(PAGE_LANGUAGES.filter((language) => language !== 'en'))('are its own in %s', (language) => {
    const sentences = texts(pageLanguage(language).strings).filter(([, text]) => text.includes(' '));
    expect(sentences.filter(([where, text]) => english.get(where) === text)).toEqual([]);
  });

  it('fall back to English, figures alike', () => {
    expect(pageLanguage('sv-FI')).toMatchObject({ lang: 'sv', locale: 'sv-FI' });
    expect(pageLanguage('no')).toMatchObject({ lang: 'nb' });
    for (const locale of ['ja-JP', '', 'constructor'])
      expect(pageLanguage(locale)).toMatchObject({ lang: 'en', locale: 'en' });
  });

  it.each([
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['ja, en;q=0.5, pl;q=0.7', 'pl'],
    ['fi;q=0, sv;q=0.1', 'sv'],
    ['no', 'nb'],
    ['*', 'en'],
    ['', 'en'],
    [undefined, 'en'],
    ['constructor;q=x,,;q=1', 'en'],
    ['de ; q=0.2 ,\tsv  ;  q=0.3', 'sv'],
    ['fr;level=1;q=0.5', 'fr'],
    ['pl;q=0.2;level=1, fi;level=2;Q=0.3', 'fi'],
    ['de;q=, it;q=much, fr;q=-1, es;', 'es'],
    [`de${' '.repeat(40)}x, sv;${' '.repeat(40)}q=0.1`, 'sv'],
    [';'.repeat(40), 'en'],
  ])('follow what the browser prefers: %p', (header, lang) => {
    expect(preferredLanguage(header).lang).toBe(lang);
  });

  it('put values in as they are', () => {
    expect(fill('{merchant} asks', { merchant: '{date} & $1' })).toBe('{date} & $1 asks');
  });
});
