/** Preloaded into a process in fast time: the machine's uptime runs as fast as its other clocks. */
import { syncBuiltinESMExports } from 'node:module'
import os from 'node:os'

const startSeconds = os.uptime()
os.uptime = () => startSeconds + performance.now() / 1000
syncBuiltinESMExports()
