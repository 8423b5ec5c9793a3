// Folds the outline where it would push the text away, and shows in it where the reader is.
const outline = document.querySelector('.outline details');

if (outline) {
  const narrow = matchMedia('(max-width: 60rem)');
  const fold = () => {
    outline.open = !narrow.matches;
  };
  fold();
  narrow.addEventListener('change', fold);

  const links = new Map([...outline.querySelectorAll('a')].map((link) => [link.hash.slice(1), link]));
  const places = [...document.querySelectorAll('.text .anchor')].filter(({ id }) => links.has(id));
  let current = null;
  let waiting = false;
  const mark = () => {
    waiting = false;
    const link = links.get(places.findLast((place) => place.getBoundingClientRect().top < innerHeight / 3)?.id);
    if (link === current) return;
    current?.removeAttribute('aria-current');
    link?.setAttribute('aria-current', 'location');
    current = link;
  };
  addEventListener(
    'scroll',
    () => {
      if (!waiting) requestAnimationFrame(mark);
      waiting = true;
    },
    { passive: true },
  );
  mark();
}
