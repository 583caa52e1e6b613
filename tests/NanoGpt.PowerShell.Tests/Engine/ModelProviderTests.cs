using System.Globalization;
using System.Management.Automation;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests Get-NanoGptModelProvider.</summary>
public sealed class ModelProviderTests(SandboxFixture sandbox) : EngineTest(sandbox)
{
    private const string Flash = "deepseek/deepseek-v4-flash";
    private const string Older = "deepseek/deepseek-v3.2";

    [Fact]
    public void Providers_have_prices_per_million_tokens()
    {
        var providers = Output("Get-NanoGptModelProvider $args[0]", Flash).Select(provider => (ModelProvider)provider.BaseObject);

        Assert.Equal(
            [("novita", 0.147m, 0.294m, false), ("siliconflow", 0.14m, 0.28m, true), ("gmicloud", 0.493m, 1.2m, false), ("deepinfra", 0.14m, 0.28m, true)],
            providers.Select(provider => (provider.Provider, provider.PromptPrice!.Value, provider.CompletionPrice!.Value, provider.IsDefaultPrice)));
    }

    [Theory]
    [InlineData("$args[0] | Get-NanoGptModelProvider")]
    [InlineData("Get-NanoGptModelProvider $args[0]")]
    [InlineData("Get-NanoGptModelProvider -Id $args[0]")]
    [InlineData("Get-NanoGptModel $args[0] -Scope Subscription | Get-NanoGptModelProvider")]
    [InlineData("Get-NanoGptModel $args[0] -Scope Subscription -Detailed | Get-NanoGptModelProvider")]
    [InlineData("[pscustomobject]@{ Id = $args[0] } | Get-NanoGptModelProvider")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-NanoGptModel $args[0] -Scope Subscription), 2)) | Get-NanoGptModelProvider")]
    public void Ids_and_models_come_from_arguments_and_the_pipeline(string script)
    {
        Assert.Equal(4, Output(script, Flash).Count);
        Assert.Equal($"/api/models/{Uri.EscapeDataString(Flash)}/providers", Server.Requests[^1].Path);
    }

    [Fact]
    public void A_model_without_provider_selection_returns_nothing_and_a_verbose_message()
    {
        var result = Shell.Run("Get-NanoGptModelProvider openai/gpt-5.5 -Verbose");

        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        Assert.Contains(result.Verbose, message => message.Contains("'openai/gpt-5.5' has no provider selection", StringComparison.Ordinal));
    }

    [Fact]
    public void A_failing_id_is_a_nonterminating_error_for_that_id_only()
    {
        var result = Shell.Run("$args[0], 'nope', $args[1] | Get-NanoGptModelProvider", Flash, Older);

        Assert.Equal([Flash, Flash, Flash, Flash, Older, Older], result.Output.Select(provider => ((ModelProvider)provider.BaseObject).ModelId));
        var error = Assert.Single(result.Errors);
        Assert.Equal("NotFound,NanoGpt.Cmdlets.GetNanoGptModelProviderCommand", error.FullyQualifiedErrorId);
        Assert.Equal((ErrorCategory.ObjectNotFound, "nope"), (error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains("'nope'", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Get-NanoGptModel", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deepseek/*")]
    [InlineData("gpt-?")]
    public void A_pattern_is_an_error_with_advice_before_any_request(string pattern)
    {
        var error = Error("Get-NanoGptModelProvider $args[0]", pattern);

        Assert.Equal("WildcardNotSupported", IdOf(error));
        Assert.Contains($"Get-NanoGptModel '{pattern}' | Get-NanoGptModelProvider", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void An_id_with_an_unpaired_surrogate_is_an_error_before_any_request()
    {
        Assert.Equal("InvalidUnicode", IdOf(Error("Get-NanoGptModelProvider \"a$([char]0xD83D)\"")));
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void The_request_is_anonymous_without_a_key()
    {
        Output("Disconnect-NanoGpt; Connect-NanoGpt -BaseUri $args[0]; Get-NanoGptModelProvider $args[1]", Server.BaseUri, Flash);

        Assert.Empty(Assert.Single(Server.Requests).Credentials);
    }

    [Fact]
    public void The_ApiKey_parameter_applies_to_the_request()
    {
        Output("Get-NanoGptModelProvider $args[0] -ApiKey $args[1]", Flash, SecretLeakScanner.Key);

        Assert.Equal(SecretLeakScanner.Key, Assert.Single(Server.Requests).ApiKey);
    }

    [Theory]
    [InlineData("status=401", "Unauthorized")]
    [InlineData("status=429", "RateLimited")]
    [InlineData("status=503", "ServiceFailed")]
    [InlineData("html", "InvalidResponse")]
    [InlineData("empty", "InvalidResponse")]
    [InlineData("drop", "ConnectionFailed")]
    [InlineData("truncate=100", "InvalidResponse,ConnectionFailed")]
    [InlineData("redirect=307,to=http://127.0.0.1:1/", "Redirected")]
    public void A_fault_is_an_error_for_each_id(string fault, string errorIds)
    {
        Connect(Shell, Fault(fault));

        var result = Shell.Run("Connect-NanoGpt -MaximumRetryCount 0; Get-NanoGptModelProvider $args[0], $args[1]; 'next'", Flash, Older);

        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.Contains(IdOf(error), errorIds.Split(',')));
        Assert.Equal([Flash, Older], result.Errors.Select(error => error.TargetObject));
        Assert.Equal("next", Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void A_transient_failure_is_retried()
    {
        Connect(Shell, Fault("status=503,retry-after=0,times=1"));

        var result = Shell.Run("Get-NanoGptModelProvider $args[0] -Verbose", Older);

        Assert.Equal(2, result.Output.Count);
        Assert.Contains(result.Verbose, message => message.StartsWith("Retrying", StringComparison.Ordinal));
    }

    [Fact(Timeout = TestTimeout)]
    public async Task Several_requests_run_concurrently_and_the_output_keeps_the_input_order()
    {
        const int Count = 8;
        var ids = Enumerable.Range(1, Count).Select(number => $"model-{number}").ToArray();
        var sent = ids.ToDictionary(id => id, _ => new TaskCompletionSource());
        var arrived = 0;
        // All requests must arrive before the first response, and each response waits for the one of the next id.
        var allArrived = new TaskCompletionSource();
        await using var server = new ProviderServer(async id =>
        {
            if (Interlocked.Increment(ref arrived) == Count) allArrived.SetResult();
            await allArrived.Task;
            var number = Array.IndexOf(ids, id);
            if (number + 1 < Count) await sent[ids[number + 1]].Task;
            sent[id].SetResult();
        });
        Connect(Shell, server.BaseUri);

        var result = await Shell.Start("$args | Get-NanoGptModelProvider", [.. ids]).Completion;

        Assert.Empty(result.Errors);
        Assert.Equal(ids, result.Output.Select(provider => ((ModelProvider)provider.BaseObject).ModelId));
    }

    [Fact(Timeout = TestTimeout)]
    public async Task At_most_eight_requests_run_at_the_same_time()
    {
        const int Count = 20;
        var gate = new Lock();
        var (inFlight, max, arrived) = (0, 0, 0);
        var group = new TaskCompletionSource();
        await using var server = new ProviderServer(async _ =>
        {
            TaskCompletionSource mine;
            lock (gate)
            {
                max = Math.Max(max, ++inFlight);
                arrived++;
                mine = group;
                if (inFlight == 8 || arrived == Count)
                {
                    (inFlight, group) = (0, new());
                    mine.SetResult();
                }
            }
            await mine.Task;
        });
        Connect(Shell, server.BaseUri);

        var result = await Shell.Start("1..20 | ForEach-Object { \"m$_\" } | Get-NanoGptModelProvider").Completion;

        Assert.Equal(Enumerable.Range(1, Count).Select(number => $"m{number}"), result.Output.Select(provider => ((ModelProvider)provider.BaseObject).ModelId));
        Assert.Equal((8, Count), (max, arrived));
    }

    [Fact(Timeout = TestTimeout)]
    public async Task The_first_providers_are_written_while_later_requests_run_and_Ctrl_C_cancels_these()
    {
        var never = new TaskCompletionSource();
        await using var server = new ProviderServer(id => id == "a" ? Task.CompletedTask : never.Task);
        Connect(Shell, server.BaseUri);

        var listing = Shell.Start("Get-NanoGptModelProvider a, b, c");
        Assert.Equal("host-of-a", ((ModelProvider)listing.WaitForOutput().BaseObject).Provider);
        while (server.Received.Count < 3) await Task.Yield();
        var result = await listing.StopAsync();

        Assert.True(result.IsStopped);
        while (server.AbortedCount < 2) await Task.Yield();
    }

    [Fact(Timeout = TestTimeout)]
    public async Task An_error_downstream_cancels_pending_requests()
    {
        var never = new TaskCompletionSource();
        await using var server = new ProviderServer(id => id == "a" ? Task.CompletedTask : never.Task);
        Connect(Shell, server.BaseUri);

        var result = await Shell.Start("Get-NanoGptModelProvider a, b, c | ForEach-Object { throw 'enough' }").Completion;

        Assert.Equal("enough", result.TerminatingError!.ToString());
        // A request that was not sent before the error is never sent.
        while (server.AbortedCount < server.Received.Count - 1) await Task.Yield();
    }

    [Fact]
    public void Invalid_values_and_skipped_entries_produce_one_warning_each()
    {
        Connect(Shell, Server.AddResponse("""{"providers":[{"available":true},{"provider":"p","pricing":5}]}"""));

        var result = Shell.Run("Get-NanoGptModelProvider a, b");

        Assert.Equal(2, result.Output.Count);
        Assert.Empty(result.Errors);
        Assert.Equal(2, result.Warnings.Count);
        Assert.Contains("2 providers", result.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("2 models", result.Warnings[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-NanoGptModelProvider $args[0]")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-NanoGptModelProvider $args[0]), 2))")]
    public void A_table_shows_own_and_default_prices_also_of_copies(string script)
    {
        Shell.Host.Culture = CultureInfo.GetCultureInfo("en-US");

        var lines = Shell.Show(script, Flash).Text.Trim().Split('\n').Select(line => line.TrimEnd()).ToList();

        Assert.Matches(@"^Provider +In \$/M Out \$/M Price   Available ModelId$", lines[0]);
        Assert.Matches($"^novita +0.147   0.294 own     yes       {Flash}$", lines[2]);
        Assert.Matches($"^siliconflow +0.140   0.280 default yes       {Flash}$", lines[3]);
        Assert.Matches($"^gmicloud +0.493   1.200 own     no        {Flash}$", lines[4]);
    }

    [Fact]
    public void A_control_character_of_the_service_is_not_displayed()
    {
        Connect(Shell, Server.AddResponse("""{"providers":[{"provider":"evil\u001b[2J","distillationPolicy":{"label":"\u001b[2J"}}]}"""));

        Assert.DoesNotContain('\u001b', Shell.Show("Get-NanoGptModelProvider a").Text);
        Assert.Equal("evil\u001b[2J", ((ModelProvider)Assert.Single(Output("Get-NanoGptModelProvider a")).BaseObject).Provider);
    }

    [Fact]
    public void Ids_of_text_models_are_completed() =>
        Assert.Contains(Flash, Shell.Complete("Get-NanoGptModelProvider deepseek/").Select(completion => completion.CompletionText));

    [Fact]
    public void The_key_is_in_no_stream()
    {
        foreach (var uri in new[] { Server.BaseUri, Fault("status=401"), Server.AddResponse($$"""{"providers":[{"provider":"{{SecretLeakScanner.Key}}"}]}"""), Server.AddResponse(SecretLeakScanner.Key) })
        {
            Connect(Shell, uri);
            var result = Shell.Run("Get-NanoGptModelProvider $args[0], nope -ApiKey $args[1] -Verbose -Debug", Flash, SecretLeakScanner.Key);

            Assert.NotEmpty(result.Verbose);
            SecretLeakScanner.AssertNotIn(result.Output.Select(provider => provider.BaseObject).ToList());
            SecretLeakScanner.AssertNotIn(string.Join('\n', [.. result.Verbose, .. result.Warnings, .. result.Debug, result.Text, .. result.Errors.SelectMany(error => new[] { error.ToString(), error.Exception.ToString() })]));
        }
    }
}
