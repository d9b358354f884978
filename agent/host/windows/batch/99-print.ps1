# Failures that fragments noted under names of their own go with the end.
$rest = @{}; foreach ($name in @($err.Keys)) { if (-not $printed.Contains($name)) { $rest[$name] = $err[$name] } }
Json @{ done = $true; err = $rest }
