# Usage: whether somebody works here, logons, refused logons. Asked only when the office has confirmed
# the staff notice (-Skip leaves these out before). Counts and one user name; never a window, a key,
# a file or an address.
if ($Tier -ne 'fast') {
# The desktop of each session, and the lock screen over it.
Q 'usageSessions' { @{ user = @(C 'root/cimv2' 'SELECT UserName FROM Win32_ComputerSystem')[0].UserName; shown = @(C 'root/cimv2' "SELECT Name,SessionId FROM Win32_Process WHERE Name='explorer.exe' OR Name='LogonUI.exe'" | ForEach-Object { @{ n = $_.Name; session = $_.SessionId } }) } }
# Winlogon writes 7001 at a logon at the screen, local or remote.
QL 'usageLogons' {
  try { Get-WinEvent -FilterHashtable @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-Winlogon'; Id = 7001; StartTime = (Get-Date).AddHours(-24) } -MaxEvents 500 | ForEach-Object { @{ at = (I $_.TimeCreated) } } }
  catch { if ("$($_.FullyQualifiedErrorId)" -notmatch 'NoMatching(Events|Logs|Providers)Found') { throw } }
}
# Without the audit policy Windows writes no 4625, and none in 24 hours says nothing; so "ever" too.
Q 'usageFailed' {
  $found = @()
  try { $found = @(Get-WinEvent -FilterHashtable @{ LogName = 'Security'; Id = 4625 } -MaxEvents 1000) }
  catch { if ("$($_.FullyQualifiedErrorId)" -notmatch 'NoMatching(Events|Logs|Providers)Found') { throw } }
  $since = (Get-Date).AddHours(-24)
  @{ ever = $found.Count; day = @($found | Where-Object { $_.TimeCreated -gt $since }).Count }
}
}
