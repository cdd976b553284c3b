/** What is made of an object, made once for as long as the object is there. The object must not change. */
export function madeOnce<K extends WeakKey, V extends object>(make: (of: K) => V): (of: K) => V {
  const made = new WeakMap<K, V>();
  return (of) => {
    const known = made.get(of);
    if (known) return known;
    const value = make(of);
    made.set(of, value);
    return value;
  };
}
