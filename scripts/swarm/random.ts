/** Numbers that look random and are the same for the same words: history and live then agree. */
export function noise(seed: number, step: number): number {
  let x = (seed ^ Math.imul(step | 0, 0x9e3779b1)) >>> 0
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b) >>> 0
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35) >>> 0
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32
}

/** Noise that changes smoothly: linear between the values at whole steps. */
export function smoothNoise(seed: number, position: number): number {
  const step = Math.floor(position)
  const share = position - step
  return noise(seed, step) * (1 - share) + noise(seed, step + 1) * share
}

export function seedOf(text: string): number {
  let hash = 2166136261
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 16777619)
  }
  return hash >>> 0
}
