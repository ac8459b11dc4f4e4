// Keeps the page up to date: asks for it again and takes over what has changed. The server is the
// only one that knows how a return is drawn.
const everyMs = 2000;
// A server that takes the question and never answers is as lost as one that is gone.
const patienceMs = 4000;
const livingParts = ['standing', 'balance', 'route', 'tabs', 'foot', 'empty'];
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const words = document.getElementById('live-words');
const live = document.getElementById('live');
let lastSeen = new Date();

const clock = (date) =>
  date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });

function say(state, text) {
  live.dataset.state = state;
  if (words.textContent !== text) words.textContent = text;
}

/** Replaces an element when its new form differs; whoever had the focus in it keeps it. */
function renew(present, next) {
  if (present === null || next === null || present.isEqualNode(next)) return false;
  const focused = present.contains(document.activeElement) ? document.activeElement.id : '';
  present.replaceWith(next);
  if (focused !== '') document.getElementById(focused)?.focus({ preventScroll: true });
  return true;
}

function renewRows(present, next) {
  const known = new Map([...present.children].map((row) => [row.id, row]));
  const wanted = [...next.children];
  for (const [id, row] of known) if (!wanted.some((each) => each.id === id)) row.remove();
  wanted.forEach((row, index) => {
    const before = known.get(row.id);
    const moved = before === undefined || before.dataset.stage !== row.dataset.stage;
    const unchanged = before?.isEqualNode(row) === true;
    const place = unchanged ? before : row;
    if (!unchanged && before !== undefined) renew(before, row);
    if (present.children[index] !== place)
      present.insertBefore(place, present.children[index] ?? null);
    if (moved && !calm.matches)
      row.animate?.([{ backgroundColor: 'var(--flash)' }, {}], { duration: 1600 });
  });
}

async function refresh() {
  const response = await fetch(location.href, {
    headers: { accept: 'text/html' },
    cache: 'no-store',
    signal: AbortSignal.timeout(patienceMs),
  });
  if (!response.ok) throw new Error(String(response.status));
  const next = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const id of livingParts) renew(document.getElementById(id), next.getElementById(id));
  renewRows(document.getElementById('rows'), next.getElementById('rows'));
  lastSeen = new Date();
}

async function keepUp() {
  if (!document.hidden) {
    try {
      await refresh();
      say('on', 'Live');
    } catch {
      say('off', `No answer since ${clock(lastSeen)}`);
    }
  }
  setTimeout(keepUp, everyMs);
}

document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLInputElement;
  if (event.key !== '/' || typing || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  document.getElementById('find')?.focus();
});
say('on', 'Live');
setTimeout(keepUp, everyMs);
