import { Injectable, Logger } from '@nestjs/common';

import { Clock } from '../../common/clock/clock.js';
import { NotAllowed, Refusal } from '../../common/errors/expected-errors.js';
import { PaymentLinkStatus } from '../../common/payment-link-status.js';
import { HostedSession, HostedSessionsRepository } from '../hpp/index.js';
import { KlarnaError } from '../klarna/index.js';
import { OperationsService } from '../operations/index.js';
import {
  LinkRefresher,
  PaymentLink,
  PaymentLinksRepository,
  type Return,
  ReturnedPayments,
  ReusableLinks,
} from '../payment-links/index.js';
import { endOf, PageName, RETURNED } from './pages/page-kinds.js';

/** A session that ends sooner is replaced before somebody starts to pay on it. */
const MIN_REMAINING_SECONDS = 60;

/** Where a consumer's browser goes, or which page it is shown; without a link where the code is none of ours. */
export type Destination = ({ redirectTo: string } | { page: PageName; link: PaymentLink | null }) & {
  /** The consumer's own link under a printed one, for their browser to come back to. */
  ownCode?: string;
  /** What they come back from paying. */
  orderId?: string;
};

const UNKNOWN = { page: 'unknown', link: null } as const;

/** What happens when a consumer opens a link, and when they come back from the provider's page. */
@Injectable()
export class ConsumerService {
  private readonly logger = new Logger(ConsumerService.name);

  constructor(
    private readonly links: PaymentLinksRepository,
    private readonly sessions: HostedSessionsRepository,
    private readonly refresher: LinkRefresher,
    private readonly operations: OperationsService,
    private readonly reusable: ReusableLinks,
    private readonly returned: ReturnedPayments,
    private readonly clock: Clock,
  ) {}

  /** To the live session, to a new one, or to a page that says why not. */
  async open(code: string, ownCode?: string): Promise<Destination> {
    const link = await this.links.byCode(code);
    if (!link) return UNKNOWN;
    const end = endOf(link, this.clock.now());
    if (end) return { page: end, link };
    if (link.maxPayments > 1) return this.openReusable(link, ownCode);
    return (await this.liveSession(link)) ?? (await this.renewed(link));
  }

  /**
   * The provider is read before the browser is believed, which anybody can send here.
   * @param orderId what the return address says that was paid
   */
  async back(code: string, where: Return, orderId?: string): Promise<Destination> {
    const known = await this.links.byCode(code);
    if (!known) return UNKNOWN;
    const session = await this.returned.sessionOf(known, orderId);
    const link = (await this.read(known)) ?? known;
    const urls = link.redirectUrls;
    if (link.status === PaymentLinkStatus.COMPLETED) {
      const isInVain = await this.returned.isInVain(link, session);
      const [url, page] = isInVain ? [urls?.failure, 'taken' as const] : [urls?.success, 'thankYou' as const];
      return to(link, session, url, page);
    }
    if (where === 'success') return { page: 'confirming', link, orderId: session?.checkoutOrderId };
    return to(link, session, urls?.[where] ?? (where === 'error' ? urls?.failure : null), RETURNED[where]);
  }

  /** Each consumer has a link of their own under the printed one; their browser remembers which. */
  private async openReusable(link: PaymentLink, ownCode?: string): Promise<Destination> {
    try {
      const child = await this.reusable.childFor(link, ownCode);
      return { ...((await this.liveSession(child)) ?? (await this.renewed(child))), ownCode: child.code };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const current = await this.links.get(link.id);
      return { page: endOf(current, this.clock.now()) ?? 'inAMoment', link: current };
    }
  }

  private async liveSession(link: PaymentLink): Promise<Destination | undefined> {
    const session = await this.sessions.current(link.id);
    const isLive = session?.isPayableFor(MIN_REMAINING_SECONDS, this.clock.now());
    return isLive ? { redirectTo: session!.redirectUrl } : undefined;
  }

  /** Everybody who opens it at this moment waits for the same new session. */
  private async renewed(link: PaymentLink): Promise<Destination> {
    const { merchantId, id: paymentLinkId } = link;
    try {
      await this.operations.perform({ merchantId, kind: 'OPEN_SESSION', input: {} }, async (tx) => {
        await this.links.lock(tx, paymentLinkId);
        // The next session is made from the link as it will be.
        for (const kind of ['CLOSE_SESSION', 'UPDATE_LINK'] as const) {
          if (!(await this.operations.latest(tx, paymentLinkId, kind))?.isInFlight) continue;
          throw new Refusal(new NotAllowed(`The link is busy: ${kind}.`, paymentLinkId));
        }
        const latest = await this.operations.latest(tx, paymentLinkId, 'OPEN_SESSION');
        const session = await this.sessions.current(paymentLinkId, tx);
        const isRenewed = session?.isPayableFor(MIN_REMAINING_SECONDS, this.clock.now());
        if (latest && (latest.isInFlight || isRenewed)) return latest;
        return { merchantId, paymentLinkId, kind: 'OPEN_SESSION', input: {} };
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.logger.warn(`No new session for link ${paymentLinkId}: ${error.message}`);
    }
    const known = await this.links.get(paymentLinkId);
    const current = (await this.read(known)) ?? known;
    const end = endOf(current, this.clock.now());
    if (end) return { page: end, link: current };
    return (await this.liveSession(current)) ?? { page: 'inAMoment', link: current };
  }

  /** Undefined: the provider cannot be read now. */
  private async read(link: PaymentLink): Promise<PaymentLink | undefined> {
    try {
      return await this.refresher.refresh(link.id);
    } catch (error) {
      if (!(error instanceof KlarnaError)) throw error;
      this.logger.warn(`Link ${link.id} cannot be read: ${error.message}`);
      return undefined;
    }
  }
}

/** The shop's own page, which is told what this browser paid; ours where it has none. */
function to(
  link: PaymentLink,
  session: HostedSession | null,
  url: string | null | undefined,
  page: PageName,
): Destination {
  if (!url) return { page, link };
  const values: Record<string, string> = {
    session_id: session?.id ?? '',
    order_id: link.status === PaymentLinkStatus.COMPLETED ? (session?.checkoutOrderId ?? '') : '',
  };
  const filled = url.replace(/\{\{(session_id|order_id)\}\}/g, (_, name: string) =>
    encodeURIComponent(values[name]!),
  );
  // In ASCII, as a header has to be. A placeholder that is left empty may leave no address.
  return URL.canParse(filled) ? { redirectTo: new URL(filled).href } : { page, link };
}
