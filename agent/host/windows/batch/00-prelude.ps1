# Mlinzi: what this computer's Windows tells about itself. Queries only: it sets nothing, starts no
# service, installs nothing. Made from agent/host/windows/batch when the agent is built.
#   powershell.exe -NoProfile -NonInteractive -NoLogo -ExecutionPolicy Bypass -File agent-windows.ps1 -Tier slow
# Prints one JSON object a line, all ASCII: first who asks, then each section as soon as it is known,
# at last "done". So a provider that hangs costs its own section and those behind it, not the rest.
param([ValidateSet('fast', 'slow', 'daily')][string]$Tier = 'slow', [int]$EventHours = 26, [string]$Skip = '')

$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'; $WarningPreference = 'SilentlyContinue'
# Thai and Arabic computers would write years of their own calendars. Not allowed in constrained mode.
try { [Threading.Thread]::CurrentThread.CurrentCulture = [Globalization.CultureInfo]::InvariantCulture } catch { }
$o = @{}; $ms = @{}; $err = @{}; $printed = @{}
$skipped = @($Skip -split ',' | Where-Object { $_ })

# Pure ASCII, so that no code page of the console can spoil it.
function Json($value) {
  $text = ConvertTo-Json -InputObject $value -Depth 9 -Compress
  $codes = @{}
  foreach ($match in [regex]::Matches($text, '[^\x20-\x7E]')) { $codes[[int][char]$match.Value] = $true }
  foreach ($code in @($codes.Keys)) { $text = $text.Replace([string][char]$code, ('\u{0:x4}' -f $code)) }
  $text
}
# Numbers and ids, never translated text, decide what the agent makes of a failure.
function Fault($record) {
  $x = $record.Exception
  while ($x.InnerException) { $x = $x.InnerException }
  @{ hr = ('0x{0:X8}' -f $x.HResult); fq = "$($record.FullyQualifiedErrorId)"; msg = "$($x.Message)" }
}
function Show([string]$name) {
  $printed[$name] = $true
  if ($err.Contains($name)) { Json @{ s = $name; ms = $ms[$name]; err = $err[$name] } }
  else { Json @{ s = $name; ms = $ms[$name]; v = $o[$name] } }
}
function Ask([string]$name, [scriptblock]$body, [bool]$list) {
  $begun = (Get-Date).ToUniversalTime()
  try {
    $told = & $body
    if ($list) { $told = @($told | Where-Object { $null -ne $_ }) }
    $o[$name] = $told
  }
  catch { $err[$name] = (Fault $_) }
  $ms[$name] = [int]((Get-Date).ToUniversalTime() - $begun).TotalMilliseconds
}
# Q: one answer. QL: a list, which stays a list when it has one row or none (PowerShell unrolls them).
function Q([string]$name, [scriptblock]$body) { if ($skipped -notcontains $name) { Json @{ s = $name; begun = $true }; Ask $name $body $false; Show $name } }
function QL([string]$name, [scriptblock]$body) { if ($skipped -notcontains $name) { Json @{ s = $name; begun = $true }; Ask $name $body $true; Show $name } }
# I: a moment as ISO 8601 UTC. C: a WMI query. R: a registry value, $null when there is none; a value
# that may not be read is a failure. Svc: 4 runs, 1 stopped, 0 not installed.
function I($d) { if ($d -is [datetime] -and $d.Year -gt 1980) { $d.ToUniversalTime().ToString('o') } else { $null } }
function C([string]$ns, [string]$wql) { @(Get-CimInstance -Namespace $ns -Query $wql -OperationTimeoutSec 20) }
function ReadValue([string]$path, [string]$value) {
  try { (Get-ItemProperty -LiteralPath $path -Name $value).$value }
  catch { if ("$($_.FullyQualifiedErrorId)" -match '^(PathNotFound|ItemNotFound|DriveNotFound|System\.Management\.Automation\.PSArgumentException)') { $null } else { throw } }
}
# Without this, R is Invoke-History: PowerShell takes its own short words before functions, in all scopes.
try { Set-Alias -Name R -Value ReadValue -Option AllScope -Scope Script -Force } catch { }
function Svc([string]$n) { $s = Get-Service -Name $n -ErrorAction SilentlyContinue; if ($s) { [int]$s.Status } else { 0 } }

# Constrained language forbids the .NET way; then the hive of LocalService shows who is administrator.
$who = @{ ps = "$($PSVersionTable.PSVersion)"; clm = "$($ExecutionContext.SessionState.LanguageMode)"; lang = "$((Get-UICulture).Name)" }
try {
  $me = [Security.Principal.WindowsIdentity]::GetCurrent()
  $who.system = [bool]$me.IsSystem
  $who.admin = [bool](New-Object Security.Principal.WindowsPrincipal $me).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
  $who.lang = [Globalization.CultureInfo]::InstalledUICulture.Name
}
catch {
  $who.system = ("$env:USERNAME" -eq "$env:COMPUTERNAME`$")
  $who.admin = $(try { $null = Get-ChildItem -LiteralPath 'Registry::HKEY_USERS\S-1-5-19'; $true } catch { $false })
}
Json @{ v = 1; tier = $Tier; whoami = $who }
