import type { Opened } from './collector-parts.ts'

/** From what is remembered outwards: each stage is ready before something can reach it. */
export async function startStages(opened: Opened): Promise<void> {
  followOffice(opened)
  await opened.rulesDesk.turn()
  await opened.engine.start()
  await opened.forwarding?.reload()
  await opened.forwarding?.outlet.start()
  await opened.presence.start()
  await startLineWrites(opened)
  await opened.restater.start()
  await opened.notifier.start()
  await opened.backupDesk.start()
  await opened.registersDesk.notice.load()
  await opened.networkDesk.review()
}

/** Hosts without an agent are judged by when they last wrote. */
async function startLineWrites({ lineWrites, presence, watch }: Opened): Promise<void> {
  for (const hostId of await lineWrites.start()) {
    presence.written(hostId, watch.host(hostId)?.lastSeenMs ?? 0)
  }
}

/** What the officer changes reaches every stage that keeps it in memory. */
function followOffice(opened: Opened): void {
  const { watch, engine, presence, restater, notifier, links, lineWrites } = opened
  opened.ways.connect(() => engine.officeChanged())
  opened.ownLine.connect(() => engine.lineChanged())
  watch.listen({
    hostChanged: (host) => {
      lineWrites.fleetChanged()
      engine.hostChanged(host)
      presence.changed(host)
      links.refresh(host.id)
    },
    hostRemoved: (id) => {
      lineWrites.fleetChanged()
      engine.hostRemoved(id)
      presence.removed(id)
      restater.forget(id)
      void opened.ways.forget(id)
    },
    linksChanged: () => links.refresh(),
    officeChanged: () => engine.officeChanged(),
    mailChanged: () => notifier.settingsChanged(),
  })
}
