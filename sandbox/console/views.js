/* global document */

/** Makes an element; text is text, never markup. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'data') Object.assign(element.dataset, value);
    else if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

const code = (text) => make('code', {}, String(text));
const button = (label, data) => make('button', { data, type: 'button' }, label);
const short = (id) => make('code', { title: id }, id.slice(0, 8));
const clock = (iso) => make('code', { title: iso }, iso.slice(5, 16).replace('T', ' '));
const second = (iso) => make('code', { title: iso }, iso.slice(11, 19));

const money = (minor, currency) =>
  new Intl.NumberFormat('en', { style: 'currency', currency: currency.toUpperCase() }).format(minor / 100);

const good = ['COMPLETED', 'CAPTURED', 'CLOSED', 'checkout_complete', 'ACCEPTED'];
const bad = ['DISABLED', 'CANCELLED', 'EXPIRED', 'FAILED', 'ERROR', 'REJECTED', 'checkout_aborted'];
const state = (name) =>
  make(
    'span',
    { className: `state ${good.includes(name) ? 'good' : bad.includes(name) ? 'bad' : ''}` },
    name,
  );

function table(heads, rows) {
  if (rows.length === 0) return make('p', { className: 'none' }, 'Nothing yet.');
  const head = make('tr', {}, ...heads.map((each) => make('th', { scope: 'col' }, each)));
  const body = rows.map((cells) =>
    make('tr', {}, ...cells.map((cell) => (cell?.tagName === 'TD' ? cell : make('td', {}, cell ?? '')))),
  );
  return make('table', {}, make('thead', {}, head), make('tbody', {}, ...body));
}

const amountCell = (minor, currency) => make('td', { className: 'number' }, money(minor, currency));

/** Sessions, with what the consumer may do on each page. */
export function sessionsView(sessions) {
  const actions = (each) => {
    const open = each.offers.filter((action) => !(action === 'cancel' && each.offers.includes('back')));
    const buttons = open.map((action) => button(action, { session: each.session_id, action }));
    const identity =
      each.status === 'MANUAL_ID_CHECK'
        ? [true, false].map((yes) =>
            button(yes ? 'identified' : 'not identified', { identity: each.session_id, yes: String(yes) }),
          )
        : [];
    return make('div', { className: 'actions' }, ...buttons, ...identity);
  };
  return table(
    ['Session', 'Status', 'Amount', 'Ends', 'Page', 'The consumer'],
    sessions.map((each) => [
      short(each.session_id),
      state(each.expired ? 'EXPIRED' : each.status),
      amountCell(each.order_amount, each.purchase_currency),
      clock(each.expires_at),
      make('a', { href: each.redirect_url, target: '_blank', rel: 'noopener' }, 'open'),
      actions(each),
    ]),
  );
}

/** What a merchant may do with an order, in the state it is in. */
function merchantActions(each) {
  const rest = each.remaining_authorized_amount;
  const refundable = each.captured_amount - each.refunded_amount;
  const open = each.status === 'AUTHORIZED' || each.status === 'PART_CAPTURED';
  return [
    each.status && !each.acknowledged && open && ['acknowledge', 'POST', '/acknowledge'],
    open && rest > 1 && ['capture half', 'POST', '/captures', { captured_amount: Math.floor(rest / 2) }],
    open && rest > 0 && ['capture all', 'POST', '/captures', { captured_amount: rest }],
    refundable > 0 && ['refund all', 'POST', '/refunds', { refunded_amount: refundable }],
    each.status === 'AUTHORIZED' && ['cancel', 'POST', '/cancel'],
    each.status === 'PART_CAPTURED' && ['release', 'POST', '/release-remaining-authorization'],
    open && ['extend', 'POST', '/extend-authorization-time'],
  ].filter(Boolean);
}

/** Orders, with what the merchant and the risk department may do. */
export function ordersView(orders) {
  const actions = (each) => {
    const merchant = merchantActions(each).map(([label, method, path, body]) =>
      button(label, {
        order: each.order_id,
        merchant: each.merchant_id,
        method,
        path,
        body: JSON.stringify(body ?? null),
      }),
    );
    const risk = ['PENDING', 'ACCEPTED', 'REJECTED']
      .filter((status) => status !== (each.fraud_status ?? 'ACCEPTED'))
      .map((status) => button(`risk: ${status.toLowerCase()}`, { fraud: each.order_id, status }));
    return make(
      'div',
      { className: 'actions' },
      ...merchant,
      ...(each.checkout_status === 'checkout_aborted' ? [] : risk),
    );
  };
  const sum = (minor, each) =>
    make('td', { className: 'number' }, minor == null ? '' : money(minor, each.purchase_currency));
  return table(
    [
      'Order',
      'Reference',
      'Status',
      'Risk',
      'Amount',
      'Captured',
      'Refunded',
      'Remaining',
      'Ends',
      'The merchant',
    ],
    orders.map((each) => [
      short(each.order_id),
      each.merchant_reference1 ?? '',
      state(each.status ?? each.checkout_status),
      each.fraud_status ? state(each.fraud_status) : '',
      sum(each.order_amount, each),
      sum(each.captured_amount, each),
      sum(each.refunded_amount, each),
      sum(each.remaining_authorized_amount, each),
      clock(each.expires_at),
      actions(each),
    ]),
  );
}

export function faultsView(faults) {
  if (faults.length === 0) return make('p', { className: 'none' }, 'No fault is waiting.');
  return table(
    ['Calls', 'Kind', 'Status', 'Times'],
    faults.map((each) => [code(each.match), each.kind, each.status ?? '', each.times]),
  );
}

const body = (value) => {
  if (value == null || value === '') return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return make('details', {}, make('summary', {}, 'body'), make('pre', {}, text));
};

const status = (value, dropped) => {
  if (dropped) return make('span', { className: 'state bad' }, 'lost');
  if (value == null) return make('span', { className: 'state bad' }, 'no answer');
  return make(
    'span',
    { className: `state ${value < 300 ? 'good' : value < 400 ? '' : 'bad'}` },
    String(value),
  );
};

const messages = (list) =>
  table(
    ['At', 'From', 'To', 'Message'],
    list.map((each) => [
      second(each.at),
      each.from,
      each.to,
      make('div', {}, make('strong', {}, each.subject ?? ''), make('pre', {}, each.text)),
    ]),
  );

/** The journals, newest first. */
export const journalViews = {
  requests: (list) =>
    table(
      ['At', 'Call', 'Status', 'Key', ''],
      list.map((each) => [
        second(each.at),
        code(`${each.method} ${each.path}`),
        status(each.status),
        code(each.headers['klarna-idempotency-key'] ?? ''),
        body(each.body),
      ]),
    ),
  callbacks: (list) =>
    table(
      ['At', 'Kind', 'Address', 'Try', 'Status', ''],
      list.map((each) => [
        second(each.at),
        each.kind,
        code(each.url),
        each.attempt,
        status(each.status, each.dropped),
        body(each.body),
      ]),
    ),
  mail: messages,
  sms: messages,
};
