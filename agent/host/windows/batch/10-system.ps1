# ---------- fast tier: the system itself ----------
Q 'os' {
  $x = (C 'root/cimv2' 'SELECT Caption,Version,BuildNumber,ProductType,LastBootUpTime,InstallDate,TotalVisibleMemorySize,FreePhysicalMemory,OSLanguage FROM Win32_OperatingSystem')[0]
  $k = 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
  @{ caption = $x.Caption; version = $x.Version; build = $x.BuildNumber; ubr = (R $k 'UBR'); display = (R $k 'DisplayVersion'); edition = (R $k 'EditionID'); productType = $x.ProductType; boot = (I $x.LastBootUpTime); installed = (I $x.InstallDate); memTotalKiB = $x.TotalVisibleMemorySize; memFreeKiB = $x.FreePhysicalMemory; lang = $x.OSLanguage }
}
# 1 workstation, 2 domain controller, 3 server
$isClient = ($o.os -and $o.os.productType -eq 1)
QL 'volumes' { C 'root/cimv2' 'SELECT DeviceID,FileSystem,Size,FreeSpace,VolumeName FROM Win32_LogicalDisk WHERE DriveType=3' | ForEach-Object { @{ id = $_.DeviceID; fs = $_.FileSystem; size = $_.Size; free = $_.FreeSpace; label = $_.VolumeName } } }
# Raw counters: what is called per second or percent there is a sum since the start.
QL 'diskio' {
  C 'root/cimv2' 'SELECT Name,DiskReadBytesPersec,DiskWriteBytesPersec,DiskReadsPersec,DiskWritesPersec,PercentDiskReadTime,PercentDiskWriteTime,PercentDiskTime,PercentIdleTime,CurrentDiskQueueLength,Timestamp_Sys100NS FROM Win32_PerfRawData_PerfDisk_PhysicalDisk' |
    ForEach-Object { @{ n = $_.Name; rb = $_.DiskReadBytesPersec; wb = $_.DiskWriteBytesPersec; r = $_.DiskReadsPersec; w = $_.DiskWritesPersec; rt = $_.PercentDiskReadTime; wt = $_.PercentDiskWriteTime; qt = $_.PercentDiskTime; idle = $_.PercentIdleTime; q = $_.CurrentDiskQueueLength; t = $_.Timestamp_Sys100NS } }
}
QL 'net' {
  C 'root/StandardCimv2' 'SELECT Name,InterfaceDescription,ReceivedBytes,SentBytes,ReceivedUnicastPackets,ReceivedMulticastPackets,ReceivedBroadcastPackets,SentUnicastPackets,SentMulticastPackets,SentBroadcastPackets,ReceivedPacketErrors,OutboundPacketErrors,ReceivedDiscardedPackets,OutboundDiscardedPackets FROM MSFT_NetAdapterStatisticsSettingData' |
    ForEach-Object { @{ n = $_.Name; d = $_.InterfaceDescription; rx = $_.ReceivedBytes; tx = $_.SentBytes; rxu = $_.ReceivedUnicastPackets; rxm = $_.ReceivedMulticastPackets; rxb = $_.ReceivedBroadcastPackets; txu = $_.SentUnicastPackets; txm = $_.SentMulticastPackets; txb = $_.SentBroadcastPackets; rxe = $_.ReceivedPacketErrors; txe = $_.OutboundPacketErrors; rxd = $_.ReceivedDiscardedPackets; txd = $_.OutboundDiscardedPackets } }
}
QL 'adapters' {
  C 'root/StandardCimv2' 'SELECT Name,InterfaceDescription,PermanentAddress,Speed,MediaConnectState,HardwareInterface,ConnectorPresent,Virtual,Hidden FROM MSFT_NetAdapter' |
    ForEach-Object { @{ n = $_.Name; d = $_.InterfaceDescription; mac = $_.PermanentAddress; speed = $_.Speed; media = $_.MediaConnectState; hw = $_.HardwareInterface; plug = $_.ConnectorPresent; virtual = $_.Virtual; hidden = $_.Hidden } }
}
QL 'pageFile' { C 'root/cimv2' 'SELECT AllocatedBaseSize,CurrentUsage FROM Win32_PageFileUsage' | ForEach-Object { @{ mib = $_.AllocatedBaseSize; usedMib = $_.CurrentUsage } } }
QL 'battery' { C 'root/cimv2' 'SELECT DeviceID,BatteryStatus,EstimatedChargeRemaining,Chemistry FROM Win32_Battery' | ForEach-Object { @{ id = $_.DeviceID; status = $_.BatteryStatus; pct = $_.EstimatedChargeRemaining; chemistry = $_.Chemistry } } }
# Only where there is a battery: elsewhere these classes answer with an error.
if (@($o.battery).Count -gt 0) {
  QL 'batteryPower' {
    $f = @(); try { $f = @(C 'root/wmi' 'SELECT InstanceName,FullChargedCapacity FROM BatteryFullChargedCapacity') } catch { }
    $d = @(); try { $d = @(C 'root/wmi' 'SELECT InstanceName,DesignedCapacity FROM BatteryStaticData') } catch { }
    $y = @(); try { $y = @(C 'root/wmi' 'SELECT InstanceName,CycleCount FROM BatteryCycleCount') } catch { }
    C 'root/wmi' 'SELECT InstanceName,PowerOnline,Charging,Discharging,ChargeRate,DischargeRate,Voltage FROM BatteryStatus' | ForEach-Object {
      $i = $_.InstanceName
      @{ n = $i; online = $_.PowerOnline; charging = $_.Charging; discharging = $_.Discharging; chargeMw = $_.ChargeRate; dischargeMw = $_.DischargeRate
        full = ($f | Where-Object InstanceName -eq $i | Select-Object -First 1).FullChargedCapacity
        design = ($d | Where-Object InstanceName -eq $i | Select-Object -First 1).DesignedCapacity
        cycles = ($y | Where-Object InstanceName -eq $i | Select-Object -First 1).CycleCount }
    }
  }
}
QL 'thermal' { C 'root/cimv2' 'SELECT Name,Temperature,HighPrecisionTemperature FROM Win32_PerfFormattedData_Counters_ThermalZoneInformation' | ForEach-Object { @{ n = $_.Name; k = $_.Temperature; dk = $_.HighPrecisionTemperature } } }

