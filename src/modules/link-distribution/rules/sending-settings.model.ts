import { createUnionType, Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsInt, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';

import { InvalidInput } from '../../../common/errors/expected-errors.js';
import { DiffersFrom } from '../../../common/validation/decorators.js';
import { IsSmsSender } from './sms-sender.js';
import type { QuietHours } from './quiet-hours.js';
import type { ReminderRules, SendingRules } from './sending-rules.js';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const TIME_WANTED = { message: 'Give a time as 24 hours and minutes, such as 21:00.' };
const DAYS = { each: true, message: 'Give whole days from 1 to 365.' };
const HOURS = { each: true, message: 'Give whole hours from 1 to 720.' };
const AT_MOST_TEN = { message: 'Give at most 10.' };
const MAX_WANTED = { message: 'Give a number from 1 to 10.' };
const GAP_WANTED = { message: 'Give seconds from 0 to 86400.' };
const PER_DAY_WANTED = { message: 'Give a number from 1 to 1000.' };

@ObjectType('QuietHours', { description: "A part of the day, by the clock where the link's consumers live." })
export class QuietHoursModel implements QuietHours {
  @Field({ description: 'Hours and minutes: 21:00.' })
  from: string;

  @Field({ description: 'Hours and minutes: 08:00.' })
  to: string;
}

@ObjectType('ReminderRules', { description: 'When a link that is not paid is reminded of.' })
export class ReminderRulesModel implements ReminderRules {
  @Field(() => [Int], { description: 'Days after the link was made.' })
  afterDays: number[];

  @Field(() => [Int], { description: 'Hours before its offer ends.' })
  hoursBeforeEnd: number[];

  @Field(() => Int, { description: 'At most so many reminders of one link.' })
  max: number;
}

@ObjectType({ description: 'How often, when and by whom consumers are written to.' })
export class SendingSettings implements SendingRules {
  @Field(() => Int, { description: 'Between two sendings of one link to one recipient.' })
  minGapSeconds: number;

  @Field(() => Int, { description: 'Messages to one recipient within 24 hours, over all links.' })
  maxPerDay: number;

  @Field(() => QuietHoursModel, {
    nullable: true,
    description: 'Text messages and reminders wait for the end of these hours. Null: there are none.',
  })
  quietHours: QuietHours | null;

  @Field(() => ReminderRulesModel, { nullable: true, description: 'Null: nobody is reminded.' })
  reminders: ReminderRules | null;

  @Field(() => String, {
    nullable: true,
    description:
      "What phones show as the sender of text messages. Null: what the installation's gateway says.",
  })
  smsSender: string | null;
}

@InputType()
export class QuietHoursInput implements QuietHours {
  @Field()
  @Matches(TIME, TIME_WANTED)
  from: string;

  @Field()
  @Matches(TIME, TIME_WANTED)
  @DiffersFrom('from', {
    message: 'Give another time than in from; for no quiet hours give null for all of it.',
  })
  to: string;
}

@InputType()
export class ReminderRulesInput implements ReminderRules {
  @Field(() => [Int], { defaultValue: [], description: 'Days after the link was made, 1 to 365.' })
  @ArrayMaxSize(10, AT_MOST_TEN)
  @IsInt(DAYS)
  @Min(1, DAYS)
  @Max(365, DAYS)
  afterDays: number[];

  @Field(() => [Int], { defaultValue: [], description: 'Hours before its offer ends, 1 to 720.' })
  @ArrayMaxSize(10, AT_MOST_TEN)
  @IsInt(HOURS)
  @Min(1, HOURS)
  @Max(720, HOURS)
  hoursBeforeEnd: number[];

  @Field(() => Int, { defaultValue: 3, description: 'At most so many reminders of one link, 1 to 10.' })
  @IsInt(MAX_WANTED)
  @Min(1, MAX_WANTED)
  @Max(10, MAX_WANTED)
  max: number;
}

@InputType({ description: 'What is left out stays as it is; null is the default again.' })
export class UpdateSendingSettingsInput {
  @Field(() => Int, { nullable: true, description: '0 to 86400; 60 by default.' })
  @IsOptional()
  @IsInt(GAP_WANTED)
  @Min(0, GAP_WANTED)
  @Max(86_400, GAP_WANTED)
  minGapSeconds?: number | null;

  @Field(() => Int, { nullable: true, description: '1 to 1000; 10 by default.' })
  @IsOptional()
  @IsInt(PER_DAY_WANTED)
  @Min(1, PER_DAY_WANTED)
  @Max(1000, PER_DAY_WANTED)
  maxPerDay?: number | null;

  @Field(() => QuietHoursInput, { nullable: true, description: 'None by default.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => QuietHoursInput)
  quietHours?: QuietHoursInput | null;

  @Field(() => ReminderRulesInput, {
    nullable: true,
    description: 'None by default. Open links are reminded of by the new rules, of what lies ahead.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => ReminderRulesInput)
  reminders?: ReminderRulesInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A name of 3 to 11 letters and digits, a letter first, or a number of yours: +46701234567. The SMS provider has to know it where it wants senders registered.',
  })
  @IsOptional()
  @IsSmsSender()
  smsSender?: string | null;
}

export const UpdateSendingSettingsResult = createUnionType({
  name: 'UpdateSendingSettingsResult',
  types: () => [SendingSettings, InvalidInput] as const,
});
