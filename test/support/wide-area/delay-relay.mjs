/**
 * The long way through the air, for TCP alone: takes connections at PORT and hands each byte on to
 * HOST:PORT so many milliseconds later, both ways. Ends with its standard input.
 */
import net from 'node:net'

const [port, host, to, delay] = process.argv.slice(2)
net
  .createServer((near) => {
    const far = net.connect(Number(to), host)
    for (const [from, on] of [
      [near, far],
      [far, near],
    ]) {
      from.on('data', (bytes) => setTimeout(() => on.writable && on.write(bytes), Number(delay)))
      from.on('end', () => setTimeout(() => on.end(), Number(delay)))
      from.on('error', () => on.destroy())
    }
  })
  .listen(Number(port), () => console.log('listening'))
process.stdin.resume().once('end', () => process.exit())