if ($Tier -eq 'daily') {
# ---------- daily tier: what the machine is ----------
Q 'computer' {
  $s = (C 'root/cimv2' 'SELECT Manufacturer,Model,HypervisorPresent,PCSystemType FROM Win32_ComputerSystem')[0]
  $p = (C 'root/cimv2' 'SELECT IdentifyingNumber,UUID FROM Win32_ComputerSystemProduct')[0]
  $b = (C 'root/cimv2' 'SELECT SMBIOSBIOSVersion,ReleaseDate,SerialNumber FROM Win32_BIOS')[0]
  $m = (C 'root/cimv2' 'SELECT Product FROM Win32_BaseBoard')[0]
  $e = (C 'root/cimv2' 'SELECT ChassisTypes FROM Win32_SystemEnclosure')[0]
  @{ maker = $s.Manufacturer; model = $s.Model; hypervisor = $s.HypervisorPresent; role = $s.PCSystemType; serial = $p.IdentifyingNumber; uuid = $p.UUID; biosSerial = $b.SerialNumber; bios = $b.SMBIOSBIOSVersion; biosDate = (I $b.ReleaseDate); board = $m.Product; chassis = @($e.ChassisTypes) }
}
QL 'gateways' { C 'root/StandardCimv2' 'SELECT InterfaceAlias,NextHop FROM MSFT_NetRoute WHERE DestinationPrefix="0.0.0.0/0"' | ForEach-Object { @{ n = $_.InterfaceAlias; via = $_.NextHop } } }
QL 'processors' { C 'root/cimv2' 'SELECT Name,NumberOfCores,NumberOfLogicalProcessors,MaxClockSpeed,SocketDesignation FROM Win32_Processor' | ForEach-Object { @{ name = $_.Name; cores = $_.NumberOfCores; threads = $_.NumberOfLogicalProcessors; mhz = $_.MaxClockSpeed; socket = $_.SocketDesignation } } }
QL 'memoryModules' { C 'root/cimv2' 'SELECT Capacity,SMBIOSMemoryType,MemoryType,DeviceLocator,Manufacturer FROM Win32_PhysicalMemory' | ForEach-Object { @{ bytes = $_.Capacity; smbios = $_.SMBIOSMemoryType; type = $_.MemoryType; slot = $_.DeviceLocator; maker = $_.Manufacturer } } }
}
