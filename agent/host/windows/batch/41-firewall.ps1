# Firewall: the registry says what is in effect in every language without loading a module;
# effective = device management, else group policy, else local.
if ($Tier -ne 'fast') {
Q 'firewall' {
  $loc = 'HKLM:\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy'; $gpo = 'HKLM:\SOFTWARE\Policies\Microsoft\WindowsFirewall'
  $h = @{}
  foreach ($p in @(@('domain','DomainProfile','DomainProfile'), @('private','StandardProfile','PrivateProfile'), @('public','PublicProfile','PublicProfile'))) {
    $g = R "$gpo\$($p[2])" 'EnableFirewall'; if ($null -eq $g) { $g = R "$gpo\$($p[1])" 'EnableFirewall' }
    $gi = R "$gpo\$($p[2])" 'DefaultInboundAction'; if ($null -eq $gi) { $gi = R "$gpo\$($p[1])" 'DefaultInboundAction' }
    $h[$p[0]] = @{ local = (R "$loc\$($p[1])" 'EnableFirewall'); gpo = $g; mdm = (R "$loc\Mdm\$($p[1])" 'EnableFirewall'); defaultInbound = (R "$loc\$($p[1])" 'DefaultInboundAction'); gpoInbound = $gi; mdmInbound = (R "$loc\Mdm\$($p[1])" 'DefaultInboundAction') }
  }
  $h.service = (Svc 'MpsSvc'); $h
}
QL 'netCategories' { @(C 'root/StandardCimv2' 'SELECT NetworkCategory FROM MSFT_NetConnectionProfile' | ForEach-Object { [int]$_.NetworkCategory }) }   # 0 public 1 private 2 domain
if ($isClient) {
  QL 'fwProd' { @(C 'root/SecurityCenter2' 'SELECT displayName,instanceGuid,productState FROM FirewallProduct' | ForEach-Object { @{ name = $_.displayName; guid = $_.instanceGuid; state = $_.productState } }) }
}
}
