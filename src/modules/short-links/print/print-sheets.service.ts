import { Injectable } from '@nestjs/common';

import { formatMoney } from '../../../common/money/format-money.js';
import { qrCodeSvg, type QrErrorCorrection } from '../../link-distribution/index.js';
import { MerchantsService } from '../../merchants/index.js';
import { LinkAddresses, PaymentLink } from '../../payment-links/index.js';
import { fill, pageLanguage } from '../pages/page-strings.js';
import type { PrintSheet } from './print-sheet.js';

/** Gathers what is printed of a link. */
@Injectable()
export class PrintSheets {
  constructor(
    private readonly merchants: MerchantsService,
    private readonly addresses: LinkAddresses,
  ) {}

  async of(link: PaymentLink, errorCorrection: QrErrorCorrection): Promise<PrintSheet> {
    const { name: merchantName, logoUrl, timeZone } = await this.merchants.get(link.merchantId);
    const { strings, lang, locale } = pageLanguage(link.locale);
    const url = this.addresses.url(link);
    const date = link.expiresAt && formatInstant(link.expiresAt, locale, timeZone);
    return {
      lang,
      merchantName,
      logoUrl,
      scanToPay: strings.scanToPay,
      amount: formatMoney(link, locale),
      reference: link.reference && `${strings.reference}: ${link.reference}`,
      validUntil: date && fill(strings.validUntil, { date }),
      url,
      qrCode: await qrCodeSvg(url, errorCorrection),
    };
  }
}

function formatInstant(instant: Date, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(instant);
}
