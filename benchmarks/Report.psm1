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
        [double] $AtLeast = 0
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
        Module      = Format-Number $Module $Unit
        Alternative = "${Alternative}: $(Format-Number $Reference $Unit)"
        Ratio       = $shown
        Target      = $target
        IsMet       = $isMet
    }
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
        [string[]] $Reader,
        [Parameter(Mandatory)] [string] $Catalog
    )

    '# Performance'
    ''
    "``./build.ps1 -Task Benchmark`` generated this page on $([DateTime]::UtcNow.ToString('yyyy-MM-dd')): $(Get-Machine)."
    'It alternates between the module and each alternative, against a server on the same machine, and reports medians. Ratios can be'
    "compared between machines, times cannot. $Catalog"
    ''
    '| Operation | Module | Alternative | Ratio | Target | Result |'
    '|---|---:|---|---:|---|---|'
    foreach ($line in $Row) {
        "| $($line.Operation) | $($line.Module) | $($line.Alternative) | $($line.Ratio) | $($line.Target) | $(if ($line.IsMet) { 'met' } else { '**not met**' }) |"
    }
    ''
    '- The baseline downloads the same bytes with `HttpClient` and deserializes them in the same process with a source-generated'
    '  `System.Text.Json` serializer into types with the same properties (`benchmarks/Baseline`).'
    '- The list of 617 models is measured after the JIT compiler has fully optimized the code. Long lists are measured in a process'
    '  that has read the list once; memory is measured during that first read. Import and first call are measured in new processes.'
    '- Both modules are imported by name from one folder. More than half of the difference to the empty module is due to the views,'
    '  because PowerShell rebuilds its complete table of views; most of the rest is due to the manifest. If the first command loaded'
    '  the views instead, deserialized copies would be shown without views until then.'
    '- The time per model excludes the time of a call that lists one model.'
    '- Memory is the growth of the peak working set of the process.'
    '- After the client stops reading, the server has sent what fits into the buffers at both ends of the connection.'
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

Export-ModuleMember -Function New-Row, ConvertTo-Report
