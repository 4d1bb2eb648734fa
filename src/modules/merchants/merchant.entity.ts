import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

import { EmailAddressScalar, PhoneNumberScalar, UrlScalar } from '../../common/graphql/scalars.js';

/** A shop: how it looks to consumers, and how they reach it. */
@Entity('merchants')
@ObjectType({ description: 'The shop that the key belongs to: how consumers see it, and how they reach it.' })
export class Merchant {
  @Field(() => ID)
  @PrimaryColumn('uuid')
  id: string;

  @Field({ description: 'As consumers know it: on pages, in e-mails and text messages.' })
  @Column('text')
  name: string;

  @Field(() => UrlScalar, { nullable: true })
  @Column('text', { name: 'logo_url', nullable: true })
  logoUrl: string | null;

  @Field(() => String, { nullable: true, description: '# and six hexadecimal digits: #0b5fff.' })
  @Column('text', { nullable: true })
  color: string | null;

  @Field(() => EmailAddressScalar, { nullable: true })
  @Column('text', { name: 'contact_email', nullable: true })
  contactEmail: string | null;

  @Field(() => UrlScalar, { nullable: true })
  @Column('text', { name: 'contact_url', nullable: true })
  contactUrl: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true })
  @Column('text', { name: 'contact_phone', nullable: true })
  contactPhone: string | null;

  @Field({
    description:
      'Whether the page of a link that cannot be paid any more lets the consumer ask for a new one. Who asks is told by the event link.requested_again.',
  })
  @Column('boolean', { name: 'asks_for_new_link' })
  asksForNewLink: boolean;

  @Field({ description: 'IANA name: Europe/Stockholm. Dates for consumers are written in it.' })
  @Column('text', { name: 'time_zone' })
  timeZone: string;

  /** Rules of sending: their shape is known to link-distribution alone. */
  @Column('jsonb')
  sending: Record<string, unknown>;
}
