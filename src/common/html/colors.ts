/** The colours of all that consumers see, by day and by night: surfaces, text, text that steps back, and lines. */
export const LIGHT = { paper: '#f6f5f2', card: '#ffffff', ink: '#1d1d1f', soft: '#5c5c63', line: '#dedcd7' };
export const DARK: typeof LIGHT = {
  paper: '#17171a',
  card: '#212126',
  ink: '#f2f2f4',
  soft: '#b0b0b8',
  line: '#3c3c43',
};

/** A shop's colour, or ours, and the one in which text on it is read. @param color `#rrggbb` */
export function brandColors(color: string | null | undefined): { brand: string; onBrand: string } {
  const brand = color ?? LIGHT.ink;
  return { brand, onBrand: textOn(brand) };
}

/** Contrast as WCAG 2 has it: 1 for the same colour to 21 for black on white. @param a, b `#rrggbb` */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((one, other) => other - one) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever reads better on this colour: never below 4.5, which WCAG 2 AA asks for. */
export function textOn(color: string): string {
  return contrast(color, '#ffffff') >= contrast(color, '#000000') ? '#ffffff' : '#000000';
}

function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
