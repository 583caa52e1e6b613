BeforeAll { . "$PSScriptRoot/Support/Common.ps1" }
AfterAll {
    Disconnect-NanoGpt
    Stop-Sandbox $sandbox
}

# The engine tests have no jobs.
Describe 'A session that a job received as a copy' {
    It 'is rejected, and the error recommends an alternative' {
        $s = Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri -PassThru
        $job = Start-Job {
            Import-Module $using:modulePath
            try { Get-NanoGptModel -Session $using:s } catch { "$($_.FullyQualifiedErrorId): $_" }
            try { Get-NanoGptModelVisibility -Session $using:s } catch { "$($_.FullyQualifiedErrorId): $_" }
        }
        try { $seen = Receive-Job $job -Wait }
        finally { Remove-Job $job -Force }
        $seen | Should -HaveCount 2
        $seen | Should -BeLike 'ParameterArgumentTransformationError,*copy without credentials*In the job*Connect-NanoGpt*$env:NANOGPT_API_KEY*'
    }
}
