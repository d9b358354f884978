# Backups: how runs ended by their events' ids and named data, what is installed, and the copies
# that Windows lists. No message is read but Veeam's, which is English on every system.
if ($Tier -ne 'fast') {
QL 'backupEvents' {
  $since = (Get-Date).AddDays(-35)
  $keep = 'HRESULT', 'DetailedHRESULT', 'ErrorCode'
  $want = @(
    @{ LogName = 'Microsoft-Windows-Backup'; Id = 4, 5, 7, 8, 14, 23 },
    @{ LogName = 'Application'; ProviderName = 'Microsoft-Windows-Backup'; Id = 517, 521, 527, 528, 544, 545, 546, 561, 564 },
    @{ LogName = 'Veeam Agent'; ProviderName = 'Veeam Agent'; Id = 190, 191 },
    @{ LogName = 'CloudBackup/Operational'; Id = 1, 11, 14, 16, 18 }
  )
  foreach ($f in $want) {
    $f.StartTime = $since
    try {
      Get-WinEvent -FilterHashtable $f -MaxEvents 100 | ForEach-Object {
        $d = @{}
        foreach ($n in @(([xml]$_.ToXml()).Event.EventData.Data)) { if ($keep -contains $n.Name) { $d[$n.Name] = "$($n.'#text')" } }
        $m = $null; if ($f.LogName -eq 'Veeam Agent') { $m = ("$($_.Message)" -split "[\r\n]")[0] }
        @{ log = $f.LogName; id = $_.Id; at = (I $_.TimeCreated); data = $d; msg = $m }
      }
    }
    # A log that is not there or empty is no failure; one that may not be read costs only itself.
    catch { if ("$($_.FullyQualifiedErrorId)" -notmatch 'NoMatchingEventsFound|NoMatchingLogsFound|NoMatchingProvidersFound') { $err["backupEvents:$($f.LogName)"] = (Fault $_) } }
  }
}
Q 'backupServices' {
  $h = @{}
  foreach ($n in 'fhsvc', 'VeeamEndpointBackupSvc', 'MacriumService', 'ReflectService', 'AcronisAgent', 'mms', 'Duplicati') { $s = Svc $n; if ($s -ne 0) { $h[$n] = $s } }
  $h
}
QL 'shadows' { @(C 'root/cimv2' 'SELECT InstallDate FROM Win32_ShadowCopy' | ForEach-Object { @{ at = (I $_.InstallDate) } }) }
}
if ($Tier -eq 'daily') {
if (Get-Command Get-WBSummary -ErrorAction Ignore) {
  Q 'wb' {
    $w = Get-WBSummary; $p = $null; try { $p = Get-WBPolicy } catch { }
    @{ lastOk = (I $w.LastSuccessfulBackupTime); last = (I $w.LastBackupTime); hr = $w.LastBackupResultHR; hrDetail = $w.LastBackupResultDetailedHR; versions = $w.NumberOfVersions; op = "$($w.CurrentOperationStatus)"; policy = [bool]$p }
  }
}
# Version identifiers are UTC and not translated; the lines around them are both.
if ($who.admin -and (Test-Path -LiteralPath "$env:SystemRoot\System32\wbadmin.exe")) {
  QL 'wbVersions' { @(& "$env:SystemRoot\System32\wbadmin.exe" get versions | ForEach-Object { if ("$_" -match '\d\d/\d\d/\d{4}-\d\d:\d\d') { $Matches[0] } }) }
}
if ($isClient) {
  QL 'restorePoints' { @(C 'root/default' 'SELECT CreationTime FROM SystemRestore' | ForEach-Object { @{ at = "$($_.CreationTime)" } }) }
}
# Whether somebody has it, and when its catalogue was last written; never whose it is.
QL 'fileHistory' {
  @(Get-ChildItem -LiteralPath "$env:SystemDrive\Users" -Directory -ErrorAction SilentlyContinue | ForEach-Object {
    $c = "$($_.FullName)\AppData\Local\Microsoft\Windows\FileHistory\Configuration"
    if (Test-Path -LiteralPath "$c\Config1.xml") {
      $e = Get-Item -LiteralPath "$c\Catalog1.edb" -ErrorAction SilentlyContinue; $at = $null; if ($e) { $at = I $e.LastWriteTime }
      @{ catalog = $at }
    }
  })
}
}
