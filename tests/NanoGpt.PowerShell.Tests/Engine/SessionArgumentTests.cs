using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests the -Session parameter, and how long a session lasts in a runspace.</summary>
public sealed class SessionArgumentTests(SandboxFixture sandbox) : EngineTest(sandbox)
{
    private const string Payer = "sk-nano-00000000-0000-4000-8000-0000000000b0";

    [Fact]
    public void A_session_belongs_to_its_runspace()
    {
        const string list = "(Get-NanoGptSession).ApiKey; @(Get-NanoGptModel -Scope Personalized).Count";
        using var other = new EngineShell();
        Connect(other);
        Output("Connect-NanoGpt -ApiKey $args[0]", Payer);

        Assert.Equal(["****00b0", "35"], Output(list).Select(value => value.ToString()));
        Assert.Equal(["****a11c", "8"], other.Run(list).Output.Select(value => value.ToString()));
    }

    [Fact]
    public void A_session_argument_replaces_the_session_and_ApiKey_replaces_its_key()
    {
        var counts = Output(
            """
            $s = Get-NanoGptSession
            Connect-NanoGpt -ApiKey $args[0]
            @(Get-NanoGptModel -Scope Personalized -Session $s).Count
            @(Get-NanoGptModel -Scope Personalized -Session $s -ApiKey $args[0]).Count
            @(Get-NanoGptModel -Scope Personalized).Count
            """,
            Payer);

        Assert.Equal(["8", "35", "35"], counts.Select(count => count.ToString()));
    }

    [Fact]
    public void A_session_can_be_passed_to_parallel_runspaces()
    {
        var counts = Output(
            """
            $s = Get-NanoGptSession
            1..4 | ForEach-Object -Parallel {
                Import-Module $using:module
                "$(@(Get-NanoGptModel -Scope Personalized -Session $using:s).Count)$((Get-NanoGptSession).ApiKeySource)"
            }
            """);

        Assert.Equal(["8", "8", "8", "8"], counts.Select(count => count.ToString()));
    }

    [Fact]
    public void A_deserialized_session_is_rejected_and_the_error_recommends_an_alternative()
    {
        var error = Error("Get-NanoGptModel -Session ([Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-NanoGptSession))))");

        Assert.Equal("ParameterArgumentTransformationError", IdOf(error));
        Assert.Matches(@"copy without credentials.*In the job.*Connect-NanoGpt.*\$env:NANOGPT_API_KEY", error.ToString());
    }

    [Theory]
    [InlineData("'https://nano-gpt.com'", "System.String")]
    [InlineData("([pscustomobject]@{ BaseUri = 'https://nano-gpt.com' })", "System.Management.Automation.PSCustomObject")]
    [InlineData("@(1, 2)", "System.Object[]")]
    public void A_session_argument_of_another_type_is_rejected(string value, string type)
    {
        var error = Error($"Get-NanoGptSession -Session {value}");

        Assert.Equal("ParameterArgumentTransformationError", IdOf(error));
        Assert.Contains($" {type}.", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Connect-NanoGpt -PassThru", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_null_session_argument_is_rejected() =>
        Assert.Equal("ParameterArgumentValidationError", IdOf(Error("Get-NanoGptSession -Session $null")));

    [Fact]
    public void A_session_with_an_added_property_is_accepted() =>
        Assert.Equal("****a11c", Assert.Single(Output("$s = Get-NanoGptSession; $s.PSObject.Properties.Add([psnoteproperty]::new('Note', 'mine')); (Get-NanoGptSession -Session $s).ApiKey")).BaseObject);

    [Fact]
    public void A_session_ends_when_a_parallel_runspace_is_reused()
    {
        Shell["uri"] = Server.BaseUri;
        Shell["key"] = Account.ApiKey;

        var found = Output(
            """
            1..2 | ForEach-Object -ThrottleLimit 1 -Parallel {
                Import-Module $using:module
                "$([runspace]::DefaultRunspace.Id) $((Get-NanoGptSession).ApiKeySource)"
                Connect-NanoGpt -ApiKey $using:key -BaseUri $using:uri
            }
            """).Select(value => value.ToString()).ToList();

        Assert.Equal(2, found.Count);
        Assert.Equal(found[0], found[1]);
        Assert.Matches(@"^\d+ $", found[0]);
    }

    [Fact]
    public void A_session_and_the_completion_cache_end_when_the_runspace_is_reset()
    {
        using var runspace = RunspaceFactory.CreateRunspace(EngineShell.CreateState());
        runspace.Open();
        const string connect = "Connect-NanoGpt -ApiKey $args[0] -BaseUri $args[1]";
        const string complete = "\"$((Get-NanoGptSession).ApiKeySource)\"; [Management.Automation.CommandCompletion]::CompleteInput('Get-NanoGptModel openai/', 24, $null).CompletionMatches.Count -gt 0";
        Invoke($"{connect}; Get-NanoGptModel | Out-Null");
        var before = Invoke(complete);

        runspace.ResetRunspaceState();
        Server.ClearRequests();
        var after = Invoke("\"$((Get-NanoGptSession).ApiKeySource)\"");
        Invoke($"{connect}; {complete}");

        Assert.Equal(["Session", "True"], before);
        Assert.Equal([""], after);
        // Completion had to send a request again, although the account is the same.
        Assert.Single(Server.Requests);

        IEnumerable<string> Invoke(string script)
        {
            using var shell = PowerShell.Create(runspace);
            return [.. shell.AddScript(script).AddArgument(Account.ApiKey).AddArgument(Server.BaseUri).Invoke().Select(value => value.ToString())];
        }
    }

    [Fact]
    public void A_session_remains_in_a_RunspacePool_until_Disconnect()
    {
        using var pool = RunspaceFactory.CreateRunspacePool(EngineShell.CreateState());
        pool.SetMaxRunspaces(1);
        pool.Open();

        Invoke("Connect-NanoGpt -ApiKey $args[0]");
        Assert.Equal("Session", Invoke("\"$((Get-NanoGptSession).ApiKeySource)\"").Single());
        Invoke("Disconnect-NanoGpt");
        Assert.Equal("", Invoke("\"$((Get-NanoGptSession).ApiKeySource)\"").Single());

        IReadOnlyList<string> Invoke(string script)
        {
            using var shell = PowerShell.Create();
            shell.RunspacePool = pool;
            return [.. shell.AddScript(script).AddArgument(Account.ApiKey).Invoke<string>()];
        }
    }
}
