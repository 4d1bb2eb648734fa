import { autoCaptureNeedsApproval, CHANNEL_RULES, CHANNELS } from './channels.js';

describe('channels', () => {
  it.each(CHANNELS)('%s is told to the provider under its own name', (channel) => {
    expect(CHANNEL_RULES.acquiringChannel[channel]).toBe(channel);
  });

  it.each(CHANNELS)('%s offers back or cancel, never both, and cancel only where it is final', (channel) => {
    const urls = CHANNEL_RULES.redirectUrls[channel];
    expect(urls.includes('cancel')).toBe(CHANNEL_RULES.cancelIsFinal[channel]);
    expect(urls.includes('back')).toBe(!CHANNEL_RULES.cancelIsFinal[channel]);
  });

  it('names a source for every rule', () => {
    for (const rule of Object.values(CHANNEL_RULES)) expect(rule.source).toMatch(/^(checkout|hosted|auto)/);
  });

  it.each([
    ['ECOMMERCE', ['PHYSICAL', 'SHIPPING_FEE'], true],
    ['TELESALES', ['DIGITAL', 'PHYSICAL'], true],
    ['ECOMMERCE', ['DIGITAL', 'DISCOUNT'], false],
    ['IN_STORE', ['PHYSICAL'], false],
  ] as const)('%s %j: auto-capture needs approval: %p', (channel, types, needed) => {
    expect(autoCaptureNeedsApproval(channel, types)).toBe(needed);
  });
});
