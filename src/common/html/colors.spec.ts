import { contrast, textOn } from './colors.js';

describe('colours', () => {
  it('know the ends of contrast', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#777777', '#777777')).toBe(1);
  });

  it('carry text that can be read, whatever they are', () => {
    const channels = ['00', '33', '66', '77', '99', 'cc', 'ff'];
    const colors = channels.flatMap((red) =>
      channels.flatMap((green) => channels.map((blue) => `#${red}${green}${blue}`)),
    );
    const unreadable = colors.filter((color) => contrast(color, textOn(color)) < 4.5);
    expect(unreadable).toEqual([]);
    expect([textOn('#0b5fff'), textOn('#ffe100')]).toEqual(['#ffffff', '#000000']);
  });
});
