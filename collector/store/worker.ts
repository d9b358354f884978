/** Entry of the store's threads: the writer, the reader, or one that copies the file and ends. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { systemClock } from '../../lib/system-clock.ts'
import { copyFile } from './copier.ts'
import type { WorkerSettings } from './messages.ts'
import { readerHandlers, type ReaderMethods } from './reader.ts'
import { logTo, serve } from './thread.ts'
import { Writer, type WriterMethods } from './writer.ts'

function start(port: MessagePort, settings: WorkerSettings): void {
  if (settings.role === 'reader') {
    serve<ReaderMethods>(port, settings.path, readerHandlers(settings.path))
  } else if (settings.role === 'copier') {
    serve<{ copy: [string, undefined] }>(port, settings.path, {
      copy: (target) => ({ value: copyFile(settings.path, target) }),
    })
  } else {
    const writer = new Writer(settings, systemClock, logTo(port))
    serve<WriterMethods>(port, settings.path, writer.handlers)
  }
}
if (parentPort) start(parentPort, workerData)
