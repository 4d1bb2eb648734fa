import { Random } from '../chaos/random.js';
import { aftermathOf } from '../races/aftermath.js';
import { findingsOf } from '../races/findings.js';
import { planRounds, RACES_OF_A_ROUND, type Round } from '../races/plan.js';
import { runRound } from '../races/race.js';
import { type Neighbour, type TestApp, startApp, startBeside } from '../support/app.js';
import { visit } from '../support/browser.js';
import { SendingClient } from '../support/sending-client.js';

/** RACE_SEED=n plays another 200 races, or those that failed again. */
const SEED = Number(process.env['RACE_SEED'] ?? 20_261_124);
const TIME_LIMIT_MS = 300_000;

/** Payments, renewals, disabling, ends and reminders meet at 200 links, on two backends. */
describe(`200 races of seed ${SEED}`, () => {
  let app: TestApp;
  let beside: Neighbour;
  const rounds = planRounds(new Random(SEED));
  const outcomes = new Set<string>();

  beforeAll(async () => {
    app = await startApp({ RECONCILE_INTERVAL_MS: '1000' });
    beside = await startBeside(app);
    await new SendingClient(app.merchant).settings({ reminders: { hoursBeforeEnd: [24], max: 1 } });
  });
  afterAll(async () => {
    await beside?.stop();
    await app?.stop();
  });

  it.each(rounds.map((round, number): [number, string, Round] => [number, round.moment, round]))(
    'round %i, at the %s of a session: no payment is lost or made twice, nothing is payable after its end',
    async (number, _, round) => {
      const stage = { app, beside };

      const aftermaths = await aftermathOf(stage, await runRound(stage, round));

      const findings = aftermaths.flatMap((aftermath, index) =>
        findingsOf(aftermath).map(
          (finding) =>
            `seed ${SEED}, round ${number}, race ${index} (${aftermath.raced.race.acts.join(' × ')}): ${finding}`,
        ),
      );
      expect(findings).toEqual([]);
      expect(aftermaths).toHaveLength(RACES_OF_A_ROUND);
      for (const { raced, link, mails } of aftermaths) {
        const { acts } = raced.race;
        outcomes.add(link.status).add(raced.disabled?.__typename ?? 'not disabled');
        if (acts.includes('remind')) outcomes.add(mails > 0 ? 'reminded' : 'not reminded');
        if (raced.paid.length > 0)
          outcomes.add(raced.paid[0] === raced.link.session.id ? 'paid old' : 'paid new');
      }
      // What stands open can be paid: always, and with one session.
      for (const { link } of aftermaths.filter(({ link, isOver }) => link.status === 'OPEN' && !isOver)) {
        const { location } = await visit(link.url);
        const { session } = await app.shop.link(link.id);
        expect(location).toBe(session.redirectUrl);
      }
    },
    TIME_LIMIT_MS,
  );

  it('were races: no side wins always', () => {
    expect([...outcomes].sort()).toEqual(
      expect.arrayContaining([
        'AlreadyPaid',
        'COMPLETED',
        'DISABLED',
        'EXPIRED',
        'OPEN',
        'PaymentLink',
        'not reminded',
        'paid new',
        'paid old',
        'reminded',
      ]),
    );
  });
});
