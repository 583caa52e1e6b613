# Creates the rows of the performance report, and the report.

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

function Format-Number([double] $Number, [string] $Unit) {
    ('{0:' + $(if ($Number -lt 100) { 'N1' } else { 'N0' }) + '} {1}') -f $Number, $Unit
}

function New-Row {
    <#
    .SYNOPSIS
        Compares a measurement of the module with the same measurement of an alternative and with the target.
    #>
    param(
        [Parameter(Mandatory)] [string] $Operation,
        [Parameter(Mandatory)] [double] $Module,
        [Parameter(Mandatory)] [string] $Alternative,
        [Parameter(Mandatory)] [double] $Reference,
        [string] $Unit = 'ms',
        # The factor by which the module must at least be below the alternative.
        [double] $TimesLess,
        # The largest and the smallest allowed ratio of the module to the alternative.
        [double] $AtMost,
        [double] $AtLeast = 0,
        # The process has just started. Otherwise, it has done the same before.
        [switch] $Cold
    )

    if ($TimesLess) {
        $ratio = $Reference / $Module
        $isMet = $ratio -ge $TimesLess
        $target = "at least $TimesLess times less"
        $shown = '{0:N1} times less' -f $ratio
    }
    else {
        $ratio = $Module / $Reference
        $isMet = $ratio -le $AtMost -and $ratio -ge $AtLeast
        $target = $(if ($AtLeast) { "$AtLeast to $AtMost times" } else { "at most $AtMost times" })
        $shown = ('{0:' + $(if ($ratio -lt 0.1) { 'N3' } else { 'N2' }) + '} times') -f $ratio
    }
    [pscustomobject]@{
        Operation   = $Operation
        Process     = $(if ($Cold) { 'cold' } else { 'warm' })
        Module      = Format-Number $Module $Unit
        Alternative = "${Alternative}: $(Format-Number $Reference $Unit)"
        Ratio       = $shown
        Target      = $target
        IsMet       = $isMet
    }
}

function New-PartRow {
    <#
    .SYNOPSIS
        Compares a part of the first call with the same part of Invoke-RestMethod.
    #>
    param(
        [Parameter(Mandatory)] [string] $Part,
        [Parameter(Mandatory)] [double] $Module,
        [Parameter(Mandatory)] [double] $RestMethod,
        # Empty for a count.
        [Parameter(Mandatory)] [AllowEmptyString()] [string] $Unit
    )

    $values = $Module, $RestMethod | ForEach-Object { if ($Unit) { Format-Number $_ $Unit } else { '{0:N0}' -f $_ } }
    [pscustomobject]@{ Part = $Part; Module = $values[0]; RestMethod = $values[1] }
}

function Get-Machine {
    $processor = if (Test-Path /proc/cpuinfo) { (Get-Content /proc/cpuinfo | Select-String 'model name\s*:\s*(.+)' | Select-Object -First 1).Matches[0].Groups[1].Value }
    else { "$env:PROCESSOR_IDENTIFIER $([Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture)".Trim() }
    $runtime = [Runtime.InteropServices.RuntimeInformation]
    "$processor, $([Environment]::ProcessorCount) cores, $($runtime::OSDescription.Trim()), PowerShell $($PSVersionTable.PSVersion), $($runtime::FrameworkDescription)"
}

function ConvertTo-Report {
    <#
    .SYNOPSIS
        Returns the report in Markdown.
    #>
    param(
        [Parameter(Mandatory)] [object[]] $Row,
        [Parameter(Mandatory)] [object[]] $Part,
        [string[]] $Reader,
        [Parameter(Mandatory)] [string] $Catalog
    )

    '# Performance'
    ''
    "``./build.ps1 -Task Benchmark`` generated this page on $([DateTime]::UtcNow.ToString('yyyy-MM-dd')): $(Get-Machine)."
    'It alternates between the module and each alternative, against a server on the same machine, and reports medians. Ratios can be'
    "compared between machines, times cannot. $Catalog"
    ''
    '| Operation | Process | Module | Alternative | Ratio | Target | Result |'
    '|---|---|---:|---|---:|---|---|'
    foreach ($line in $Row) {
        "| $($line.Operation) | $($line.Process) | $($line.Module) | $($line.Alternative) | $($line.Ratio) | $($line.Target) | $(if ($line.IsMet) { 'met' } else { '**not met**' }) |"
    }
    ''
    '- Cold: the operation is the first work of a new process. Warm: the process has done the same before. The list of 617 models is'
    '  then measured after the JIT compiler has fully optimized the code, the long lists after a first read. Memory is measured during'
    '  that first read.'
    '- The baseline downloads the same bytes with `HttpClient` and deserializes them in the same process with a source-generated'
    '  `System.Text.Json` serializer into types with the same properties (`benchmarks/Baseline`).'
    '- The server is a process of its own, which sends prepared bytes: 55 MB in less than 0.1 s.'
    '- Both modules are imported by name from one folder. See [Import](#import).'
    '- The time per model excludes the time of a call that lists one model.'
    '- Memory is the growth of the peak working set of the process.'
    '- After the client stops reading, the server has sent what fits into the buffers at both ends of the connection.'
    ''
    '## First call'
    'Parts of the first call in a new process (medians; reading the counters adds a few milliseconds in total):'
    ''
    '| Part | Module | `(Invoke-RestMethod ...).data` |'
    '|---|---:|---:|'
    foreach ($line in $Part) { "| $($line.Part) | $($line.Module) | $($line.RestMethod) |" }
    ''
    Get-Content (Join-Path $PSScriptRoot 'Notes.md')
    ''
    '## JSON reader'
    if ($Reader) {
        'From bytes to models, without network and PowerShell (`benchmarks/Reader`, with BenchmarkDotNet):'
        ''
        '| | MB/s | &micro;s per model | Bytes allocated per model |'
        '|---|---:|---:|---:|'
        $Reader
        ''
        'The serializer requires the complete list before it starts, allocates repeated strings again, and fails on invalid values.'
    }
    else { 'Not measured: BenchmarkDotNet could not be restored.' }
}

Export-ModuleMember -Function New-Row, New-PartRow, ConvertTo-Report
