#Requires -Version 5.1
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Installs the Mlinzi agent on this computer, or brings an installed one up to date.
.DESCRIPTION
Programs go to Program Files\Mlinzi, where only administrators write; data and key to
ProgramData\Mlinzi, where only administrators and the system read. Running it again is harmless: an
enrolled computer stays enrolled. Only cmdlets and Windows' own programs are used, no .NET method:
so it also runs in constrained language mode.
.PARAMETER Token
The enrolment token from the console (mlz1...). Asked for when it is needed and not given; the
environment variable MLINZI_TOKEN works too and stays out of the list of commands.
.PARAMETER EnrolAgain
Enrols a computer that is enrolled already, for another collector.
#>
[CmdletBinding()]
param([string] $Token = '', [switch] $EnrolAgain)

Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'

$service = 'MlinziAgent'
$system = Join-Path $env:SystemRoot 'System32'
# A 32-bit PowerShell sees another ProgramFiles.
$programFiles = $env:ProgramFiles
if ($env:ProgramW6432) { $programFiles = $env:ProgramW6432 }
$program = Join-Path $programFiles 'Mlinzi'
$staged = "$program.new"
$replaced = "$program.old"
$data = Join-Path $env:ProgramData 'Mlinzi'
# By number, because the names of groups are translated.
$everythingForSystem = '*S-1-5-18:(OI)(CI)F'
$everythingForAdministrators = '*S-1-5-32-544:(OI)(CI)F'
$readingForUsers = '*S-1-5-32-545:(OI)(CI)RX'

function Say([string] $swahili, [string] $english) {
    Write-Host $swahili
    Write-Host "  $english"
}

function Invoke-Icacls([string[]] $words) {
    & (Join-Path $system 'icacls.exe') $words | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "icacls $words : $LASTEXITCODE" }
}

function Protect-Folder([string] $folder, [string[]] $grants) {
    Invoke-Icacls (@($folder, '/setowner', '*S-1-5-32-544', '/T', '/C', '/Q'))
    Invoke-Icacls (@($folder, '/inheritance:r', '/Q', '/grant:r') + $grants)
    # Whatever lies in it follows the folder.
    if (Get-ChildItem -LiteralPath $folder -Force) {
        Invoke-Icacls (@((Join-Path $folder '*'), '/reset', '/T', '/C', '/Q'))
    }
}

function Assert-Computer {
    $version = Get-ItemProperty 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
    $architecture = $env:PROCESSOR_ARCHITECTURE
    if ($env:PROCESSOR_ARCHITEW6432) { $architecture = $env:PROCESSOR_ARCHITEW6432 }
    # The value exists since Windows 10.
    if (-not ($version.PSObject.Properties.Name -contains 'CurrentMajorVersionNumber') -or
        @('AMD64', 'ARM64') -notcontains $architecture) {
        throw 'Inahitaji Windows 10 au Server 2016 ya 64-bit, au mpya zaidi. / ' +
            'Windows 10 or Server 2016, 64-bit, or newer is needed.'
    }
}

# Anyone may make folders in ProgramData: one that somebody else has prepared is not trusted.
function Initialize-Data {
    if (Test-Path -LiteralPath $data) {
        $found = Get-Item -LiteralPath $data -Force
        $owner = (Get-Acl -LiteralPath $data).Sddl
        if ("$($found.Attributes)" -match 'ReparsePoint' -or $owner -notmatch '^O:(BA|SY)') {
            throw "$data : si ya msimamizi; ihamishe kwanza. / " +
                'does not belong to the administrators; move it away first.'
        }
        Protect-Folder $data @($everythingForSystem, $everythingForAdministrators)
        return
    }
    New-Item -ItemType Directory -Path $data | Out-Null
    Protect-Folder $data @($everythingForSystem, $everythingForAdministrators)
    if (Get-ChildItem -LiteralPath $data -Force) {
        throw "$data : kuna mtu aliyeandika humo. / somebody wrote into it just now; try again."
    }
}

# Copies first and checks then: what is checked is what will run.
function Copy-Program {
    foreach ($folder in @($staged, $replaced)) {
        if (Test-Path -LiteralPath $folder) { Remove-Item -LiteralPath $folder -Recurse -Force }
    }
    New-Item -ItemType Directory -Path $staged | Out-Null
    Protect-Folder $staged @($everythingForSystem, $everythingForAdministrators, $readingForUsers)
    $sums = Get-Content -LiteralPath (Join-Path $PSScriptRoot 'SHA256SUMS.txt')
    Copy-Item -LiteralPath (Join-Path $PSScriptRoot 'SHA256SUMS.txt') -Destination $staged
    foreach ($line in $sums) {
        if (-not ($line -match '^([0-9a-f]{64})  ([A-Za-z0-9._-]+)$')) {
            throw "SHA256SUMS.txt: $line"
        }
        $hash = $Matches[1]
        $name = $Matches[2]
        $target = Join-Path $staged $name
        Copy-Item -LiteralPath (Join-Path $PSScriptRoot $name) -Destination $target
        Unblock-File -LiteralPath $target
        # An office may sign what is in the zip; that changes the file and vouches for it.
        if ((Get-FileHash -LiteralPath $target -Algorithm SHA256).Hash -ne $hash -and
            (Get-AuthenticodeSignature -LiteralPath $target).Status -ne 'Valid') {
            throw "$name : faili limeharibika; pakua zip upya. / is damaged; fetch the zip again."
        }
    }
}

