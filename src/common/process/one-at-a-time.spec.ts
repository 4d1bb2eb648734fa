import { OneAtATime } from './one-at-a-time.js';

interface Begun {
  key: string;
  end(result: string): void;
  fail(error: Error): void;
}

describe('what is done one at a time', () => {
  let begun: Begun[];
  let readings: OneAtATime<string>;

  beforeEach(() => {
    begun = [];
    readings = new OneAtATime((key) => new Promise((end, fail) => void begun.push({ key, end, fail })));
  });
  const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const keys = () => begun.map(({ key }) => key);

  it('begins again, once, for all who asked while it was under way', async () => {
    const first = readings.run('a');
    const later = [readings.run('a'), readings.run('a'), readings.run('a')];
    expect(keys()).toEqual(['a']);

    begun[0]!.end('old');
    expect(await first).toBe('old');
    await quiet();
    expect(keys()).toEqual(['a', 'a']);

    const last = readings.run('a');
    begun[1]!.end('new');
    expect(await Promise.all(later)).toEqual(['new', 'new', 'new']);
    await quiet();
    begun[2]!.end('newest');
    expect(await last).toBe('newest');
    expect(begun).toHaveLength(3);
  });

  it('waits for nobody else', () => {
    void readings.run('a');
    void readings.run('b');

    expect(keys()).toEqual(['a', 'b']);
  });

  it('begins at once when nothing is under way', async () => {
    const first = readings.run('a');
    begun[0]!.end('old');
    await first;
    await quiet();

    void readings.run('a');

    expect(keys()).toEqual(['a', 'a']);
  });

  it('fails for those alone who waited for it, and is tried anew by the next', async () => {
    const first = readings.run('a');
    const second = readings.run('a');
    begun[0]!.fail(new Error('down'));
    await expect(first).rejects.toThrow('down');
    await quiet();
    begun[1]!.fail(new Error('still down'));
    await expect(second).rejects.toThrow('still down');
    await quiet();

    const third = readings.run('a');
    begun[2]!.end('up');

    expect(await third).toBe('up');
  });
});
