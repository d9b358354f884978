/**
 * The script runs as LocalSystem on every Windows of an office: that it only asks is checked word
 * by word. What it may use is listed here; a new word is a decision, not an accident.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { lexPowerShell } from '../../../support/powershell-lexer.ts'

const folder = path.join(import.meta.dirname, '../../../../agent/host/windows/batch')
const fragments = readdirSync(folder)
  .filter((name) => name.endsWith('.ps1'))
  .sort()
const textOf = (name: string): string => readFileSync(path.join(folder, name), 'utf8')

const commands = new Set([
  'Get-ChildItem',
  'Get-CimAssociatedInstance',
  'Get-CimInstance',
  'Get-Command',
  'Get-Content',
  'Get-Date',
  'Get-Item',
  'Get-ItemProperty',
  'Get-Process',
  'Get-Service',
  'Get-UICulture',
  'Get-WBJob',
  'Get-WBPolicy',
  'Get-WBSummary',
  'Get-WinEvent',
  'Invoke-CimMethod',
  'New-Object',
  'Select-Object',
  'Sort-Object',
  'Where-Object',
  'ForEach-Object',
  'Group-Object',
  'Measure-Object',
  'Test-Path',
  'Join-Path',
  'Split-Path',
  'ConvertTo-Json',
])
/** Beyond them, each in one form only: the short word of the prelude, the end of what secedit writes. */
const exceptions: Readonly<Record<string, RegExp>> = {
  'Set-Alias':
    /^try \{ Set-Alias -Name R -Value ReadValue -Option AllScope -Scope Script -Force \} catch \{ \}$/m,
  'Remove-Item':
    /finally \{ Remove-Item -LiteralPath \$t -Force -ErrorAction SilentlyContinue \}|finally \{ Remove-Item -LiteralPath \$t -Force \}/,
  // Declares one function of Windows that answers how Security Center is, and nothing else.
  'Add-Type':
    /\$w = Add-Type -Namespace Mlinzi -Name SecurityCenter -PassThru -MemberDefinition '\[DllImport\("wscapi\.dll"\)\] public static extern int WscGetSecurityProviderHealth\(uint providers, out int health\);'/,
}
const comObjects = new Set([
  'Microsoft.Update.AutoUpdate',
  'Microsoft.Update.SystemInfo',
  'Microsoft.Update.Session',
  'Microsoft.Update.ServiceManager',
  'Shell.Application',
])
const staticMembers = new Set([
  'regex::Matches',
  'Threading.Thread::CurrentThread',
  'Globalization.CultureInfo::InvariantCulture',
  'Globalization.CultureInfo::InstalledUICulture',
  'Security.Principal.WindowsIdentity::GetCurrent',
  'Security.Principal.WindowsBuiltInRole::Administrator',
  'IO.Path::GetTempFileName',
  'IO.File::ReadAllLines',
  'IO.File::ReadAllBytes',
  'datetime::FromFileTimeUtc',
  'datetime::UtcNow',
  'math::Round',
  'math::Floor',
  'math::Min',
  'math::Max',
  'string::IsNullOrEmpty',
])
/** Programs of Windows that the script itself starts, by absolute path. */
const started = /^& "\$env:SystemRoot\\System32\\(?:secedit|wbadmin)\.exe"/
/** PowerShell's own short words, which go before functions: a function of such a name is never called. */
const aliases = new Set(
  'ac asnp cat cd chdir clc clear clhy cli clp cls clv cnsn compare copy cp cpi cpp curl cvpa dbp del diff dir dnsn ebp echo epal epcsv epsn erase etsn exsn fc fhx fl foreach ft fw gal gbp gc gcb gci gcm gcs gdr ghy gi gin gjb gl gm gmo gp gps gpv group gsn gsnp gsv gtz gu gv gwmi h history icm iex ihy ii ipal ipcsv ipmo ipsn irm ise iwmi iwr kill lp ls man md measure mi mount move mp mv nal ndr ni nmo npssc nsn nv ogv oh popd ps pushd pwd r rbp rcjb rcsn rd rdr ren ri rjb rm rmdir rmo rni rnp rp rsn rsnp rujb rv rvpa rwmi sajb sal saps sasv sbp sc scb select set shcm si sl sleep sls sort sp spjb spps spsv start stz sujb sv swmi tee trcm type wget where wjb write'.split(
    ' ',
  ),
)
const automatic =
  /\$(?:args|error|event|false|home|host|input|lastexitcode|matches|myinvocation|pid|profile|psitem|pwd|sender|shellid|this|true)\s*=(?!=)/gi
