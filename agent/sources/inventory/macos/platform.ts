import type { Host } from '../../../host/host.ts'
import { fieldsOf, textOf } from '../../parts/narrow.ts'
import { parsePlist, plistList } from '../../parts/plist.ts'

/** Serial number and hardware UUID, as the registry's root entry has them. */
export async function macIds(host: Host): Promise<{
  readonly serial?: string | undefined
  readonly uuid?: string | undefined
  readonly systemId?: string | undefined
}> {
  try {
    const words = ['-rd1', '-c', 'IOPlatformExpertDevice', '-a']
    const { stdout } = await host.run('/usr/sbin/ioreg', words, { timeoutMs: 5000 })
    const [root] = plistList(parsePlist(stdout)).map(fieldsOf)
    const uuid = textOf(root?.['IOPlatformUUID'])
    // macOS has no id of its installation of its own.
    return { serial: textOf(root?.['IOPlatformSerialNumber']), uuid, systemId: uuid }
  } catch {
    // That it cannot be asked must not keep the agent from starting.
    return {}
  }
}
