import { afterAll, afterEach } from 'vitest'
import { openDoor, removeFolders, type Door, type DoorOptions } from './door.ts'

/** Doors of a test file: closed after each test, their folders removed at the end. */
export function doors(): (options?: DoorOptions) => Promise<Door> {
  const open: Door[] = []
  afterEach(async () => {
    for (const door of open.splice(0)) await door.close()
  })
  afterAll(removeFolders)
  return async (options) => {
    const door = await openDoor(options)
    open.push(door)
    return door
  }
}
