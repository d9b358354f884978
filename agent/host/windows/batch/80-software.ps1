# Software: what is installed, activation, programs for remote access, printing, memory sticks.
# Names and versions only: never a key, a document, a path or a user.
if ($Tier -ne 'fast') {
QL 'printQueues' { @(C 'root/cimv2' "SELECT Name,TotalPagesPrinted,TotalJobsPrinted FROM Win32_PerfRawData_Spooler_PrintQueue WHERE Name<>'_Total'" | ForEach-Object { @{ n = $_.Name; pages = $_.TotalPagesPrinted; jobs = $_.TotalJobsPrinted } }) }
# BusType 7 is USB, 12 a memory card.
QL 'removable' { @(Get-CimInstance -Namespace 'root/Microsoft/Windows/Storage' -Query 'SELECT FriendlyName,SerialNumber,Size,BusType FROM MSFT_PhysicalDisk WHERE BusType=7 OR BusType=12' -OperationTimeoutSec 20 | ForEach-Object { @{ model = $_.FriendlyName; serial = "$($_.SerialNumber)".Trim(); size = $_.Size; bus = $_.BusType } }) }
QL 'remoteTools' { @(C 'root/cimv2' 'SELECT Name,State FROM Win32_Service' | Where-Object { $_.Name -match '^(TeamViewer|AnyDesk|RustDesk|uvnc_service|vncserver|tvnserver|Supremo|AmmyyAdmin|LogMeIn|LMIGuardianSvc|SplashtopRemoteService|chromoting|ScreenConnect|AteraAgent|Mesh Agent|DWAgent|RemotelyAnywhere|GoToMyPC|ZohoMeeting|BASupportExpress|NinjaRMMAgent|Parsec|radmin|rserver3|tacticalrmm)' } | ForEach-Object { @{ n = $_.Name; state = $_.State } }) }
}
if ($Tier -eq 'daily') {
QL 'software' {
  @('HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall', 'HKLM:\SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall' | ForEach-Object { Get-ChildItem -LiteralPath $_ -ErrorAction SilentlyContinue } | ForEach-Object {
    $p = Get-ItemProperty -LiteralPath $_.PSPath -ErrorAction SilentlyContinue
    if ($p.DisplayName -and -not $p.SystemComponent -and -not $p.ParentKeyName) { @{ n = $p.DisplayName; v = "$($p.DisplayVersion)"; p = "$($p.Publisher)" } } } | Select-Object -First 1000)
}
# ApplicationID of Windows and of Office 2013 and later; only what has a key of its own.
QL 'licences' { @(C 'root/cimv2' "SELECT Name,ApplicationID,LicenseStatus,GracePeriodRemaining FROM SoftwareLicensingProduct WHERE PartialProductKey IS NOT NULL" | ForEach-Object { @{ n = $_.Name; app = $_.ApplicationID; status = $_.LicenseStatus; grace = $_.GracePeriodRemaining } }) }
}
