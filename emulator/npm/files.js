// The files of a small app.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

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

/** `address` is the path with its query. */
export async function serveFile(address, request, response, appDir, distDir) {
  if (!['GET', 'HEAD'].includes(request.method)) return end(response, 405, { allow: 'GET,HEAD' });
  const [path, query] = address.split(/\?(.*)/s);
  const file = locate(path, appDir, distDir);
  const found = file && await stat(file).catch(() => undefined);
  if (found?.isDirectory() && !path.endsWith('/')) {
    return end(response, 307, { location: `${path}/${query === undefined ? '' : `?${query}`}` });
  }
  const target = found?.isDirectory() ? join(file, 'index.html') : file;
  const content = found?.isDirectory() ? await stat(target).catch(() => undefined) : found;
  if (!content?.isFile()) return end(response, 404);

  response.writeHead(200, {
    ...HEADERS,
    'content-type': TYPES[extname(target).toLowerCase()] ?? 'application/octet-stream',
    'content-length': content.size,
  });
  if (request.method === 'HEAD') return response.end();
  // Closes the file, too, when the download breaks off.
  await pipeline(createReadStream(target), response).catch(() => response.destroy());
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

function end(response, status, headers) {
  response.writeHead(status, { ...HEADERS, ...headers, 'content-length': 0 });
  response.end();
}
