import { PNG } from 'pngjs';
import { create } from 'qrcode';

/** The modules of the QR code that says this text, row by row, 1 for dark. */
export function modulesOf(text: string, errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' = 'M'): number[][] {
  const { size, data } = create(text, { errorCorrectionLevel }).modules;
  return Array.from({ length: size }, (_, y) => Array.from(data.slice(y * size, (y + 1) * size), Number));
}

/** The modules that a picture shows: of each the colour at its centre. The quiet zone is four modules wide. */
export function modulesInPng(dataUri: string, size: number): number[][] {
  const png = PNG.sync.read(bytesOf(dataUri, 'image/png'));
  const modulePx = png.width / (size + 8);
  const at = (i: number): number => Math.floor((i + 4.5) * modulePx);
  return grid(size, (x, y) => (png.data[(at(y) * png.width + at(x)) * 4]! < 128 ? 1 : 0));
}

/** The dark runs of the one stroked path, which are written as moves (M, m) and horizontal lines (h). */
export function modulesInSvg(dataUri: string, size: number): number[][] {
  const svg = bytesOf(dataUri, 'image/svg+xml').toString();
  const path = /stroke="#000000" d="([^"]+)"/.exec(svg)?.[1] ?? '';
  const dark = new Set<string>();
  let [x, y] = [0, 0];
  for (const [, command, first, second] of path.matchAll(/([Mmh])(-?[\d.]+)(?:[ ,]?(-?[\d.]+))?/g)) {
    if (command === 'M') [x, y] = [Number(first), Number(second)];
    if (command === 'm') [x, y] = [x + Number(first), y + Number(second)];
    if (command === 'h') {
      for (let i = 0; i < Number(first); i++) dark.add(`${x + i - 4} ${Math.floor(y) - 4}`);
      x += Number(first);
    }
  }
  return grid(size, (column, row) => (dark.has(`${column} ${row}`) ? 1 : 0));
}

function grid(size: number, module: (x: number, y: number) => number): number[][] {
  return Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => module(x, y)));
}

function bytesOf(dataUri: string, type: string): Buffer {
  const [head, base64] = dataUri.split(',');
  if (head !== `data:${type};base64`) throw new Error(`no ${type}: ${dataUri.slice(0, 60)}`);
  return Buffer.from(base64!, 'base64');
}
