#Requires -Version 5.1
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Removes the Mlinzi agent from this computer.
.PARAMETER RemoveData
Removes its data and key too; the computer must then be enrolled anew.
#>
[CmdletBinding()]
param([switch] $RemoveData)

Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'

$service = 'MlinziAgent'
$programFiles = $env:ProgramFiles
if ($env:ProgramW6432) { $programFiles = $env:ProgramW6432 }
$program = Join-Path $programFiles 'Mlinzi'
$data = Join-Path $env:ProgramData 'Mlinzi'
$key = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\Mlinzi'

# This script lies in the folder that goes away.
Set-Location -LiteralPath $env:SystemRoot
if (Get-Service -Name $service -ErrorAction SilentlyContinue) {
    Stop-Service -Name $service -Force
    & (Join-Path $program 'mlinzi-service.exe') '--uninstall'
    if ($LASTEXITCODE -ne 0) { throw "mlinzi-service --uninstall : $LASTEXITCODE" }
}
$folders = @($program, "$program.old", "$program.new")
if ($RemoveData) { $folders += $data }
foreach ($folder in $folders) {
    if (Test-Path -LiteralPath $folder) { Remove-Item -LiteralPath $folder -Recurse -Force }
}
if (Test-Path -LiteralPath $key) { Remove-Item -LiteralPath $key -Recurse -Force }
Write-Host 'Mlinzi imeondolewa.'
Write-Host '  Mlinzi was removed.'
if (-not $RemoveData) { Write-Host "  $data : imebaki / was kept" }
