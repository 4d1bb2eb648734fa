import { toDataURL, toString } from 'qrcode';

export interface QrCodeOptions {
  format: 'SVG' | 'PNG';
  /** Edge length, margin included; kept between 64 and 2048. */
  sizePx: number;
}

/** The quiet zone that ISO/IEC 18004 asks for, in modules. */
const MARGIN_MODULES = 4;

/** The text as a QR code (error correction M), as a `data:` URI. */
export async function qrCodeDataUri(text: string, { format, sizePx }: QrCodeOptions): Promise<string> {
  const options = {
    width: Math.min(Math.max(sizePx, 64), 2048),
    margin: MARGIN_MODULES,
    errorCorrectionLevel: 'M' as const,
  };
  if (format === 'PNG') return toDataURL(text, { ...options, type: 'image/png' });
  const svg = await toString(text, { ...options, type: 'svg' });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
