// Deep equality of anything that can be cloned.

export function equal(a, b, seen = new Map()) {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (seen.get(a) === b) return true;
  seen.set(a, b);
  const kind = Object.prototype.toString.call(a);
  if (kind !== Object.prototype.toString.call(b)) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  const items = (list, other) =>
    list.length === other.length && list.every((item, index) => equal(item, other[index], seen));
  switch (kind) {
    case "[object Date]":
    case "[object Number]":
    case "[object Boolean]":
    case "[object String]":
    case "[object BigInt]":
      return Object.is(a.valueOf(), b.valueOf());
    case "[object RegExp]":
      return String(a) === String(b);
    case "[object Error]":
      return a.name === b.name && a.message === b.message && equal(a.cause, b.cause, seen);
    case "[object Blob]":
      return a.size === b.size && a.type === b.type;
    case "[object Map]":
    case "[object Set]":
      return items([...a], [...b]);
    case "[object ArrayBuffer]":
      return items([...new Uint8Array(a)], [...new Uint8Array(b)]);
    case "[object DataView]":
      return equal(a.buffer, b.buffer, seen);
    default: {
      // Lists too: a hole is a key that is not there.
      const keys = Object.keys(a).sort();
      return (
        (!Array.isArray(a) || a.length === b.length) &&
        items(keys, Object.keys(b).sort()) &&
        keys.every((key) => equal(a[key], b[key], seen))
      );
    }
  }
}
