// Renews the part of a document's page that follows its life, until the document has arrived.
const PAUSE_MS = 700;

async function follow() {
  const part = document.querySelector('[data-follow]');
  if (!part) return;
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main > div');
    const open = document.querySelector('details.log')?.open;
    if (answer.ok && fresh && fresh.innerHTML !== part.innerHTML) {
      part.replaceWith(fresh);
      const log = document.querySelector('details.log');
      if (log && open) log.open = true;
    }
  } catch {
    // the server is away; the next round asks again
  }
  setTimeout(follow, document.hidden ? 10 * PAUSE_MS : PAUSE_MS);
}

setTimeout(follow, PAUSE_MS);
