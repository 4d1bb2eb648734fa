import type { GraphqlClient } from './graphql-client.js';
import type { Result } from './shop.js';

export interface Endpoint {
  id: string;
  url: string;
  eventTypes: string[];
  status: string;
  pausedReason: string | null;
  secret: string | null;
  pending: number;
  parked: number;
}

export interface Delivery {
  id: string;
  endpointId: string;
  eventId: string;
  eventType: string;
  paymentLinkId: string | null;
  attempt: number;
  status: string;
  startedAt: string;
  durationMs: number;
  responseCode: number | null;
  error: string | null;
  nextAttemptAt: string | null;
}

const ENDPOINT = 'id url eventTypes status pausedReason secret pending parked';
const DELIVERY =
  'id endpointId eventId eventType paymentLinkId attempt status startedAt durationMs responseCode error nextAttemptAt';
const INVALID = '... on InvalidInput { faults { path message } }';

const MUTATIONS = {
  create: `mutation ($input: CreateWebhookEndpointInput!) {
    result: createWebhookEndpoint(input: $input) { __typename ... on Error { code message } ... on WebhookEndpoint { ${ENDPOINT} } ${INVALID} }
  }`,
  update: `mutation ($input: UpdateWebhookEndpointInput!) {
    result: updateWebhookEndpoint(input: $input) { __typename ... on Error { code message } ... on WebhookEndpoint { ${ENDPOINT} } ${INVALID} }
  }`,
  delete: `mutation ($id: ID!) {
    result: deleteWebhookEndpoint(id: $id) { __typename ... on Error { code message } ... on WebhookEndpoint { id } }
  }`,
  rotate: `mutation ($id: ID!) {
    result: rotateWebhookSecret(id: $id) { __typename ... on Error { code message } ... on WebhookEndpoint { ${ENDPOINT} } }
  }`,
  redeliver: `mutation ($eventId: ID!, $endpointId: ID) {
    result: redeliverWebhook(eventId: $eventId, endpointId: $endpointId) {
      __typename ... on Error { code message } ... on WebhookRedelivery { endpoints { id } }
    }
  }`,
  redeliverAfter: `mutation ($cursor: Cursor!, $endpointId: ID) {
    result: redeliverWebhooksAfter(cursor: $cursor, endpointId: $endpointId) {
      __typename ... on Error { code message } ... on WebhookRedelivery { endpoints { id } }
    }
  }`,
  test: `mutation ($endpointId: ID!) {
    result: sendTestWebhook(endpointId: $endpointId) { __typename ... on Error { code message } ... on WebhookDelivery { ${DELIVERY} } }
  }`,
};

const LIST = `{ result: webhookEndpoints { ${ENDPOINT} } }`;
const DELIVERIES = `query ($filter: WebhookDeliveryFilter, $first: Int, $after: String) {
  result: webhookDeliveries(filter: $filter, first: $first, after: $after) {
    nodes { ${DELIVERY} } pageInfo { hasNextPage endCursor }
  }
}`;

interface DeliveryPage {
  nodes: Delivery[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** A back office that looks after its webhooks: each method is one request as its client sends it. */
export class WebhookClient {
  constructor(readonly client: GraphqlClient) {}

  create(input: object): Promise<Result<Endpoint & { secret: string }>> {
    return this.mutate('create', { input });
  }

  update(input: object): Promise<Result<Endpoint>> {
    return this.mutate('update', { input });
  }

  delete(id: string): Promise<Result<Endpoint>> {
    return this.mutate('delete', { id });
  }

  rotate(id: string): Promise<Result<Endpoint & { secret: string }>> {
    return this.mutate('rotate', { id });
  }

  redeliver(eventId: string, endpointId?: string): Promise<Result<{ endpoints: { id: string }[] }>> {
    return this.mutate('redeliver', { eventId, endpointId });
  }

  redeliverAfter(cursor: string, endpointId?: string): Promise<Result<{ endpoints: { id: string }[] }>> {
    return this.mutate('redeliverAfter', { cursor, endpointId });
  }

  test(endpointId: string): Promise<Result<Delivery>> {
    return this.mutate('test', { endpointId });
  }

  async list(): Promise<Endpoint[]> {
    return (await this.client.request<{ result: Endpoint[] }>(LIST)).result;
  }

  /** @throws Error when it is not there */
  async endpoint(id: string): Promise<Endpoint> {
    const found = (await this.list()).find((each) => each.id === id);
    if (!found) throw new Error(`no endpoint ${id}`);
    return found;
  }

  /** The log of attempts, newest first. */
  async deliveries(
    filter: object = {},
    page: { first?: number; after?: string } = {},
  ): Promise<DeliveryPage> {
    return (await this.client.request<{ result: DeliveryPage }>(DELIVERIES, { filter, ...page })).result;
  }

  private async mutate<T>(name: keyof typeof MUTATIONS, variables: object): Promise<T> {
    return (await this.client.request<{ result: T }>(MUTATIONS[name], variables)).result;
  }
}
