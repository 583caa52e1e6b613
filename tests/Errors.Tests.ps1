BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"

    function Get-FaultError([string] $Fault) {
        Connect-NanoGpt -ApiKey $subscriberKey -BaseUri (Get-SandboxFault $sandbox $Fault) -MaximumRetryCount 0
        Get-ThrownError { Get-NanoGptModel -Detailed }
    }
}
AfterAll {
    Disconnect-NanoGpt
    Stop-Sandbox $sandbox
}

Describe 'A failed call' {
    AfterEach { Disconnect-NanoGpt }

    It 'with HTTP <Status> is <Id>' -ForEach @(
        @{ Status = 400; Id = 'InvalidRequest'; Category = 'InvalidArgument'; HasRecommendedAction = $false }
        @{ Status = 401; Id = 'Unauthorized'; Category = 'AuthenticationError'; HasRecommendedAction = $true }
        @{ Status = 402; Id = 'InsufficientBalance'; Category = 'QuotaExceeded'; HasRecommendedAction = $true }
        @{ Status = 403; Id = 'Forbidden'; Category = 'PermissionDenied'; HasRecommendedAction = $true }
        @{ Status = 404; Id = 'NotFound'; Category = 'ObjectNotFound'; HasRecommendedAction = $true }
        @{ Status = 408; Id = 'TimedOut'; Category = 'OperationTimeout'; HasRecommendedAction = $false }
        @{ Status = 409; Id = 'Conflict'; Category = 'ResourceExists'; HasRecommendedAction = $false }
        @{ Status = 413; Id = 'RequestTooLarge'; Category = 'LimitsExceeded'; HasRecommendedAction = $false }
        @{ Status = 418; Id = 'InvalidRequest'; Category = 'InvalidArgument'; HasRecommendedAction = $false }
        @{ Status = 429; Id = 'RateLimited'; Category = 'LimitsExceeded'; HasRecommendedAction = $true }
        @{ Status = 500; Id = 'ServiceFailed'; Category = 'ResourceUnavailable'; HasRecommendedAction = $false }
        @{ Status = 502; Id = 'ServiceFailed'; Category = 'ResourceUnavailable'; HasRecommendedAction = $false }
        @{ Status = 503; Id = 'ServiceFailed'; Category = 'ResourceUnavailable'; HasRecommendedAction = $false }
        @{ Status = 504; Id = 'TimedOut'; Category = 'OperationTimeout'; HasRecommendedAction = $false }
    ) {
        $thrown = Get-FaultError "status=$Status,message=It is so,code=some_code,shape=openai"
        $thrown.FullyQualifiedErrorId | Should -Be "$Id,NanoGpt.Cmdlets.GetNanoGptModelCommand"
        $thrown.CategoryInfo.Category | Should -Be $Category
        $thrown.Exception | Should -BeOfType NanoGpt.NanoGptException
        $thrown.Exception.StatusCode | Should -Be $Status
        $thrown.Exception.Code | Should -Be 'some_code'
        $thrown.Exception.ServiceMessage | Should -Be 'It is so'
        $thrown.Exception.RequestId | Should -Match '^[0-9a-f-]{36}$'
        "$thrown" | Should -Be "It is so (HTTP $Status, some_code, request id $($thrown.Exception.RequestId))."
        [bool] $thrown.ErrorDetails.RecommendedAction | Should -Be $HasRecommendedAction
    }

    It 'reads the message from an error response of the format <_>' -ForEach 'openai', 'flat', 'code', 'anthropic' {
        $thrown = Get-FaultError "status=503,shape=$_,message=It is so"
        $thrown.Exception.ServiceMessage | Should -Be 'It is so'
    }

    It 'reports that the error response has no message (<_>)' -ForEach 'html', 'empty' {
        $thrown = Get-FaultError "status=502,shape=$_"
        $thrown.Exception.ServiceMessage | Should -Be $null
        "$thrown" | Should -BeLike '*502 (Bad Gateway)*without an error message*HTTP 502*'
    }

    It 'reports when to retry' {
        (Get-FaultError 'status=429,retry-after=7').ErrorDetails.RecommendedAction | Should -BeLike '*7 s*'
        $daily = Get-FaultError 'status=429,code=daily_usd_limit_exceeded'
        $daily.FullyQualifiedErrorId | Should -BeLike 'DailyLimitReached,*'
        $daily.ErrorDetails.RecommendedAction | Should -BeLike '*00:00 UTC*'
    }

    It 'with <Fault> is <Id> and describes the cause' -ForEach @(
        @{ Fault = 'html'; Id = 'InvalidResponse'; Message = '*not a model list*page*<!DOCTYPE html>*'; Action = '*request id*' }
        @{ Fault = 'empty'; Id = 'InvalidResponse'; Message = '*not a model list*empty*'; Action = '*request id*' }
        @{ Fault = 'truncate=1500'; Id = 'InvalidResponse'; Message = '*is truncated after 1500 bytes, in entry 3*'; Action = '*request id*' }
        @{ Fault = 'reset=700'; Id = 'ConnectionFailed'; Message = '*failed before the response was complete*'; Action = '*proxy*Get-NanoGptSession*' }
        @{ Fault = 'drop'; Id = 'ConnectionFailed'; Message = 'No response from 127.0.0.1*'; Action = '*proxy*Get-NanoGptSession*' }
        @{ Fault = 'redirect=302,to=http://example.com/elsewhere'; Id = 'Redirected'; Message = '*http://example.com/elsewhere*'; Action = '*Connect-NanoGpt -BaseUri*' }
    ) {
        $thrown = Get-FaultError $Fault
        $thrown.FullyQualifiedErrorId | Should -Be "$Id,NanoGpt.Cmdlets.GetNanoGptModelCommand"
        "$thrown" | Should -BeLike $Message
        $thrown.ErrorDetails.RecommendedAction | Should -BeLike $Action
    }

    It 'describes that data is <What>' -ForEach @(
        @{ What = 'null'; Body = '{"object":"list","data":null}'; Message = '*its data property is null*' }
        @{ What = 'missing'; Body = '{"object":"list"}'; Message = '*an object without a data property. Its properties are object*' }
        @{ What = 'an object'; Body = '{"data":{}}'; Message = '*its data property is an object*' }
        @{ What = 'missing because the response is an array'; Body = '[]'; Message = '*it is an array*' }
    ) {
        Connect-NanoGpt -BaseUri (New-SandboxResponse $sandbox $Body)
        $thrown = Get-ThrownError { Get-NanoGptModel }
        $thrown.FullyQualifiedErrorId | Should -BeLike 'InvalidResponse,*'
        "$thrown" | Should -BeLike "The response is not a model list: $Message"
    }

    It 'names the address if no server responds' {
        $stopped = Start-Sandbox
        Stop-Sandbox $stopped
        Connect-NanoGpt -BaseUri $stopped.BaseUri -MaximumRetryCount 0
        $thrown = Get-ThrownError { Get-NanoGptModel }
        $thrown.FullyQualifiedErrorId | Should -BeLike 'ConnectionFailed,*'
        "$thrown" | Should -BeLike "*$(([uri] $stopped.BaseUri).Authority)*"
    }

    It 'reports the elapsed time after a timeout' {
        Connect-NanoGpt -BaseUri (Get-SandboxFault $sandbox 'delay=86400') -TimeoutSec 1
        $thrown = Get-ThrownError { Get-NanoGptModel }
        $thrown.FullyQualifiedErrorId | Should -BeLike 'TimedOut,*'
        $thrown.CategoryInfo.Category | Should -Be 'OperationTimeout'
        "$thrown" | Should -BeLike '*timed out after 1 s*'
        $thrown.ErrorDetails.RecommendedAction | Should -BeLike '*Connect-NanoGpt -TimeoutSec*'
    }

    It 'with an invalid key is reported for the personalized list only' {
        Connect-NanoGpt -ApiKey $unknownKey -BaseUri $sandbox.BaseUri
        $thrown = Get-ThrownError { Get-NanoGptModel -Scope Personalized }
        $thrown.FullyQualifiedErrorId | Should -BeLike 'Unauthorized,*'
        $thrown.Exception.Code | Should -Be 'invalid_api_key'
        Get-NanoGptModel | Should -Not -BeNullOrEmpty
    }
}