const acts =
  /\.(?:ShellExecute|Install|Download|BeginInstall|Uninstall|Delete|Create|Put|Put_|SetInfo|Rename|MoveHere|CopyHere|InvokeVerb|ResetSearchScope|Add|SetPassword|ChangePassword)\s*\(/g

describe.each(fragments)('%s', (name) => {
  const text = textOf(name)
  const { code, faults } = lexPowerShell(text)

  it('is plain ASCII, for PowerShell 5.1 takes other bytes for those of its own code page', () => {
    expect([...text.matchAll(/[^\t\r\n\x20-\x7e]/g)].map(([sign]) => sign)).toEqual([])
    expect(text).not.toMatch(/@["']\s*$/m)
  })

  it('has an end for each text and bracket', () => {
    expect(faults).toEqual([])
  })

  it('calls only commands that ask', () => {
    const called = [...code.matchAll(/(?<![\w$.:'"\\-])[A-Z][A-Za-z]+-[A-Z]\w+/g)].map(
      ([word]) => word,
    )
    for (const word of called) {
      if (commands.has(word)) continue
      expect(exceptions[word], `${word} is on no list`).toBeDefined()
      expect(text).toMatch(exceptions[word] ?? /^$/)
    }
    // At the place of a command, PowerShell's short words for commands that act.
    const acting =
      /(?:^|[;{(|=])\s*(?:iex|iwr|irm|curl|wget|saps|start|kill|spps|sasv|spsv|ni|ri|rm|rmdir|rd|del|erase|mi|mv|move|ren|rni|cp|copy|cpi|si|sp|sc|ac|set|sal|nal|gwmi|iwmi|rwmi|swmi|icm|ii|ogv|sleep|clc|cli|clp|rp|rnp|ipmo|nmo|md|mkdir)[ \t]+(?!=)/gim
    expect(matchesOf(code, acting)).toEqual([])
  })

  it('calls only methods that ask, on objects that are known', () => {
    for (const found of code.matchAll(/Invoke-CimMethod[^|;}]*?-MethodName\s+(\S+)/g)) {
      expect(found[1]).toMatch(/^Get[A-Z]/)
    }
    for (const found of code.matchAll(/-ComObject\s+([\w.]+)/g)) {
      expect(comObjects).toContain(found[1])
    }
    for (const found of code.matchAll(/\[([A-Za-z][\w.]*)\]::(\w+)/g)) {
      expect(staticMembers).toContain(`${found[1]}::${found[2]}`)
    }
    expect(matchesOf(code, acts)).toEqual([])
  })

  it('starts no program but by absolute path, and no text as code', () => {
    for (const found of code.matchAll(/(?<![&>\d])&(?!&)/g)) {
      const call = text.slice(found.index)
      expect(call.startsWith('& $body') ? '& secedit' : call.slice(0, 60)).toMatch(
        call.startsWith('& $body') ? /./ : started,
      )
    }
    const evaluating = /\[scriptblock\]::|Invoke-Expression|\.Invoke\(\)|FromBase64String/gi
    expect(matchesOf(code, evaluating)).toEqual([])
  })

  it('names no function as a short word of PowerShell, and takes no variable of its', () => {
    const named = [...code.matchAll(/\bfunction\s+([\w-]+)/gi)].map(([, word = '']) => word)
    expect(named.filter((word) => aliases.has(word.toLowerCase()))).toEqual([])
    if (name !== '00-prelude.ps1') {
      expect(
        named.filter((word) => /^(?:Q|QL|I|C|R|Svc|Json|Fault|Show|Ask|ReadValue)$/i.test(word)),
      ).toEqual([])
    }
    expect(matchesOf(code, automatic)).toEqual([])
  })

  it('gives each section a plain name', () => {
    for (const found of code.matchAll(/(?:^|[;{])\s*QL?\s+(?!\()/gm)) {
      expect(text.slice(found.index + found[0].length)).toMatch(/^(?:'[A-Za-z]\w{0,39}'|\$name)\s/)
    }
  })
})

function matchesOf(code: string, pattern: RegExp): readonly string[] {
  return [...code.matchAll(pattern)].map(([found]) => found.trim())
}

it('no two fragments use the same name for a section', () => {
  const owner = new Map<string, string>()
  for (const name of fragments) {
    const own = new Set(
      [...textOf(name).matchAll(/\bQL?\s+'(\w+)'/g)].map((found) => found[1] ?? ''),
    )
    for (const section of own) {
      expect(owner.get(section), `${section} is in ${name} too`).toBeUndefined()
      owner.set(section, name)
    }
  }
  expect(owner.size).toBeGreaterThan(5)
})

describe('the lexer of this test', () => {
  it.each<[string, number]>([
    ["Q 'a' { 'it''s (' }", 0],
    ['"a $(Get-Date) b ("', 0],
    ['"a `" b" # { comment', 0],
    ["$x = 'open", 1],
    ['{ ( }', 2],
    ['"a $( b"', 3],
  ])('%s', (script, faults) => {
    expect(lexPowerShell(script).faults).toHaveLength(faults)
  })

  it('shows what is called, and not what is written', () => {
    expect(lexPowerShell(`'Remove-Item' "x $(Stop-Service a)" # Set-Item`).code).toContain(
      'Stop-Service',
    )
    expect(lexPowerShell(`'Remove-Item' # Set-Item`).code).not.toMatch(/Item/)
  })
})
