/** The basic character table of GSM 03.38 without the escape, and its extension, whose characters count double. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENSION = new Set('\f^{}\\[~]|€');

export interface SmsSegments {
  encoding: 'GSM-7' | 'UCS-2';
  /** Septets in GSM-7, 16-bit units in UCS-2. */
  units: number;
  segments: number;
}

/** How a text is split for sending: alone in 160 septets or 70 units; split, each part gives 7 or 3 to its header. */
export function smsSegments(text: string): SmsSegments {
  const characters = [...text];
  const encoding = isGsm7(text) ? 'GSM-7' : 'UCS-2';
  const sizes = characters.map((character) => sizeOf(character, encoding));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const [alone, part] = encoding === 'GSM-7' ? [160, 153] : [70, 67];
  return { encoding, units, segments: units <= alone ? 1 : countParts(sizes, part) };
}

/**
 * The text without the accents that GSM-7 does not know, and Greek in capitals, as GSM 03.38 writes it; unchanged where
 * that is not enough to write it so.
 */
export function foldToGsm7(text: string): string {
  const capitals = GREEK.test(text) ? text.replace(GREEK_WORDS, greekCapitals) : text;
  const folded = [...capitals]
    .map((character) => (isGsm7(character) ? character : plainLetter(character)))
    .join('');
  return isGsm7(folded) ? folded : text;
}

const PLAIN: Record<string, string> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
};

const GREEK = /\p{Script=Greek}/u;
const GREEK_WORDS = /[\p{Script=Greek}\p{M}]+/gu;
/** Greek capitals that GSM 03.38 has not, since Latin ones look the same. */
const LOOKALIKES: Record<string, string> = Object.fromEntries(
  [...'ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ'].map((letter, i) => [letter, 'ABEZHIKMNOPTYX'[i]!]),
);

function greekCapitals(word: string): string {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
  return [...plain].map((letter) => LOOKALIKES[letter] ?? letter).join('');
}

function plainLetter(character: string): string {
  return PLAIN[character] ?? character.normalize('NFD').replace(/\p{M}/gu, '');
}

function isGsm7(text: string): boolean {
  return [...text].every((character) => BASIC.has(character) || EXTENSION.has(character));
}

function sizeOf(character: string, encoding: SmsSegments['encoding']): number {
  if (encoding === 'UCS-2') return character.length;
  return EXTENSION.has(character) ? 2 : 1;
}

/** A character of two units is never cut in two. */
function countParts(sizes: number[], part: number): number {
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > part) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
}
