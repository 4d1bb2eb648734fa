import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';

import { UrlScalar } from '../../common/graphql/scalars.js';
import { IsPlainText, IsWebAddress } from '../../common/validation/decorators.js';

export enum PurchaseType {
  BUY = 'BUY',
  RENT = 'RENT',
  BOOK = 'BOOK',
  SUBSCRIBE = 'SUBSCRIBE',
  DOWNLOAD = 'DOWNLOAD',
  ORDER = 'ORDER',
  CONTINUE = 'CONTINUE',
}
registerEnumType(PurchaseType, {
  name: 'PurchaseType',
  description: "The wording of the page's buy button.",
});

const COLOR = { message: 'Give a colour as # and six hexadecimal digits, such as #FF9900.' };
const IsColor = () => Matches(/^#[A-Fa-f0-9]{6}$/, COLOR);

@InputType({ description: '# and six hexadecimal digits each: #FF9900.' })
export class CheckoutColorsInput {
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsColor()
  button?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsColor()
  buttonText?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsColor()
  checkbox?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsColor()
  checkboxCheckmark?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsColor()
  header?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsColor()
  link?: string | null;
}

@InputType()
export class BackgroundImageInput {
  @Field(() => UrlScalar)
  @IsWebAddress()
  url: string;

  @Field(() => Int, {
    description: 'In pixels, 1 to 10000; the page takes the image that fits the browser best.',
  })
  @Min(1, { message: 'Give 1 to 10000 pixels.' })
  @Max(10_000, { message: 'Give 1 to 10000 pixels.' })
  width: number;
}

@InputType({ description: 'How the hosted page looks. Cannot be changed later.' })
export class AppearanceInput {
  @Field(() => String, { nullable: true, description: 'At most 255 characters.' })
  @IsPlainText(255)
  pageTitle?: string | null;

  @Field(() => UrlScalar, { nullable: true })
  @IsOptional()
  @IsWebAddress()
  logoUrl?: string | null;

  @Field(() => [BackgroundImageInput], { nullable: true, description: 'At most 10.' })
  @IsOptional()
  @ArrayMaxSize(10, { message: 'Give at most 10.' })
  @ValidateNested()
  @Type(() => BackgroundImageInput)
  backgroundImages?: BackgroundImageInput[] | null;

  @Field(() => CheckoutColorsInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => CheckoutColorsInput)
  colors?: CheckoutColorsInput | null;

  @Field(() => Int, { nullable: true, description: 'Of the corners, in pixels, 0 to 100.' })
  @IsOptional()
  @Min(0, { message: 'Give 0 to 100 pixels.' })
  @Max(100, { message: 'Give 0 to 100 pixels.' })
  borderRadius?: number | null;

  @Field(() => String, {
    nullable: true,
    description: "At most 255 characters: a set of options that is stored in the provider's portal.",
  })
  @IsPlainText(255)
  profileId?: string | null;

  @Field(() => PurchaseType, { nullable: true })
  purchaseType?: PurchaseType | null;

  @Field(() => Boolean, { nullable: true })
  hideSubtotal?: boolean | null;
}
