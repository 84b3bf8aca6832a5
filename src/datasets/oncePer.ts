/**
 * A function of a kind (or of anything that never changes) that remembers what it gave: kinds are few and live as
 * long as the program, and each request asks the same of them.
 */
export function oncePer<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>()
  return (key) => {
    const value = known.get(key) ?? make(key)
    known.set(key, value)
    return value
  }
}
