import type { Opened } from './collector-parts.ts'

/** From what is remembered outwards: each stage is ready before something can reach it. */
export async function startStages(opened: Opened): Promise<void> {
  followOffice(opened)
  await opened.engine.start()
  await opened.forwarding?.reload()
  await opened.forwarding?.outlet.start()
  await opened.presence.start()
  await opened.restater.start()
  await opened.notifier.start()
  await opened.backupDesk.start()
  await opened.registersDesk.notice.load()
}

/** What the officer changes reaches every stage that keeps it in memory. */
function followOffice({ watch, engine, presence, restater, notifier, links }: Opened): void {
  watch.listen({
    hostChanged: (host) => {
      engine.hostChanged(host)
      presence.changed(host)
      links.refresh(host.id)
    },
    hostRemoved: (id) => {
      engine.hostRemoved(id)
      presence.removed(id)
      restater.forget(id)
    },
    linksChanged: () => links.refresh(),
    officeChanged: () => engine.officeChanged(),
    mailChanged: () => notifier.settingsChanged(),
  })
}
