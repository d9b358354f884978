/**
 * @peculiar/x509 rests on tsyringe, which refuses to load without the `reflect-metadata` polyfill
 * and then uses these three functions of it. They are given here in place of the package.
 */
type Key = string | symbol

export function provideReflectMetadata(): void {
  if ('getMetadata' in Reflect) return
  const kept = new WeakMap<object, Map<Key, unknown>>()
  const own = (key: Key, target: object): unknown => kept.get(target)?.get(key)
  Object.assign(Reflect, {
    getMetadata: own,
    getOwnMetadata: own,
    defineMetadata: (key: Key, value: unknown, target: object): void => {
      const entries = kept.get(target) ?? new Map<Key, unknown>()
      kept.set(target, entries.set(key, value))
    },
  })
}
