# Disk encryption. Methods, not the ProtectionStatus property, which is stale on Windows 11 26100.
# Key protectors' types may be counted, keys are never read.
if ($Tier -ne 'fast') {
QL 'bitlocker' {   # administrator
  @(Get-CimInstance -Namespace 'root/CIMV2/Security/MicrosoftVolumeEncryption' -ClassName Win32_EncryptableVolume -OperationTimeoutSec 20 | ForEach-Object {
    $p = Invoke-CimMethod -InputObject $_ -MethodName GetProtectionStatus; $c = Invoke-CimMethod -InputObject $_ -MethodName GetConversionStatus; $m = Invoke-CimMethod -InputObject $_ -MethodName GetEncryptionMethod; $l = Invoke-CimMethod -InputObject $_ -MethodName GetLockStatus
    @{ id = $_.DeviceID; drive = $_.DriveLetter; type = $_.VolumeType; prot = $p.ProtectionStatus; conv = $c.ConversionStatus; pct = $c.EncryptionPercentage; method = $m.EncryptionMethod; lock = $l.LockStatus } })
}
Q 'systemDrive' { "$env:SystemDrive" }
if (-not $who.admin) {   # what a standard user may see: the shell's own property; needs COM
  QL 'bitlockerShell' {
    $shell = New-Object -ComObject Shell.Application
    @(C 'root/cimv2' 'SELECT DeviceID FROM Win32_LogicalDisk WHERE DriveType=3' | ForEach-Object {
      $v = $shell.NameSpace("$($_.DeviceID)\").Self.ExtendedProperty('System.Volume.BitLockerProtection')
      if ($null -ne $v) { @{ drive = $_.DeviceID; prot = [int]$v } } })
  }
}
}
