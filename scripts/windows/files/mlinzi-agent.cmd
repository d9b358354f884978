@echo off
setlocal
set "MLINZI_HOME=%ProgramData%\Mlinzi"
"%~dp0node.exe" --disable-warning=ExperimentalWarning "%~dp0agent.cjs" %*