function Wait-Service([string] $wanted, [int] $seconds) {
    for ($second = 0; $second -lt $seconds; $second++) {
        $now = Get-Service -Name $service -ErrorAction SilentlyContinue
        if (-not $now -or $now.Status -eq $wanted) { return $true }
        Start-Sleep -Seconds 1
    }
    return $false
}

function Stop-Agent {
    $now = Get-Service -Name $service -ErrorAction SilentlyContinue
    if (-not $now -or $now.Status -eq 'Stopped') { return }
    # 128 is the host's own: the agent tells the collector that it will be back soon.
    & (Join-Path $system 'sc.exe') control $service 128 | Out-Null
    if (Wait-Service 'Stopped' 20) { return }
    Stop-Service -Name $service -Force
    if (-not (Wait-Service 'Stopped' 30)) { throw "$service : haisimami. / does not stop." }
}

function Switch-Program {
    if (Test-Path -LiteralPath $program) {
        Rename-Item -LiteralPath $program -NewName 'Mlinzi.old'
    }
    try {
        Rename-Item -LiteralPath $staged -NewName 'Mlinzi'
    } catch {
        if (Test-Path -LiteralPath $replaced) {
            Rename-Item -LiteralPath $replaced -NewName 'Mlinzi'
        }
        throw
    }
}

function Register-Agent {
    & (Join-Path $program 'mlinzi-service.exe') '--home' $data '--install'
    if ($LASTEXITCODE -ne 0) { throw "mlinzi-service --install : $LASTEXITCODE" }
    $key = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\Mlinzi'
    $version = (Get-Item -LiteralPath (Join-Path $program 'mlinzi-service.exe')).VersionInfo
    $script = Join-Path $program 'uninstall.ps1'
    $shell = Join-Path $system 'WindowsPowerShell\v1.0\powershell.exe'
    New-Item -Path $key -Force | Out-Null
    Set-ItemProperty -Path $key -Name DisplayName -Value 'Mlinzi agent'
    Set-ItemProperty -Path $key -Name DisplayVersion -Value $version.ProductVersion
    Set-ItemProperty -Path $key -Name Publisher -Value 'Mlinzi'
    Set-ItemProperty -Path $key -Name InstallLocation -Value $program
    Set-ItemProperty -Path $key -Name UninstallString -Value (
        '"' + $shell + '" -NoProfile -ExecutionPolicy Bypass -File "' + $script + '"')
}

function Register-Computer {
    $enrolled = Test-Path -LiteralPath (Join-Path $data 'agent\identity.json')
    if ($enrolled -and -not $EnrolAgain) { return }
    $word = $Token
    if ($word -eq '') { $word = "$env:MLINZI_TOKEN" }
    if ($word -eq '') {
        Say 'Bandika tokeni ya usajili kutoka kwenye konsoli (Usajili):' `
            'Paste the enrolment token from the console (Enrolment):'
        $word = Read-Host 'mlz1'
    }
    # In the environment and not on the command line, which the system may write down.
    $env:MLINZI_TOKEN = $word
    $env:MLINZI_HOME = $data
    $bundle = Join-Path $program 'agent.cjs'
    & (Join-Path $program 'node.exe') '--disable-warning=ExperimentalWarning' $bundle 'enrol'
    $code = $LASTEXITCODE
    Remove-Item Env:\MLINZI_TOKEN
    if ($code -ne 0) {
        throw 'Kompyuta haikusajiliwa; endesha tena na tokeni sahihi. / ' +
            'The computer was not enrolled; run this again with a good token.'
    }
}

Assert-Computer
Initialize-Data
Copy-Program
Stop-Agent
Switch-Program
Register-Agent
Register-Computer
Start-Service -Name $service
if (-not (Wait-Service 'Running' 30)) { throw "$service : haianzi. / does not start." }
if (Test-Path -LiteralPath $replaced) {
    Remove-Item -LiteralPath $replaced -Recurse -Force -ErrorAction SilentlyContinue
}
Say 'Mlinzi imewekwa na inafanya kazi.' 'Mlinzi is installed and runs.'
Say "Kinachokosekana kwenye kompyuta hii: `"$program\mlinzi-agent.cmd`" doctor" `
    'What is missing on this computer, and why: the same command.'
