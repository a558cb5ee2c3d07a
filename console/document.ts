import type { Bundle } from './bundle.ts';

/** Where the desk serves the page's files. */
export const ASSETS = '/console-files/';

/**
 * The HTML document. All that is shown comes from its own origin, and a script or a style runs only with this answer's nonce.
 * @param nonce of this answer alone
 */
export function documentOf({ script, style }: Pick<Bundle, 'script' | 'style'>, nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Guiyi 归一</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(ICON)}">
<style nonce="${nonce}">${FIRST_STYLE}</style>
<script nonce="${nonce}">${COLOUR_SCHEME}</script>
<link rel="stylesheet" href="${ASSETS}${style}">
<script type="module" nonce="${nonce}" src="${ASSETS}${script}"></script>
</head>
<body><div id="root"><div class="first"><b>归一 Guiyi</b></div></div></body>
</html>
`;
}

/** What the browser may do with the document. */
export function policyOf(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M2 3l6 5m6-5L8 8m0 0v6" stroke="#0b7285" stroke-width="2.4" stroke-linecap="round" fill="none"/></svg>';

/** Before the style sheet has come. */
const FIRST_STYLE =
  'body{margin:0;font-family:system-ui,sans-serif}.first{padding:14px 16px;border-bottom:1px solid #8884}@media(prefers-color-scheme:dark){body{background:#16191d;color:#c9c9c9}}';

/** Before the first paint, so that no light page flashes in the dark. */
const COLOUR_SCHEME =
  "(()=>{let s;try{s=localStorage.getItem('mantine-color-scheme-value')}catch{}const d=s==='dark'||(s!=='light'&&matchMedia('(prefers-color-scheme: dark)').matches);document.documentElement.dataset.mantineColorScheme=d?'dark':'light'})()";
