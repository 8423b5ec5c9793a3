// Offers titles and headings while a query is typed.
const input = document.querySelector('input[data-suggest]');
const list = input && document.getElementById('completions');
const PAUSE_MS = 180;
let timer = 0;
let asked = '';

async function suggest() {
  const text = input.value.trim();
  if (text === asked || text.length < 2 || /["():[\]]/.test(text)) return;
  asked = text;
  const answer = await fetch(`/api/v1/suggest?limit=8&q=${encodeURIComponent(text)}`).catch(() => null);
  if (!answer?.ok || input.value.trim() !== text) return;
  const { suggestions } = await answer.json();
  list.replaceChildren(
    ...[...new Set(suggestions.map((suggestion) => suggestion.text))].map((value) => {
      const option = document.createElement('option');
      option.value = value;
      return option;
    }),
  );
}

if (list) {
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, PAUSE_MS);
  });
}
