import { registerEnumType } from '@nestjs/graphql';

/** What a message about a link is for. */
export enum MessageKind {
  INVITATION = 'INVITATION',
  REMINDER = 'REMINDER',
}
registerEnumType(MessageKind, {
  name: 'MessageKind',
  valuesMap: {
    INVITATION: { description: 'Carries the link.' },
    REMINDER: { description: 'Carries it again, since it is not paid yet.' },
  },
});
