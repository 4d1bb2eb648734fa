import dns from 'node:dns';

import { jest } from '@jest/globals';

import { isPublicAddress, publicLookup } from './public-address.js';

describe('a public address', () => {
  it.each(['93.184.215.14', '8.8.8.8', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    'fc00::1',
    'fe80::1%eth0',
    'ff02::1',
    'none',
  ])('is not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('publicLookup', () => {
  it.each([{ all: true }, { all: false }])('refuses a name that leads inside: %j', async (options) => {
    const error = await new Promise((resolve) => publicLookup('localhost', options, resolve));

    expect(error).toMatchObject({ message: 'The address leads into a private network.' });
  });

  it('looks a name up once while its name servers do not answer, and again once they have', async () => {
    let answer!: (addresses: dns.LookupAddress[]) => void;
    const lookup = jest
      .spyOn(dns.promises, 'lookup')
      .mockImplementation((() => new Promise((resolve) => (answer = resolve))) as never);
    const ask = (name: string) =>
      new Promise((resolve) => publicLookup(name, { all: false }, (_error, found) => resolve(found)));

    const asked = Array.from({ length: 10 }, () => ask('hooks.example'));
    expect(lookup).toHaveBeenCalledTimes(1);
    answer([{ address: '8.8.8.8', family: 4 }]);
    const found = await Promise.all(asked);
    void ask('hooks.example');
    void ask('others.example');

    expect(found).toEqual(Array(10).fill('8.8.8.8'));
    expect(lookup.mock.calls.map(([name]) => name)).toEqual([
      'hooks.example',
      'hooks.example',
      'others.example',
    ]);
    lookup.mockRestore();
  });
});
