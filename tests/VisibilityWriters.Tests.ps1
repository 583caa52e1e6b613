BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"

    # A separate process that changes its entries one call at a time, as soon as the other process is ready.
    $writer = {
        param($path, $baseUri, $cookie, $ids, $ready)
        $ErrorActionPreference = 'Stop'
        Import-Module $path
        Connect-NanoGpt -BaseUri $baseUri -SessionCookie $cookie
        $null = New-Item (Join-Path $ready $PID)
        while (@(Get-ChildItem $ready).Count -lt 2) { Start-Sleep -Milliseconds 20 }
        foreach ($id in $ids) { Set-NanoGptModelVisibility $id -Visible $false -Category "by $PID" }
        $PID
    }
    # Runs both modes at the same time, because each process sends at most 24 requests per second.
    $runs = foreach ($upsert in 'Merge', 'Replace') {
        $server = Start-Sandbox -ModelCount 200 -Upsert $upsert
        Set-SandboxPreference $server -Preference @{ visibleTextModels = @{ kept = $true }; modelOrder = @('kept') }
        $ids = (Invoke-RestMethod "$($server.BaseUri)api/v1/models").data.id
        $ready = New-Item -ItemType Directory (Join-Path $TestDrive $upsert)
        $jobs = foreach ($part in $ids[0..99], $ids[100..199]) {
            Start-Job $writer -ArgumentList $modulePath, $server.BaseUri, $subscriberCookie, $part, $ready.FullName
        }
        @{ Upsert = $upsert; Server = $server; Ids = $ids; Jobs = $jobs }
    }
    foreach ($run in $runs) { $run.Writers = $run.Jobs | Receive-Job -Wait -AutoRemoveJob }
}
AfterAll {
    $runs.Server | ForEach-Object { Stop-Sandbox $_ }
    Stop-Sandbox $sandbox
}

Describe 'Two PowerShell processes that each change 100 entries at the same time' {
    It 'lose no change, whether the service merges or replaces (<_>)' -ForEach 'Merge', 'Replace' {
        $upsert = $_
        $run = $runs | Where-Object { $_.Upsert -eq $upsert }
        $run.Writers | Should -HaveCount 2
        $saved = Get-SandboxPreference $run.Server
        $hidden = $saved.visibleTextModels.PSObject.Properties | Where-Object Value -EQ $false | ForEach-Object Name
        $hidden | Sort-Object | Should -Be ($run.Ids | Sort-Object)
        $hidden | Should -HaveCount 200
        foreach ($process in $run.Writers) {
            @($saved.modelCategories.PSObject.Properties | Where-Object Value -EQ "by $process") | Should -HaveCount 100
        }
        $saved.visibleTextModels.kept | Should -BeTrue
        $saved.modelOrder | Should -Be 'kept'
    }

    It 'alternate (<_>)' -ForEach 'Merge', 'Replace' {
        $upsert = $_
        $run = $runs | Where-Object { $_.Upsert -eq $upsert }
        $entries = foreach ($sent in Get-SandboxRequest $run.Server | Where-Object method -EQ POST) {
            # Counts the entries of the first writer in each request: one more if it is the sender.
            [regex]::Matches($sent.body, "`"by $($run.Writers[0])`"").Count
        }
        $entries | Should -HaveCount 200
        $turns = 1..198 | Where-Object { ($entries[$_] -eq $entries[$_ - 1]) -ne ($entries[$_ + 1] -eq $entries[$_]) }
        @($turns).Count | Should -BeGreaterThan 1
    }
}
