import { type Html, html } from './html.ts';

/**
 * What a page may load: its own style and script, and nothing from elsewhere. Inline code is
 * refused by the browser, so nothing in a return's data can ever run.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A whole HTML document around the body of a page. */
export function document(title: string, body: Html, live: boolean): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/page.css">
${live ? html`<script type="module" src="/assets/page.js"></script>` : null}
</head>
<body>
<a class="skip" href="#returns-title">Skip to the returns</a>
<header class="top">
<a class="brand" href="/">${mark}<span>Backhaul</span></a>
${live ? html`<p class="live" id="live" role="status"><span class="live-dot" aria-hidden="true"></span><span id="live-words">As of now</span></p>` : null}
</header>
<main>${body}</main>
</body>
</html>
`.markup;
}

/** The way there, and the way back under it. */
const mark = html`<svg class="mark-sign" viewBox="0 0 32 32" aria-hidden="true"><path d="M5 10h15.5a5.75 5.75 0 0 1 0 11.5H11" fill="none" stroke="currentColor" stroke-width="3.4" stroke-linecap="round"/><path d="M15.2 16 9.6 21.5l5.6 5.5" fill="none" stroke="currentColor" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
