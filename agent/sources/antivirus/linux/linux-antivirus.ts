import type { Host } from '../../../host/host.ts'
import type { AntivirusFindings } from '../product.ts'
import { productsByProcess } from './by-process.ts'
import { readClamav } from './clamav.ts'
import { commercialProducts } from './commercial.ts'
import { runningPrograms } from './processes.ts'

/** Antivirus on Linux, where having none is usual and no finding. */
export async function linuxAntivirus(host: Host, nowMs: number): Promise<AntivirusFindings> {
  const running = runningPrograms(host)
  const clamav = await readClamav(host, running, nowMs)
  return {
    products: [
      ...(await commercialProducts(host, running, nowMs)),
      ...(await productsByProcess(host, running)),
      ...(clamav ? [clamav.product] : []),
    ],
    threats: clamav?.threats,
    withoutProduct: 'not_applicable',
  }
}
