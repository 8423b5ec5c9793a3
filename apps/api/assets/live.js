// Renews the figures of the queues from the server's stream, cell by cell, so that nothing else on the page moves.
const place = document.querySelector('[data-live-from]');
const state = document.querySelector('[data-live-state]');
let stream = null;

function show(word) {
  if (!state || state.textContent === word) return;
  state.textContent = word;
  state.classList.toggle('on', word === state.dataset.live);
}

function renew(html) {
  const fresh = new DOMParser().parseFromString(html, 'text/html');
  for (const cell of fresh.querySelectorAll('[data-cell]')) {
    const old = place.querySelector(`[data-cell="${cell.dataset.cell}"]`);
    if (!old || old.textContent === cell.textContent) continue;
    old.textContent = cell.textContent;
    old.className = cell.className;
  }
}

function open() {
  stream = new EventSource(place.dataset.liveFrom);
  stream.addEventListener('figures', (message) => {
    show(state.dataset.live);
    renew(message.data);
  });
  stream.onerror = () => show(state.dataset.offline);
}

function close() {
  stream?.close();
  stream = null;
}

if (place && state) {
  open();
  document.addEventListener('visibilitychange', () => {
    close();
    if (!document.hidden) open();
  });
  addEventListener('pagehide', close);
}
