/** The composition root: the only place that knows the order of the stages. */
import type { Collector, CollectorOptions, Opened, Stages } from './collector-parts.ts'
import { openGateway } from './front-door.ts'
import type { Gateway } from './gateway/gateway.ts'
import { openParts } from './open-parts.ts'
import { startRounds } from './rounds.ts'
import { startStages } from './start-stages.ts'

export type { Collector, CollectorOptions, Stages } from './collector-parts.ts'

export async function startCollector(options: CollectorOptions): Promise<Collector> {
  const opened = await openParts(options)
  let gateway: Gateway | undefined
  const stages: Stages = {
    ...opened,
    counts: () => ({
      ...opened.ingest.counts(),
      ...opened.lineWrites.counts(),
      ...gateway?.counts(),
    }),
  }
  const { clock, log } = options
  const parts = { ...opened, clock, log }
  gateway = openGateway(parts, await options.requestListener(stages))
  opened.links.connect((hostId) => gateway?.refresh(hostId))
  opened.registersDesk.notice.connect(() => opened.links.refresh())
  await startStages(opened)
  opened.listening.port = await gateway.listen(options.port, options.address)
  const stops = startRounds(opened, gateway)
  return {
    stages,
    port: opened.listening.port,
    close: () => closeAll(opened, gateway, stops),
  }
}

/** From the door inwards, so that nothing comes in behind what is closed. */
async function closeAll(
  opened: Opened,
  gateway: Gateway,
  stops: readonly (() => Promise<void>)[],
): Promise<void> {
  for (const stop of stops) await stop()
  await gateway.close()
  await closeStages(opened)
}

export async function closeStages(opened: Opened): Promise<void> {
  opened.links.stop()
  await opened.backupDesk.close()
  await opened.ingest.close()
  await opened.lineWrites.save()
  await opened.registersDesk.turn()
  await opened.own.flush()
  await opened.engine.stop()
  await opened.forwarding?.outlet.stop()
  await opened.notifier.stop()
  await opened.store.close()
  await opened.repositories.close()
}
