// Runs inside the page, before its own script: what a reader's eye would notice, as data.

const violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  violations.push(`${event.violatedDirective}: ${event.blockedURI}`),
);

/** Elements with text of their own that can be seen. */
function written(root = document.body) {
  return [...root.querySelectorAll('*')].filter(
    (element) =>
      [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '') &&
      element.closest('.hidden, .skip') === null &&
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      !clippedAway(element),
  );
}

/** Inside something that takes no room, as a heading kept for those who listen. */
const clippedAway = (element) => {
  for (let at = element; at !== null; at = at.parentElement)
    if (getComputedStyle(at).clipPath !== 'none') return true;
  return false;
};

const channels = (color) => {
  const [red, green, blue, alpha = 1] = color.match(/[\d.]+/g).map(Number);
  if (!/^rgba?\(/.test(color)) throw new Error(`a colour this cannot read: ${color}`);
  return { rgb: [red, green, blue], alpha };
};

const over = (upper, alpha, lower) =>
  upper.map((value, index) => value * alpha + lower[index] * (1 - alpha));

/** The colour behind an element: the backgrounds up to the page's, laid over one another. */
function ground(element) {
  if (element === null) return [255, 255, 255];
  const { rgb, alpha } = channels(getComputedStyle(element).backgroundColor);
  return alpha === 1 ? rgb : over(rgb, alpha, ground(element.parentElement));
}

const opacity = (element) =>
  element === null ? 1 : Number(getComputedStyle(element).opacity) * opacity(element.parentElement);

/** Relative luminance, WCAG 2.2. */
const luminance = (rgb) =>
  rgb
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);

function contrast(element, color) {
  const behind = ground(element);
  const { rgb, alpha } = channels(color);
  const front = over(rgb, alpha * opacity(element), behind);
  const [light, dark] = [luminance(front), luminance(behind)].sort((one, two) => two - one);
  return (light + 0.05) / (dark + 0.05);
}

const named = (element) =>
  `${element.tagName.toLowerCase()}.${element.className} "${element.textContent.trim().slice(0, 40)}"`;

/** Letters that touch read as one word. */
const leastGapPx = 2;
const lieOver = (one, two) =>
  one.left < two.right + leastGapPx &&
  two.left < one.right + leastGapPx &&
  one.top < two.bottom &&
  two.top < one.bottom;

/** Where the letters of an element lie, line by line; a font's box is higher than its letters. */
const lines = (element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return [...range.getClientRects()]
    .filter((box) => box.width > 1)
    .map(({ left, right, top, height }) => ({
      left,
      right,
      top: top + height / 4,
      bottom: top + height * 0.75,
    }));
};

globalThis.measure = {
  violations,
  contrasts() {
    const texts = written().map((element) => ({
      what: named(element),
      ratio: contrast(element, getComputedStyle(element).color),
    }));
    const hints = [...document.querySelectorAll('[placeholder]')].map((element) => ({
      what: `placeholder "${element.placeholder}"`,
      ratio: contrast(element, getComputedStyle(element, '::placeholder').color),
    }));
    return [...texts, ...hints];
  },
  /** How far the page can be pushed sideways, and whose text ends outside the window. */
  overflow() {
    const width = document.documentElement.clientWidth;
    return {
      sidewaysPx: document.documentElement.scrollWidth - width,
      outside: written()
        .filter((element) => lines(element).some((box) => box.right > width || box.left < 0))
        .map(named),
    };
  },
  /** Texts that lie on top of each other, or touch. */
  collisions() {
    const placed = written().map((element) => ({ element, boxes: lines(element) }));
    return placed.flatMap((one, index) =>
      placed
        .slice(index + 1)
        .filter(
          (two) =>
            !one.element.contains(two.element) &&
            one.boxes.some((box) => two.boxes.some((other) => lieOver(box, other))),
        )
        .map((two) => `${named(one.element)} and ${named(two.element)}`),
    );
  },
};
