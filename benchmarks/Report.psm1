# The rows of the report, and the report.

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

function Format-Figure([double] $Number, [string] $Unit) {
    ('{0:' + $(if ($Number -lt 100) { 'N1' } else { 'N0' }) + '} {1}') -f $Number, $Unit
}

function New-Row {
    <#
    .SYNOPSIS
        Sets a figure of the module's beside its opponent's, and says whether that reaches the bar.
    #>
    param(
        [Parameter(Mandatory)] [string] $Work,
        [Parameter(Mandatory)] [double] $Ours,
        [Parameter(Mandatory)] [string] $Opponent,
        [Parameter(Mandatory)] [double] $Theirs,
        [string] $Unit = 'ms',
        # How many times less than the opponent's it must be.
        [double] $TimesLess,
        # How many times the opponent's it may be, at most and at least.
        [double] $AtMost,
        [double] $AtLeast = 0
    )

    if ($TimesLess) {
        $ratio = $Theirs / $Ours
        $reached = $ratio -ge $TimesLess
        $bar = "at least $TimesLess times less"
        $shown = '{0:N1} times less' -f $ratio
    }
    else {
        $ratio = $Ours / $Theirs
        $reached = $ratio -le $AtMost -and $ratio -ge $AtLeast
        $bar = $(if ($AtLeast) { "$AtLeast to $AtMost times" } else { "at most $AtMost times" })
        $shown = ('{0:' + $(if ($ratio -lt 0.1) { 'N3' } else { 'N2' }) + '} times') -f $ratio
    }
    [pscustomobject]@{
        Work     = $Work
        Module   = Format-Figure $Ours $Unit
        Opponent = "${Opponent}: $(Format-Figure $Theirs $Unit)"
        Ratio    = $shown
        Bar      = $bar
        Reached  = $reached
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
        Gives the report in Markdown.
    #>
    param(
        [Parameter(Mandatory)] [object[]] $Row,
        [string[]] $Reader,
        [Parameter(Mandatory)] [string] $Catalog
    )

    '# How fast it is'
    ''
    "``./build.ps1 -Task Benchmark`` wrote this on $([DateTime]::UtcNow.ToString('yyyy-MM-dd')): $(Get-Machine)."
    'It measures the module and what stands beside it in turns, against a server on the same machine, and gives medians: the'
    "ratios say something on any machine, the times only on this one. $Catalog"
    ''
    '| work | module | beside it | ratio | bar | |'
    '|---|---:|---|---:|---|---|'
    foreach ($line in $Row) {
        "| $($line.Work) | $($line.Module) | $($line.Opponent) | $($line.Ratio) | $($line.Bar) | $(if ($line.Reached) { 'reached' } else { '**short**' }) |"
    }
    ''
    '- The floor downloads the same bytes with `HttpClient` and reads them with a `System.Text.Json` serializer made at compile'
    '  time, into types with the same properties (`benchmarks/Floor`), in the same process.'
    '- The list of 617 models is measured after as many calls as the runtime takes to compile the last of the code for good;'
    '  a long list in a process that has read it once, which is when memory is measured; import and first call in processes'
    '  that have done nothing yet.'
    '- Both modules are imported by name from one folder. What the module takes beyond the empty one goes to its views, for'
    '  whose sake PowerShell makes the whole table of views anew (more than half), to the manifest, and little to the rest.'
    '  The first command could load the views instead, but then copies from a file would show without them until it ran.'
    '- The cost of a model leaves out what a call costs that lists one.'
    '- Memory is by how much the process had grown at its largest.'
    '- What the server has sent of a list that nobody reads on is what fits into the buffers of both ends of the connection.'
    ''
    '## The reader by itself'
    if ($Reader) {
        'Bytes to models, without a network and without PowerShell (`benchmarks/Reader`, with BenchmarkDotNet):'
        ''
        '| | MB/s | &micro;s a model | bytes allocated a model |'
        '|---|---:|---:|---:|'
        $Reader
        ''
        'The serializer has the whole list before it begins, makes a new text of each that repeats, and fails at what is odd.'
    }
    else { 'Not measured: BenchmarkDotNet could not be restored.' }
}

Export-ModuleMember -Function New-Row, ConvertTo-Report
