import { qrCodeDataUri } from './qr-code.js';

const url = 'https://pay.example/l/abc';
const bytesOf = (uri: string) => Buffer.from(uri.slice(uri.indexOf(',') + 1), 'base64');

it('draws a PNG of the size asked for', async () => {
  const uri = await qrCodeDataUri(url, { format: 'PNG', sizePx: 256 });
  const png = bytesOf(uri);
  expect(uri).toMatch(/^data:image\/png;base64,/);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([256, 256]);
});

it('draws an SVG with a quiet zone of four modules', async () => {
  const svg = bytesOf(await qrCodeDataUri(url, { format: 'SVG', sizePx: 300 })).toString();
  expect(svg).toMatch(/^<svg [^>]*width="300"/);
  // Version 2 has 25 modules, and four on either side.
  expect(svg).toContain('viewBox="0 0 33 33"');
});

it.each([
  ['L', 33],
  ['H', 41],
] as const)('gets denser with more error correction: %s', async (errorCorrection, modules) => {
  const options = { format: 'SVG', sizePx: 300, errorCorrection } as const;
  const svg = bytesOf(await qrCodeDataUri(url, options)).toString();
  expect(svg).toContain(`viewBox="0 0 ${modules} ${modules}"`);
});

it('keeps the size within reason', async () => {
  const svg = bytesOf(await qrCodeDataUri(url, { format: 'SVG', sizePx: 1e9 })).toString();
  expect(svg).toContain('width="2048"');
});
