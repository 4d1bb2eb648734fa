import { Args, Parent, registerEnumType, ResolveField, Resolver } from '@nestjs/graphql';

import { PaymentLink, QrErrorCorrection } from '../../payment-links/index.js';
import { printSheetPage, printSheetSvg } from './print-sheet.js';
import { PrintSheets } from './print-sheets.service.js';

export enum PrintSheetFormat {
  HTML = 'HTML',
  SVG = 'SVG',
}
registerEnumType(PrintSheetFormat, {
  name: 'PrintSheetFormat',
  valuesMap: {
    HTML: { description: 'A page to be printed from a browser; also at /print under the url of the link.' },
    SVG: { description: 'A drawing, to be put into an invoice.' },
  },
});

@Resolver(() => PaymentLink)
export class PrintSheetField {
  constructor(private readonly sheets: PrintSheets) {}

  @ResolveField(() => String, {
    description: 'A sheet of A6 with the QR code of url, the amount, the reference and the name of the shop.',
  })
  async printSheet(
    @Parent() link: PaymentLink,
    @Args('format', { type: () => PrintSheetFormat, nullable: true, defaultValue: PrintSheetFormat.HTML })
    format: PrintSheetFormat | null,
    @Args('errorCorrection', {
      type: () => QrErrorCorrection,
      nullable: true,
      defaultValue: QrErrorCorrection.M,
    })
    errorCorrection: QrErrorCorrection | null,
  ): Promise<string> {
    const sheet = await this.sheets.of(link, errorCorrection ?? QrErrorCorrection.M);
    return format === PrintSheetFormat.SVG ? printSheetSvg(sheet) : printSheetPage(sheet).html;
  }
}
