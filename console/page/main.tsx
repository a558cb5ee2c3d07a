import '@mantine/core/styles.layer.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('the document has no place for the page');
// The browser shows a nonce to scripts of the page alone.
const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
// What Mantine's dialogs use to hold the page still puts a style of its own into it, and takes the nonce from here (get-nonce).
Object.assign(globalThis, { __webpack_nonce__: nonce });
createRoot(root).render(<App nonce={nonce} />);
