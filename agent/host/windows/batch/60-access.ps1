# Access: rules for passwords, local accounts and administrators, ways from outside. Settings only:
# never a password, a hash, the name of a share or a path.
if ($Tier -ne 'fast') {
# Numbers of the WinNT provider: no administrator is needed, no language changes them. Ages in seconds.
Q 'accounts' {
  $c = [ADSI]"WinNT://$env:COMPUTERNAME,computer"
  $adm = (New-Object Security.Principal.SecurityIdentifier 'S-1-5-32-544').Translate([Security.Principal.NTAccount]).Value.Split('\')[-1]
  $members = @(([ADSI]"WinNT://$env:COMPUTERNAME/$adm,group").psbase.Invoke('Members') | ForEach-Object {
    $t = $_.GetType(); $b = $t.InvokeMember('objectSid', 'GetProperty', $null, $_, $null)
    @{ path = $t.InvokeMember('ADsPath', 'GetProperty', $null, $_, $null); class = $t.InvokeMember('Class', 'GetProperty', $null, $_, $null); sid = (New-Object Security.Principal.SecurityIdentifier ([byte[]]$b), 0).Value } })
  @{ minLen = $c.MinPasswordLength.Value; maxAgeSec = $c.MaxPasswordAge.Value; minAgeSec = $c.MinPasswordAge.Value; history = $c.PasswordHistoryLength.Value; lockoutThreshold = $c.MaxBadPasswordsAllowed.Value; lockoutSec = $c.AutoUnlockInterval.Value; administrators = $members }
}
QL 'localUsers' {
  @(C 'root/cimv2' 'SELECT Name,SID,Disabled,Lockout,PasswordRequired,PasswordExpires FROM Win32_UserAccount WHERE LocalAccount=TRUE' | ForEach-Object {
    $last = $null
    try { $when = ([ADSI]"WinNT://$env:COMPUTERNAME/$($_.Name),user").LastLogin.Value; $last = (I $when) } catch { $last = $null }
    @{ n = $_.Name; sid = $_.SID; disabled = $_.Disabled; locked = $_.Lockout; pwReq = $_.PasswordRequired; pwExp = $_.PasswordExpires; last = $last } })
}
Q 'joined' {
  $s = @(C 'root/cimv2' 'SELECT PartOfDomain,DomainRole FROM Win32_ComputerSystem')[0]
  @{ domain = $s.PartOfDomain; role = $s.DomainRole; entra = @(Get-ChildItem -LiteralPath 'HKLM:\SYSTEM\CurrentControlSet\Control\CloudDomainJoin\JoinInfo' -ErrorAction SilentlyContinue).Count -gt 0 }
}
Q 'doors' {
  $system = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System'; $ts = 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server'; $tsPolicy = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services'
  @{ autoLogon = (R 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon' 'AutoAdminLogon'); lockAfter = (R $system 'InactivityTimeoutSecs'); uac = (R $system 'EnableLUA')
     rdpDenied = (R $ts 'fDenyTSConnections'); rdpDeniedPolicy = (R $tsPolicy 'fDenyTSConnections'); nla = (R "$ts\WinStations\RDP-Tcp" 'UserAuthentication'); nlaPolicy = (R $tsPolicy 'UserAuthentication'); termService = (Svc 'TermService')
     sshd = (Svc 'sshd'); noAutorun = (R 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\Explorer' 'NoAutorun'); noDriveAutorun = (R 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\Explorer' 'NoDriveTypeAutoRun') }
}
# The lock of each person who is logged in now: policy before own choice.
QL 'screenLocks' {
  @(Get-ChildItem -LiteralPath 'Registry::HKEY_USERS' -ErrorAction SilentlyContinue | Where-Object { $_.PSChildName -match '^S-1-(5-21|12-1)-[\d-]+$' } | ForEach-Object {
    $own = "Registry::HKEY_USERS\$($_.PSChildName)\Control Panel\Desktop"; $policy = "Registry::HKEY_USERS\$($_.PSChildName)\Software\Policies\Microsoft\Windows\Control Panel\Desktop"
    $h = @{}; foreach ($n in 'ScreenSaveActive', 'ScreenSaverIsSecure', 'ScreenSaveTimeOut') { $v = R $policy $n; if ($null -eq $v) { $v = R $own $n }; $h[$n] = $v }
    @{ active = $h.ScreenSaveActive; secure = $h.ScreenSaverIsSecure; timeout = $h.ScreenSaveTimeOut } })
}
# Everyone S-1-1-0, anonymous S-1-5-7, guests S-1-5-32-546. Administrative shares are left out.
QL 'shares' {
  $plain = @(C 'root/cimv2' 'SELECT Name FROM Win32_Share WHERE Type=0' | ForEach-Object { $_.Name })
  @(C 'root/cimv2' 'SELECT * FROM Win32_LogicalShareSecuritySetting' | Where-Object { $plain -contains $_.Name } | ForEach-Object {
    $d = (Invoke-CimMethod -InputObject $_ -MethodName GetSecurityDescriptor).Descriptor
    @{ aces = @($d.DACL | ForEach-Object { @{ sid = $_.Trustee.SIDString; mask = $_.AccessMask; type = $_.AceType } }) } })
}
}
if ($Tier -eq 'daily') {
# secedit only writes what it finds into a file of its own, which is removed at once.
Q 'securityPolicy' {
  $t = [IO.Path]::GetTempFileName()
  try { $null = & "$env:SystemRoot\System32\secedit.exe" /export /areas SECURITYPOLICY /cfg $t /quiet; $h = @{}; foreach ($l in [IO.File]::ReadAllLines($t)) { if ($l -match '^(PasswordComplexity|ClearTextPassword|MinimumPasswordLength|LockoutBadCount|EnableGuestAccount|EnableAdminAccount)\s*=\s*(-?\d+)') { $h[$Matches[1]] = [int]$Matches[2] } }; $h }
  finally { Remove-Item -LiteralPath $t -Force }
}
}
