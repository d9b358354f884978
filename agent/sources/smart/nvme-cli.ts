/** nvme-cli as the second choice for NVMe disks: `nvme list` and `nvme smart-log`, as JSON. */
import {
  groupAt,
  isGroup,
  ownValue,
  parseLoose,
  plainText,
  wholeOf,
  type Loose,
} from '../parts/loose-json.ts'
import { fieldsOf, listOf } from '../parts/narrow.ts'
import { unreadDisk, type DiskFacts, type DiskIdentity } from './disk-facts.ts'
import { serialOf } from './identity.ts'
import { nvmeCliCounts } from './nvme.ts'

const disksMax = 64

/** Versions 1 and 2.0 to 2.8 list name spaces; later ones hang them below subsystems. */
export function decodeNvmeList(text: string): readonly DiskIdentity[] | undefined {
  const answer = parseLoose(text)
  if (!isGroup(answer)) return undefined
  const found = new Map<string, DiskIdentity>()
  for (const entry of listOf(ownValue(answer, 'Devices'), disksMax)) {
    const device = fieldsOf(entry)
    add(found, device, device)
    for (const subsystem of listOf(ownValue(device, 'Subsystems'), disksMax)) {
      for (const one of listOf(ownValue(fieldsOf(subsystem), 'Controllers'), disksMax)) {
        const controller = fieldsOf(one)
        for (const space of listOf(ownValue(controller, 'Namespaces'), disksMax)) {
          add(found, controller, fieldsOf(space))
        }
        // With multipath in the kernel the name spaces belong to the subsystem alone.
        const shared = fieldsOf(listOf(ownValue(fieldsOf(subsystem), 'Namespaces'), disksMax)[0])
        add(found, controller, { ...shared, NameSpace: ownValue(controller, 'Controller') })
      }
    }
  }
  return [...found.values()]
}

/** One entry a controller: health belongs to it and not to its name spaces. */
function add(found: Map<string, DiskIdentity>, controller: Loose, space: Loose): void {
  const word = plainText(ownValue(space, 'DevicePath')) ?? plainText(ownValue(space, 'NameSpace'))
  const device = /^(?:\/dev\/)?(nvme\d{1,3})(?:n\d{1,3})?$/.exec(word ?? '')?.[1]
  if (device === undefined || found.has(device)) return
  found.set(device, {
    device,
    model: plainText(ownValue(controller, 'ModelNumber')),
    serial: serialOf(ownValue(controller, 'SerialNumber')),
    capacityBytes: wholeOf(ownValue(space, 'PhysicalSize')),
  })
}

/** The log has no overall judgement: no critical warning at all is what smartctl calls passed. */
export function decodeNvmeLog(text: string, identity: DiskIdentity): DiskFacts | undefined {
  const log = parseLoose(text)
  if (!isGroup(log)) return undefined
  const counts = nvmeCliCounts(groupAt({ log }, 'log'))
  const { criticalWarning } = counts
  return {
    ...unreadDisk(identity, 'not_supported'),
    ...counts,
    kind: 'nvme',
    passed: criticalWarning === null ? null : criticalWarning === 0,
  }
}
