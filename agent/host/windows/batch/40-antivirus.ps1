# Antivirus: the products that are registered, Defender's own state, the services and the dates of
# definitions of other brands, and threats. Never a file, a path or a user.
if ($Tier -ne 'fast') {
if ($isClient) {
  # A server has no Security Center. exeMissing: what was uninstalled leaves its row behind.
  QL 'av' {
    @(C 'root/SecurityCenter2' 'SELECT displayName,instanceGuid,productState,pathToSignedProductExe,timestamp FROM AntiVirusProduct' | ForEach-Object {
      $exe = "$($_.pathToSignedProductExe)".Trim('"')
      foreach ($v in 'ProgramFiles', 'ProgramData', 'SystemRoot', 'windir', 'CommonProgramFiles') { $exe = $exe -ireplace "%$v%", "$((Get-Item -LiteralPath "env:$v" -ErrorAction SilentlyContinue).Value)" }
      $exe = $exe -ireplace '%ProgramFiles\(x86\)%', "${env:ProgramFiles(x86)}"
      $missing = $null; if ($exe -match '^[A-Za-z]:\\') { $missing = -not (Test-Path -LiteralPath $exe) }
      @{ name = $_.displayName; guid = $_.instanceGuid; state = $_.productState; exe = $_.pathToSignedProductExe; exeMissing = $missing; ts = $_.timestamp }
    })
  }
}
if ($isClient -and $err.Contains('av')) {   # WMI does not answer: Security Center itself still says whether all is well
  Q 'scHealth' {
    $w = Add-Type -Namespace Mlinzi -Name SecurityCenter -PassThru -MemberDefinition '[DllImport("wscapi.dll")] public static extern int WscGetSecurityProviderHealth(uint providers, out int health);'
    $h = @{}
    foreach ($p in @(@('firewall', 1), @('antiVirus', 4), @('securityCenterService', 64))) { $v = 0; if ($w::WscGetSecurityProviderHealth($p[1], [ref]$v) -eq 0) { $h[$p[0]] = $v } }
    $h
  }
}
Q 'avServices' {
  $h = @{}
  $names = 'wscsvc','WinDefend','Sense','ekrn','EraAgentSvc','AVP','klnagent','EPSecurityService','EPProtectedService','VSSERV','bdredline','SAVService','Sophos Endpoint Defense Service','Sophos MCS Agent','SntpService','ntrtscan','TmPfw','ds_agent','Amsp','McShield','mfemms','mfefire','SepMasterService','Norton Security','NortonSecurity','fsulhoster','F-Secure Gatekeeper Handler Starter','FSMA','cyserver','CSFalconService','SentinelAgent','WRSVC','MBAMService','avast! Antivirus','AVG Antivirus','AntiVirService','QHActiveDefense','K7RTScan','SBAMSvc','cmdAgent','xagt','CylanceSvc','CbDefense','PandaAgent','NanoServiceMain','PSUAService','Quick Heal Core Service','ScSecSvc','DrWebAVService','V3 Service','MsMpSvc'
  foreach ($n in $names) { $s = Svc $n; if ($s -ne 0) { $h[$n] = $s } }
  $h
}
if ((Svc 'WinDefend') -eq 4) {   # never touch the provider when the service is stopped: it can hang or fail with 0x800106BA
  Q 'defender' {
    $x = @(C 'root/Microsoft/Windows/Defender' 'SELECT * FROM MSFT_MpComputerStatus')[0]
    if ($x) {
      @{ mode = $x.AMRunningMode; svc = $x.AMServiceEnabled; av = $x.AntivirusEnabled; rtp = $x.RealTimeProtectionEnabled; oa = $x.OnAccessProtectionEnabled; bm = $x.BehaviorMonitorEnabled; ioav = $x.IoavProtectionEnabled; nis = $x.NISEnabled; tamper = $x.IsTamperProtected
        platform = $x.AMProductVersion; engine = $x.AMEngineVersion; sig = $x.AntivirusSignatureVersion; sigUpdated = (I $x.AntivirusSignatureLastUpdated); sigAgeDays = $x.AntivirusSignatureAge; outOfDate = $x.DefenderSignaturesOutOfDate
        quickEnd = (I $x.QuickScanEndTime); quickAge = $x.QuickScanAge; fullEnd = (I $x.FullScanEndTime); fullAge = $x.FullScanAge; reboot = $x.RebootRequired; computerState = $x.ComputerState; productStatus = $x.ProductStatus
        forcePassive = (R 'HKLM:\SOFTWARE\Policies\Microsoft\Windows Advanced Threat Protection' 'ForceDefenderPassiveMode') }
    }
  }
  QL 'threats' {
    $named = @{}; foreach ($t in @(C 'root/Microsoft/Windows/Defender' 'SELECT ThreatID,ThreatName,SeverityID,IsActive FROM MSFT_MpThreat')) { $named["$($t.ThreatID)"] = $t }
    @(C 'root/Microsoft/Windows/Defender' 'SELECT ThreatID,DetectionID,InitialDetectionTime,LastThreatStatusChangeTime,ThreatStatusID,CleaningActionID,ActionSuccess FROM MSFT_MpThreatDetection' | Sort-Object InitialDetectionTime -Descending | Select-Object -First 64 | ForEach-Object {
      $t = $named["$($_.ThreatID)"]; $n = $null; $s = $null; $a = $null; if ($t) { $n = $t.ThreatName; $s = $t.SeverityID; $a = $t.IsActive }
      @{ id = "$($_.ThreatID)"; det = $_.DetectionID; name = $n; sev = $s; active = $a; at = (I $_.InitialDetectionTime); changed = (I $_.LastThreatStatusChangeTime); status = $_.ThreatStatusID; action = $_.CleaningActionID; ok = $_.ActionSuccess }
    })
  }
  QL 'defenderEvents' {   # survive a cleared history; names of the fields come from the manifest and are not translated
    $want = 'Detection ID','Detection Time','Threat ID','Threat Name','Severity ID','Action ID','State','Status Code'
    try {
      @(Get-WinEvent -FilterHashtable @{ LogName = 'Microsoft-Windows-Windows Defender/Operational'; Id = 1006,1007,1008,1116,1117,1118,1119; StartTime = (Get-Date).AddDays(-7) } -MaxEvents 200 | ForEach-Object {
        $x = [xml]$_.ToXml(); $d = @{}; foreach ($n in @($x.Event.EventData.Data)) { if ($want -contains $n.Name) { $d[$n.Name] = "$($n.'#text')" } }
        @{ id = $_.Id; at = (I $_.TimeCreated); rec = $_.RecordId; data = $d }
      })
    } catch { if ("$($_.FullyQualifiedErrorId)" -notmatch 'NoMatchingEventsFound|NoMatchingLogsFound') { throw } }
  }
}
Q 'avVendors' {   # dates of definitions and of the licence, where a brand writes them into the registry
  # These products guard their own keys: one that may not be read is as good as absent.
  function RegistryOrNothing([string]$path, [string]$value) { try { R $path $value } catch { $null } }
  $h = @{}
  foreach ($root in 'HKLM:\SOFTWARE', 'HKLM:\SOFTWARE\WOW6432Node') {
    $k = "$root\ESET\ESET Security\CurrentVersion\Info"
    if ((RegistryOrNothing $k 'ProductVersion') -and -not $h.eset) { $h.eset = @{ product = (RegistryOrNothing $k 'ProductName'); version = (RegistryOrNothing $k 'ProductVersion'); definitions = "$(RegistryOrNothing $k 'ScannerVersion')" } }
    foreach ($p in @(Get-ChildItem -LiteralPath "$root\KasperskyLab\protected" -ErrorAction SilentlyContinue)) {
      $d = "$root\KasperskyLab\protected\$($p.PSChildName)\Data"; $u = RegistryOrNothing $d 'LastSuccessfulUpdate'
      if ($null -ne $u -and -not $h.kaspersky) { $h.kaspersky = @{ updated = $u; licenceType = (RegistryOrNothing $d 'LicKeyType'); licenceDays = (RegistryOrNothing $d 'LicDaysTillExpiration') } }
    }
    $k = "$root\McAfee\AVEngine"
    if ((RegistryOrNothing $k 'AVDatVersion') -and -not $h.trellix) { $h.trellix = @{ date = "$(RegistryOrNothing $k 'AVDatDate')"; major = (RegistryOrNothing $k 'AVDatVersion'); minor = (RegistryOrNothing $k 'AVDatVersionMinor') } }
    $k = "$root\Symantec\Symantec Endpoint Protection\CurrentVersion\public-opstate"
    if ((RegistryOrNothing $k 'LatestVirusDefsDate') -and -not $h.symantec) { $h.symantec = @{ date = "$(RegistryOrNothing $k 'LatestVirusDefsDate')"; revision = (RegistryOrNothing $k 'LatestVirusDefsRevision'); running = (RegistryOrNothing $k 'AVRunningStatus'); version = (RegistryOrNothing $k 'DeployRunningVersion') } }
    $k = "$root\TrendMicro\PC-cillinNTCorp\CurrentVersion\Misc."
    if ((RegistryOrNothing $k 'InternalNonCrcPatternVer') -and -not $h.trend) { $h.trend = @{ pattern = (RegistryOrNothing $k 'InternalNonCrcPatternVer'); date = "$(RegistryOrNothing $k 'PatternDate')"; version = (RegistryOrNothing $k 'ProgramVer') } }
    foreach ($p in @(Get-ChildItem -LiteralPath "$root\F-Secure\Ultralight\Updates\aquarius" -ErrorAction SilentlyContinue)) {
      $v = RegistryOrNothing "$root\F-Secure\Ultralight\Updates\aquarius\$($p.PSChildName)" 'file_set_visible_version'; if ($v) { $h.withsecure = @{ definitions = "$v" } }
    }
    $k = "$root\BitDefender\About"
    if ((RegistryOrNothing $k 'ProductVersion') -and -not $h.bitdefender) { $h.bitdefender = @{ product = (RegistryOrNothing $k 'ProductName'); version = (RegistryOrNothing $k 'ProductVersion') } }
    $k = "$root\Avira\Antivirus"
    if ((RegistryOrNothing $k 'VdfVersion') -and -not $h.avira) { $h.avira = @{ definitions = "$(RegistryOrNothing $k 'VdfVersion')" } }
  }
  $h
}
}
