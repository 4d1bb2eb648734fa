/* global document, EventSource, confirm, fetch, FormData, setInterval */
import { faultsView, journalViews, ordersView, sessionsView } from './views.js';

const byId = (id) => document.getElementById(id);
let tab = 'requests';
let accounts = [];

async function call(method, path, body, headers = {}) {
  const answer = await fetch(path, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  const data = text ? JSON.parse(text) : null;
  const problem = byId('problem');
  if (method !== 'GET') problem.hidden = answer.ok;
  if (!answer.ok) problem.textContent = `${answer.status}: ${data?.error_messages?.join(', ') ?? ''}`;
  return data;
}

/** Replaces a view, but leaves what the reader has opened or is typing in. */
function show(id, view) {
  const place = byId(id);
  if (place.querySelector('details[open]') && id === 'journal' && place.dataset.tab === tab) return;
  place.dataset.tab = tab;
  place.replaceChildren(view);
}

async function showSettings() {
  const { callbacks, limits, faults } = await call('GET', '/sandbox/settings');
  show('faults', faultsView(faults));
  const form = byId('callback-settings');
  if (form.contains(document.activeElement) && document.activeElement.type === 'number') return;
  form.deliver.checked = callbacks.deliver;
  form.reorder.checked = callbacks.reorder;
  form.duplicate.value = callbacks.duplicate;
  form.delay_ms.value = callbacks.delay_ms;
  form.limits.checked = !limits.off;
}

async function showJournal() {
  const answer = await call('GET', `/sandbox/${tab}?last=100`);
  show('journal', journalViews[tab]((answer[tab] ?? answer.messages).reverse()));
}

async function showTime() {
  const { now } = await call('GET', '/sandbox/clock');
  byId('now').textContent = now.slice(0, 19).replace('T', ' ');
  byId('now').dateTime = now;
}

let busy = false;
let again = false;

/** Reads everything anew; changes that come meanwhile lead to one more reading. */
async function refresh() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  try {
    const [{ sessions }, { orders }] = await Promise.all([
      call('GET', '/sandbox/sessions'),
      call('GET', '/sandbox/orders'),
    ]);
    show('sessions', sessionsView(sessions));
    show('orders', ordersView(orders));
    await Promise.all([showSettings(), showJournal(), showTime()]);
  } finally {
    busy = false;
    if (again) {
      again = false;
      void refresh();
    }
  }
}

async function merchantCall({ order, merchant, method, path, body }) {
  accounts = (await call('GET', '/sandbox/accounts')).accounts;
  const account = accounts.find((each) => each.merchantId === merchant);
  const given = JSON.parse(body);
  await call(method, `/ordermanagement/v1/orders/${order}${path}`, given ?? undefined, {
    authorization: `Basic ${account.key}`,
  });
}

/** What the buttons do, by what they carry. */
const deeds = {
  advance: ({ advance }) => call('POST', '/sandbox/clock', { advance_seconds: Number(advance) }),
  reset: () => confirm('Forget everything?') && call('POST', '/sandbox/reset'),
  clearFaults: () => call('DELETE', '/sandbox/faults'),
  session: ({ session, action }) => call('POST', `/sandbox/sessions/${session}/consumer`, { action }),
  identity: ({ identity, yes }) =>
    call('POST', `/sandbox/sessions/${identity}/identity`, { identified: yes === 'true' }),
  fraud: ({ fraud, status }) => call('POST', `/sandbox/orders/${fraud}/fraud`, { status }),
  order: merchantCall,
  tab: (data, button) => {
    tab = data.tab;
    for (const each of document.querySelectorAll('[data-tab][role=tab]')) {
      each.setAttribute('aria-selected', String(each === button));
    }
  },
};

document.addEventListener('click', async (event) => {
  const button = event.target.closest('button');
  const deed = button && Object.keys(deeds).find((name) => name in button.dataset);
  if (!deed) return;
  button.disabled = true;
  await deeds[deed](button.dataset, button);
  button.disabled = false;
  await refresh();
});

byId('fault').addEventListener('submit', async (event) => {
  event.preventDefault();
  const { match, kind, status, delay_ms, times } = Object.fromEntries(new FormData(event.target));
  const fault = { match, kind, times: Number(times) };
  if (kind === 'status' || kind === 'html') fault.status = Number(status);
  if (kind === 'slow') fault.delay_ms = Number(delay_ms);
  await call('POST', '/sandbox/faults', [fault]);
  await refresh();
});

byId('callback-settings').addEventListener('change', async ({ currentTarget: form, target }) => {
  if (target.name === 'limits') await call('POST', '/sandbox/limits', target.checked ? {} : { off: true });
  else {
    await call('POST', '/sandbox/callbacks', {
      deliver: form.deliver.checked,
      reorder: form.reorder.checked,
      duplicate: Number(form.duplicate.value),
      delay_ms: Number(form.delay_ms.value),
    });
  }
  await refresh();
});

const events = new EventSource('/sandbox/events');
events.onopen = () => (byId('live').textContent = 'live');
events.onerror = () => (byId('live').textContent = 'connection lost, trying again');
events.onmessage = () => void refresh();
setInterval(() => void showTime(), 1000);
