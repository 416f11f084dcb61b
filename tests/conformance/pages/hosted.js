// Stands in for the hosted Connect page: says where it is, and does what the scenario tells it.
'use strict';

const app = opener ?? (parent === window ? null : parent);

addEventListener('message', ({ data, source }) => {
  if (source !== app) return;
  for (const message of data.post ?? []) app.postMessage(message, '*');
  if (data.go) location.href = data.go;
  if (data.close) close();
});

app?.postMessage({ hosted: 'ready', url: location.href, name: window.name }, '*');

// A token that is an order, for where no opener can give one.
const [order, address] = decodeURIComponent(location.hash.replace('#session=', '')).split(' ');
if (order === 'return') location.replace(address);
if (order === 'return-when-released') {
  fetch('/released').then(() => location.replace(address));
}
