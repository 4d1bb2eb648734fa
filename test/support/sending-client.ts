import type { GraphqlClient } from './graphql-client.js';

export interface Sent {
  id: string;
  method: string;
  recipient: string;
  status: 'QUEUED' | 'SENT' | 'FAILED' | 'OUTCOME_UNKNOWN' | 'DELIVERED' | 'BOUNCED';
  sentAt: string | null;
  deliveredAt: string | null;
  scheduledAt: string | null;
  reminder: number | null;
  failure: string | null;
}

export interface ReminderRules {
  afterDays?: number[];
  hoursBeforeEnd?: number[];
  max?: number;
}

const ERROR = '... on Error { code message } ... on InvalidInput { faults { path message } }';
const TEMPLATE = 'kind language subject text html sms';

/** What a merchant's back office asks about sending; each method is one request. */
export class SendingClient {
  constructor(private readonly client: GraphqlClient) {}

  settings(input: object): Promise<Record<string, unknown>> {
    return this.result(
      `mutation ($input: UpdateSendingSettingsInput!) { result: updateSendingSettings(input: $input) { __typename ${ERROR}
        ... on SendingSettings { minGapSeconds maxPerDay quietHours { from to } reminders { afterDays hoursBeforeEnd max } smsSender } } }`,
      { input },
    );
  }

  keptSettings(): Promise<{ sending: Record<string, unknown> }> {
    return this.result(
      '{ result: merchant { sending { minGapSeconds maxPerDay quietHours { from to } reminders { afterDays hoursBeforeEnd max } } } }',
    );
  }

  async sendings(id: string): Promise<Sent[]> {
    const { distributions } = await this.result<{ distributions: Sent[] }>(
      `query ($id: ID!) { result: paymentLink(id: $id) { distributions {
        id method recipient status sentAt deliveredAt scheduledAt reminder failure } } }`,
      { id },
    );
    return distributions;
  }

  preference(
    name: 'optOutRecipient' | 'optInRecipient' | 'recipientPreference',
    recipient: object,
  ): Promise<Record<string, unknown>> {
    const type = name === 'recipientPreference' ? 'query' : 'mutation';
    return this.result(
      `${type} ($recipient: RecipientAddressInput!) { result: ${name}(recipient: $recipient) { __typename ${ERROR}
        ... on RecipientPreference { isOptedOut optedOutAt } } }`,
      { recipient },
    );
  }

  updateTemplate(input: object): Promise<Record<string, unknown> & { faults: { path: string }[] }> {
    return this.result(
      `mutation ($input: UpdateMessageTemplateInput!) { result: updateMessageTemplate(input: $input) { __typename ${ERROR}
        ... on MessageTemplate { ${TEMPLATE} } } }`,
      { input },
    );
  }

  templates(): Promise<Record<string, unknown>[]> {
    return this.result(`{ result: messageTemplates { ${TEMPLATE} } }`);
  }

  preview(input: object): Promise<Record<string, string>> {
    return this.result(
      `query ($input: PreviewMessageInput!) { result: previewMessage(input: $input) { __typename ${ERROR}
        ... on MessagePreview { subject text html sms smsSegments smsEncoding } } }`,
      { input },
    );
  }

  bounceUrl(): Promise<string> {
    return this.result('{ result: bounceUrl }');
  }

  private async result<T>(document: string, variables: object = {}): Promise<T> {
    return (await this.client.request<{ result: T }>(document, variables)).result;
  }
}
