/** CrowdStrike Falcon on Linux: `falconctl -g --version --rfm-state`. */
import type { AntivirusProduct } from '../product.ts'

type FalconFacts = Pick<AntivirusProduct, 'version'> & {
  /** Reduced functionality: the kernel is not supported, and it detects next to nothing. */
  readonly reduced: boolean | undefined
}

export function decodeFalconctl(output: string): FalconFacts {
  const text = output.slice(0, 4096)
  const reduced = /rfm-state\s*=\s*(true|false)/i.exec(text)?.[1]?.toLowerCase()
  return {
    version: /version\s*=\s*([\d.]{3,40})/i.exec(text)?.[1]?.replace(/\.$/, ''),
    reduced: reduced === undefined ? undefined : reduced === 'true',
  }
}
