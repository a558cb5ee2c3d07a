// What a page can try against a server that is not its own. Runs in the page, before its own scripts.
// Every attempt answers with what the page got to read, or with how it ended.

const PATIENCE_MS = 5_000;

const within = (promise) =>
  Promise.race([promise, new Promise((resolve) => setTimeout(() => resolve('no answer'), PATIENCE_MS))]);

const fetched = async (url, init) => {
  try {
    const response = await fetch(url, init);
    return response.type === 'opaque' ? 'opaque' : `${response.status} ${await response.text()}`;
  } catch {
    return 'refused';
  }
};

/** An element that loads something: `error`, or `load` and what became readable by it. */
const included = (tag, attributes, read = () => '') =>
  new Promise((resolve) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.addEventListener('load', () => resolve(`load ${read(element)}`));
    element.addEventListener('error', () => resolve('refused'));
    document.body.append(element);
  });

const framed = (url) =>
  included('iframe', { src: url }, (frame) => {
    try {
      return frame.contentDocument?.body?.textContent ?? 'unreadable';
    } catch {
      return 'unreadable';
    }
  });

/** A form that nobody has to press, sent into a frame. */
const submitted = (url, enctype, fields) =>
  new Promise((resolve) => {
    const frame = Object.assign(document.createElement('iframe'), { name: `frame${Math.random()}` });
    const form = Object.assign(document.createElement('form'), {
      action: url,
      method: 'POST',
      enctype,
      target: frame.name,
    });
    for (const [name, value] of Object.entries(fields)) {
      form.append(Object.assign(document.createElement('input'), { name, value }));
    }
    document.body.append(frame, form);
    frame.addEventListener('load', () => resolve('sent'));
    form.submit();
  });

const opened = (source, events) =>
  new Promise((resolve) => {
    for (const name of events) source.addEventListener(name, ({ data }) => resolve(`${name} ${data ?? ''}`));
    source.addEventListener('error', () => resolve('refused'));
  });

globalThis.readAll = async (url, token) => {
  const authorization = `Bearer ${token}`;
  const attempts = {
    fetch: fetched(url),
    'fetch with the token': fetched(url, { headers: { authorization } }),
    'fetch with credentials': fetched(url, { credentials: 'include' }),
    'fetch, no-cors': fetched(url, { mode: 'no-cors' }),
    img: included('img', { src: url }),
    script: included('script', { src: url }),
    style: included('link', { rel: 'stylesheet', href: url }),
    frame: framed(url),
    EventSource: opened(new EventSource(url), ['open', 'message']),
    WebSocket: opened(new WebSocket(url.replace('http', 'ws')), ['open', 'message']),
  };
  const ended = Object.entries(attempts).map(async ([name, attempt]) => [name, await within(attempt)]);
  return Object.fromEntries(await Promise.all(ended));
};

globalThis.writeAll = async (url, text, token) => {
  const post = (type, init = {}) =>
    fetched(url, { method: 'POST', body: text, headers: { 'content-type': type }, ...init });
  const json = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const attempts = {
    'fetch, text': post('text/plain'),
    'fetch, text, no-cors': post('text/plain', { mode: 'no-cors' }),
    'fetch, a form': post('application/x-www-form-urlencoded'),
    'fetch, JSON': post('application/json'),
    'fetch, JSON and the token': post('application/json', { headers: json }),
    'fetch, JSON, no-cors': post('application/json', { mode: 'no-cors' }),
    'fetch, PUT': fetched(url, { method: 'PUT', body: text, headers: json }),
    'fetch, DELETE': fetched(url, { method: 'DELETE', headers: json }),
    beacon: String(navigator.sendBeacon(url, text)),
    'beacon, JSON': String(navigator.sendBeacon(url, new Blob([text], { type: 'application/json' }))),
    'form, urlencoded': submitted(url, 'application/x-www-form-urlencoded', { [text]: '' }),
    'form, multipart': submitted(url, 'multipart/form-data', { body: text }),
    // `name=value` of a text form can be made JSON.
    'form, text': submitted(url, 'text/plain', { [`${text.slice(0, -1)},"x":"`]: '"}' }),
  };
  const ended = Object.entries(attempts).map(async ([name, attempt]) => [name, await within(attempt)]);
  return Object.fromEntries(await Promise.all(ended));
};
