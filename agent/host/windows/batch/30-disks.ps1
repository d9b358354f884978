# Disks: Windows' own view of their health, the counters that need an administrator, the failure
# prediction of the inbox driver, and Storage Spaces. Numbers and ids only.
if ($Tier -ne 'fast') {
QL 'physicalDisks' {
  @(Get-CimInstance -Namespace 'root/Microsoft/Windows/Storage' -ClassName MSFT_PhysicalDisk -OperationTimeoutSec 30 | ForEach-Object {
    $d = $_; $c = $null
    # An administrator's right; volumes of controllers and many USB bridges have none at all.
    try { $c = @(Get-CimAssociatedInstance -InputObject $d -ResultClassName MSFT_StorageReliabilityCounter -OperationTimeoutSec 20)[0] } catch { }
    @{ n = $d.DeviceId; model = $d.FriendlyName; serial = $d.SerialNumber; adapterSerial = $d.AdapterSerialNumber; uid = $d.UniqueId
       bus = $d.BusType; media = $d.MediaType; size = $d.Size; health = $d.HealthStatus; op = @($d.OperationalStatus)
       rel = $(if ($c) { @{ temp = $c.Temperature; wear = $c.Wear; hours = $c.PowerOnHours; readUncorr = $c.ReadErrorsUncorrected; writeUncorr = $c.WriteErrorsUncorrected } }) } })
}
QL 'diskDrives' { @(C 'root/cimv2' 'SELECT Index,PNPDeviceID FROM Win32_DiskDrive' | ForEach-Object { @{ n = $_.Index; pnp = $_.PNPDeviceID } }) }
QL 'smartPredict' { @(C 'root/wmi' 'SELECT InstanceName,PredictFailure FROM MSStorageDriver_FailurePredictStatus' | ForEach-Object { @{ n = $_.InstanceName; fail = $_.PredictFailure } }) }
QL 'virtualDisks' { @(C 'root/Microsoft/Windows/Storage' 'SELECT FriendlyName,HealthStatus,OperationalStatus,ResiliencySettingName FROM MSFT_VirtualDisk' | ForEach-Object { @{ name = $_.FriendlyName; health = $_.HealthStatus; op = @($_.OperationalStatus); level = $_.ResiliencySettingName } }) }
}
