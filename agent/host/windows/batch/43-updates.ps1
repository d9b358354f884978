# Updates: what waits by the computer's own last list (no network), when it last looked and
# installed, whether a restart waits, and what Windows 11 would need.
if ($Tier -ne 'fast') {
Q 'reboot' {
  $cv = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion'
  @{ cbs = (Test-Path -LiteralPath "$cv\Component Based Servicing\RebootPending"); wu = (Test-Path -LiteralPath "$cv\WindowsUpdate\Auto Update\RebootRequired") }
}
# Dates of this object are UTC without saying so.
Q 'wuLast' {
  $r = (New-Object -ComObject Microsoft.Update.AutoUpdate).Results
  @{ searchUtc = $(if ($r.LastSearchSuccessDate) { ([datetime]$r.LastSearchSuccessDate).ToString('s') + 'Z' })
     installUtc = $(if ($r.LastInstallationSuccessDate) { ([datetime]$r.LastInstallationSuccessDate).ToString('s') + 'Z' })
     rebootRequired = (New-Object -ComObject Microsoft.Update.SystemInfo).RebootRequired }
}
Q 'wuPolicy' {
  $p = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate'
  @{ auOptions = (R "$p\AU" 'AUOptions'); noAutoUpdate = (R "$p\AU" 'NoAutoUpdate'); wsus = [bool](R $p 'WUServer')
     pausedUntil = (R 'HKLM:\SOFTWARE\Microsoft\WindowsUpdate\UX\Settings' 'PauseUpdatesExpiryTime') }
}
}
if ($Tier -eq 'daily') {
# Online = false: the answer of the last search, which Windows makes itself.
Q 'updates' {
  $s = (New-Object -ComObject Microsoft.Update.Session).CreateUpdateSearcher(); $s.Online = $false
  $r = $s.Search('IsInstalled=0 and IsHidden=0')
  @{ code = $r.ResultCode; list = @($r.Updates | Select-Object -First 500 | ForEach-Object { @{ sev = $_.MsrcSeverity; type = $_.Type; at = $(if ($_.LastDeploymentChangeTime) { ([datetime]$_.LastDeploymentChangeTime).ToString('yyyy-MM-dd') }); cat = @($_.Categories | ForEach-Object { $_.CategoryID }) } }) }
}
if ($isClient) {
  Q 'readiness' {
    $tpm = $null
    try { $t = @(C 'root/CIMV2/Security/MicrosoftTpm' 'SELECT SpecVersion,IsEnabled_InitialValue FROM Win32_Tpm')[0]; $tpm = $(if ($t) { "$($t.SpecVersion)" } else { 'absent' }) } catch { $tpm = $null }
    $sb = R 'HKLM:\SYSTEM\CurrentControlSet\Control\SecureBoot\State' 'UEFISecureBootEnabled'
    $firmware = R 'HKLM:\SYSTEM\CurrentControlSet\Control' 'PEFirmwareType'
    $memory = @(C 'root/cimv2' 'SELECT TotalPhysicalMemory FROM Win32_ComputerSystem')[0].TotalPhysicalMemory
    $disk = @(C 'root/cimv2' "SELECT Size FROM Win32_LogicalDisk WHERE DeviceID='$env:SystemDrive'")[0].Size
    $cpu = @(C 'root/cimv2' 'SELECT Name FROM Win32_Processor')[0].Name
    @{ tpm = $tpm; secureBoot = $sb; uefi = $(if ($null -ne $firmware) { $firmware -eq 2 }); cpu = "$cpu"; memory = $memory; systemDisk = $disk }
  }
}
}
