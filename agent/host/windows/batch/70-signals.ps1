# Signals: what the system log says about hardware, starts and ends of this computer, services and
# the clock. Providers, numbers and times only; the text of an entry is never read.
if ($Tier -ne 'fast') {
QL 'signals' {
  $since = (Get-Date).AddHours(-$EventHours)
  $want = @(
    @{ LogName = 'System'; ProviderName = 'disk'; Id = 7, 11, 15, 51, 52, 153, 154 }
    @{ LogName = 'System'; ProviderName = 'storahci'; Id = 11, 129 }
    @{ LogName = 'System'; ProviderName = 'stornvme'; Id = 11, 129 }
    @{ LogName = 'System'; ProviderName = 'iaStorA'; Id = 9, 129 }
    @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-Ntfs'; Id = 55, 98, 130, 131, 132, 140 }
    @{ LogName = 'System'; ProviderName = 'Ntfs'; Id = 55, 137, 140 }
    @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-WHEA-Logger'; Id = 1, 17, 18, 19, 20, 46, 47 }
    @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-WER-SystemErrorReporting'; Id = 1001 }
    @{ LogName = 'System'; ProviderName = 'volsnap'; Id = 25, 35, 36 }
    @{ LogName = 'System'; ProviderName = 'Tcpip'; Id = 4198, 4199 }
    @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-Dhcp-Client'; Id = 1005 }
    @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-Resource-Exhaustion-Detector'; Id = 2004 }
    @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-DiskDiagnostic'; Id = 1 }
    @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-Kernel-Power'; Id = 86, 87, 88, 89 }
  )
  foreach ($f in $want) {
    $f.StartTime = $since
    try { Get-WinEvent -FilterHashtable $f -MaxEvents 200 | ForEach-Object { @{ src = $_.ProviderName; id = $_.Id; lvl = $_.Level; at = (I $_.TimeCreated) } } }
    catch { if ("$($_.FullyQualifiedErrorId)" -notmatch 'NoMatching(Events|Logs|Providers)Found') { throw } }
  }
}
# 12 start and 13 end of the kernel, 41 start after an end without farewell, 6008 the same, 1001 blue screen.
QL 'stops' {
  $since = (Get-Date).AddDays(-60)
  $want = @(
    @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-Kernel-General'; Id = 12, 13 }
    @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-Kernel-Power'; Id = 41 }
    @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-WER-SystemErrorReporting'; Id = 1001 }
    @{ LogName = 'System'; ProviderName = 'EventLog'; Id = 6008 }
  )
  foreach ($f in $want) {
    $f.StartTime = $since
    try {
      Get-WinEvent -FilterHashtable $f -MaxEvents 100 | ForEach-Object {
        $bug = $null; if ($_.Id -eq 41) { $x = [xml]$_.ToXml(); foreach ($n in @($x.Event.EventData.Data)) { if ($n.Name -eq 'BugcheckCode') { $bug = "$($n.InnerText)" } } }
        @{ src = $_.ProviderName; id = $_.Id; at = (I $_.TimeCreated); bug = $bug }
      }
    }
    catch { if ("$($_.FullyQualifiedErrorId)" -notmatch 'NoMatching(Events|Logs|Providers)Found') { throw } }
  }
}
# StartMode of WMI is English on every system; disabled ones and those started on demand are told too.
QL 'services' { @(C 'root/cimv2' 'SELECT Name,State,StartMode,ExitCode FROM Win32_Service' | ForEach-Object { @{ n = $_.Name; state = $_.State; start = $_.StartMode; exit = $_.ExitCode } }) }
Q 'time' {
  $last = $null
  try { $e = @(Get-WinEvent -FilterHashtable @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-Time-Service'; Id = 35, 37 } -MaxEvents 1)[0]; if ($e) { $last = (I $e.TimeCreated) } } catch { $last = $null }
  @{ service = (Svc 'w32time'); type = (R 'HKLM:\SYSTEM\CurrentControlSet\Services\W32Time\Parameters' 'Type'); last = $last }
}
}
