import { toDataURL, toString } from 'qrcode';

/** How much of the code may be lost and it is still read: about 7, 15, 25 and 30 per cent. */
export type QrErrorCorrection = 'L' | 'M' | 'Q' | 'H';

export interface QrCodeOptions {
  format: 'SVG' | 'PNG';
  /** Edge length, margin included; kept between 64 and 2048. */
  sizePx: number;
  /** Default: M. */
  errorCorrection?: QrErrorCorrection;
}

/** The quiet zone that ISO/IEC 18004 asks for, in modules. */
const MARGIN_MODULES = 4;

/** The text as a QR code, as a `data:` URI. */
export async function qrCodeDataUri(
  text: string,
  { format, sizePx, errorCorrection = 'M' }: QrCodeOptions,
): Promise<string> {
  const options = {
    width: Math.min(Math.max(sizePx, 64), 2048),
    margin: MARGIN_MODULES,
    errorCorrectionLevel: errorCorrection,
  };
  if (format === 'PNG') return toDataURL(text, { ...options, type: 'image/png' });
  const svg = await toString(text, { ...options, type: 'svg' });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

/** The text as a QR code: an `svg` element that fills what it is put into. */
export function qrCodeSvg(text: string, errorCorrection: QrErrorCorrection): Promise<string> {
  return toString(text, { type: 'svg', margin: MARGIN_MODULES, errorCorrectionLevel: errorCorrection });
}
