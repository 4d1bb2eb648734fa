import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Clock } from '../../../common/clock/clock.js';
import { AppConfig } from '../../../common/config/app-config.js';
import { InputFault, NotFound, Refusal } from '../../../common/errors/expected-errors.js';
import { marketOf } from '../../../common/markets/markets.js';
import { type PaymentLinkRecord, readPaymentLink } from '../../../common/payment-link-record.js';
import { refuseFaults } from '../../../common/validation/check-input.js';
import { MerchantsService } from '../../merchants/index.js';
import type { LinkMessageValues } from './link-message.js';
import { linkStrings, TEMPLATE_LANGUAGES } from './link-strings.js';
import { MessageKind } from './message-kind.js';
import {
  MessagePreview,
  MessageTemplate,
  PreviewMessageInput,
  UpdateMessageTemplateInput,
} from './message-templates.model.js';
import { composeMessage, type Message, type OwnWords, ownWordsFaults } from './message.js';
import { smsSegments } from './sms-segments.js';

const PARTS = ['subject', 'text', 'html', 'sms'] as const;
const EXAMPLE = { code: 'example', amountMinor: 123_450, reference: 'A-1001', days: 14 };

type LinkShown = Pick<
  PaymentLinkRecord,
  'merchantId' | 'code' | 'locale' | 'amountMinor' | 'currency' | 'reference' | 'expiresAt'
>;

/** The words in which merchants send their links. */
@Injectable()
export class MessageTemplatesService {
  constructor(
    private readonly db: DataSource,
    private readonly merchants: MerchantsService,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  async list(merchantId: string): Promise<MessageTemplate[]> {
    return this.read('merchant_id = $1 ORDER BY language, kind', [merchantId]);
  }

  /** @throws Refusal InvalidInput */
  async update(merchantId: string, input: UpdateMessageTemplateInput): Promise<MessageTemplate> {
    const { language } = input;
    refuseFaults([...languageFaults(language), ...ownWordsFaults(input)]);
    const kind = input.kind ?? MessageKind.INVITATION;
    const set = PARTS.map(
      (part, i) => `${part} = CASE WHEN $${i + 9} THEN excluded.${part} ELSE kept.${part} END`,
    );
    await this.db.query(
      `INSERT INTO message_templates AS kept (merchant_id, kind, language, subject, text, html, sms, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (merchant_id, kind, language) DO UPDATE SET ${set.join(', ')}, updated_at = $8`,
      [
        merchantId,
        kind,
        language,
        ...PARTS.map((part) => input[part] ?? null),
        this.clock.now(),
        ...PARTS.map((part) => input[part] !== undefined),
      ],
    );
    return (await this.find(merchantId, kind, language))!;
  }

  /** The message about a link, as it is sent. */
  async compose(
    link: LinkShown,
    { kind, optOutUrl, words }: { kind: MessageKind; optOutUrl: string | null; words?: OwnWords },
  ): Promise<Message> {
    const merchant = await this.merchants.get(link.merchantId);
    const kept = await this.find(link.merchantId, kind, linkStrings(link.locale).language);
    const values: LinkMessageValues = {
      ...link,
      merchantName: merchant.name,
      logoUrl: merchant.logoUrl,
      color: merchant.color,
      timeZone: merchant.timeZone,
      url: `${this.config.publicUrl}/l/${link.code}`,
      kind,
      optOutUrl,
    };
    return composeMessage(values, { ...kept, ...words });
  }

  /** @throws Refusal InvalidInput | NotFound */
  async preview(merchantId: string, input: PreviewMessageInput): Promise<MessagePreview> {
    refuseFaults(ownWordsFaults(input));
    const link = input.paymentLinkId
      ? await readPaymentLink(this.db.manager, { merchantId, id: input.paymentLinkId })
      : this.example(merchantId, input.locale ?? 'en');
    if (!link) throw new Refusal(new NotFound('The payment link'));
    const given = PARTS.filter((part) => input[part] !== undefined);
    const words = Object.fromEntries(given.map((part) => [part, input[part]]));
    const kind = input.kind ?? MessageKind.INVITATION;
    const optOutUrl = `${this.config.publicUrl}/optout/example`;
    const message = await this.compose(link, { kind, optOutUrl, words });
    const { segments, encoding } = smsSegments(message.sms);
    return Object.assign(new MessagePreview(), { ...message, smsSegments: segments, smsEncoding: encoding });
  }

  private example(merchantId: string, locale: string): LinkShown {
    const { days, ...shown } = EXAMPLE;
    const currency = marketOf(locale.split('-')[1] ?? '')?.currency ?? 'EUR';
    return { ...shown, merchantId, locale, currency, expiresAt: this.clock.inSeconds(days * 24 * 3600) };
  }

  private async find(
    merchantId: string,
    kind: MessageKind,
    language: string,
  ): Promise<MessageTemplate | undefined> {
    const [row] = await this.read('merchant_id = $1 AND kind = $2 AND language = $3', [
      merchantId,
      kind,
      language,
    ]);
    return row;
  }

  private async read(where: string, parameters: unknown[]): Promise<MessageTemplate[]> {
    const rows = await this.db.query<object[]>(
      `SELECT kind, language, subject, text, html, sms, updated_at AS "updatedAt" FROM message_templates WHERE ${where}`,
      parameters,
    );
    return rows.map((row) => Object.assign(new MessageTemplate(), row));
  }
}

function languageFaults(language: string): InputFault[] {
  if (TEMPLATE_LANGUAGES.includes(language)) return [];
  return [{ path: 'language', message: `Give one of ${TEMPLATE_LANGUAGES.join(', ')}.` }];
}
