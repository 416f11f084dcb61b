// The files of a small app.
import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** Text is UTF-8, whatever a browser would guess. */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** As for the hosted side's own answers. */
const HEADERS = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' };

/** What to answer: the status, the headers, and the `file` to send. `address` is the path with its query. */
export async function findFile(method, address, appDir, distDir) {
  if (!['GET', 'HEAD'].includes(method)) return nothing(405, { allow: 'GET,HEAD' });
  const [path, query] = address.split(/\?(.*)/s);
  const file = locate(path, appDir, distDir);
  const found = file && await stat(file).catch(() => undefined);
  if (found?.isDirectory() && !path.endsWith('/')) {
    return nothing(307, { location: `${path}/${query === undefined ? '' : `?${query}`}` });
  }
  const target = found?.isDirectory() ? join(file, 'index.html') : file;
  const content = found?.isDirectory() ? await stat(target).catch(() => undefined) : found;
  if (!content?.isFile()) return nothing(404);
  const type = TYPES[extname(target).toLowerCase()] ?? 'application/octet-stream';
  return { status: 200, headers: pairs({ 'content-type': type, 'content-length': `${content.size}` }), file: target };
}

/**
 * The path on the disk; nothing for one that would leave its folder, nor for hidden files, where settings and secrets lie.
 * `//` would make a redirect lead to another server.
 */
function locate(path, appDir, distDir) {
  if (path.startsWith('//')) return undefined;
  let segments;
  try {
    segments = decodeURIComponent(path).split('/').filter(Boolean);
  } catch {
    return undefined;
  }
  const hidden = (segment) => segment.startsWith('.') && segment !== '.well-known';
  if (segments.some((segment) => hidden(segment) || /[\\\0:]/.test(segment))) return undefined;
  const inDist = distDir && segments[0] === 'dist';
  return inDist ? join(distDir, ...segments.slice(1)) : join(appDir, ...segments);
}

const nothing = (status, headers) => ({ status, headers: pairs(headers), body: '' });
const pairs = (headers) => Object.entries({ ...HEADERS, ...headers });
