/** Runs one suite in this process and writes its rows: `node bench/suite.ts NAME REPORT`. */
import { writeFileSync } from 'node:fs'
import { suites } from './suites.ts'

const [name = '', report = ''] = process.argv.slice(2)
const suite = suites[name]
if (!suite) throw new Error(`No suite "${name}"; there are: ${Object.keys(suites).join(', ')}`)
writeFileSync(report, JSON.stringify(await suite()))
process.exit(0)
