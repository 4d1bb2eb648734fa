import { hasMarkup, textFault, urlFault } from './plain-text.js';

describe('plain text', () => {
  it.each([
    '<b>Shirt</b>',
    'Shirt <br/>',
    '<script>alert(1)</script>',
    'x <img src=x onerror=alert(1)',
    '<!-- note -->',
    '<style',
    '</div>',
    '<SPAN title="x">',
  ])('finds markup in %p', (text) => {
    expect(hasMarkup(text)).toBe(true);
  });

  it.each(['Shirt, size <M', '3 > 2 and 1 < 2', 'I <3 you', 'Käse & Brot', '5" screen', 'A -> B', '< br >'])(
    'lets %p pass',
    (text) => {
      expect(hasMarkup(text)).toBe(false);
    },
  );

  it('keeps the limits, ends included', () => {
    expect(textFault('x'.repeat(255), 255)).toBeNull();
    expect(textFault('x'.repeat(256), 255)).toContain('255');
    expect(textFault('', 255)).toContain('at least 1');
    expect(textFault('', 255, 0)).toBeNull();
  });
});

describe('addresses', () => {
  it.each([
    'https://shop.example/p/1',
    'http://localhost:3000/x?y=ü',
    `https://shop.example/${'x'.repeat(1003)}`,
  ])('takes %p', (url) => {
    expect(urlFault(url, 1024)).toBeNull();
  });

  it.each([
    'shop.example/p',
    'ftp://shop.example/p',
    'javascript:alert(1)',
    '',
    `https://shop.example/${'x'.repeat(1004)}`,
  ])('refuses %p', (url) => {
    expect(urlFault(url, 1024)).toEqual(expect.any(String));
  });
});
