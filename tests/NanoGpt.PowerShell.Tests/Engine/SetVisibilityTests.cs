namespace NanoGpt.Tests.Engine;

/// <summary>Tests what Set-NanoGptModelVisibility changes and returns.</summary>
public sealed class SetVisibilityTests(SandboxFixture sandbox) : PlanTest(sandbox)
{
    [Fact]
    public void A_pipeline_is_one_change_that_keeps_all_other_values()
    {
        Save("""
            {"visibleTextModels":{"openai/gpt-5.2":true,"gone":true,"odd":"yes"},"modelCategories":{"openai/gpt-5.2":"General","odd":7},"modelOrder":["gone"]}
            """);

        Assert.Empty(Output($"'{Known}', '{Other}', '{Third}' | Set-NanoGptModelVisibility -Visible $false"));

        AssertSaved("""
            {"visibleTextModels":{"openai/gpt-5.2":false,"openai/gpt-5.5":false,"x-ai/grok-4.3":false,"gone":true,"odd":"yes"},"modelCategories":{"openai/gpt-5.2":"General","odd":7},"modelOrder":["gone"]}
            """);
        Assert.Equal(1, SentCount);
    }

    [Fact]
    public void The_category_is_set_alone_or_with_the_visibility()
    {
        Output($"Set-NanoGptModelVisibility {Known} -Category Coding; Set-NanoGptModelVisibility -Id {Other}, {Third} -Visible $true -Category Research");

        AssertSaved("""
            {"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":true,"x-ai/grok-4.3":true,"gone":true},"modelCategories":{"openai/gpt-5.2":"Coding","openai/gpt-5.5":"Research","x-ai/grok-4.3":"Research"},"theme":"dark"}
            """);
    }

    [Theory]
    [InlineData("\"`tMy own `n\"", "category: General -> My own")]
    [InlineData("' '", "category: General -> none")]
    public void White_space_around_a_category_is_removed(string category, string description) =>
        Assert.Equal([$"{Known}: {description}"], Describe(Output($"Set-NanoGptModelVisibility {Known} -Category {category} -PassThru")));

    [Fact]
    public void PassThru_returns_only_changed_entries_with_their_previous_values()
    {
        var changes = Output($"Set-NanoGptModelVisibility {Third}, {Other}, {Known} -Visible $true -Category General -PassThru");

        Assert.Equal([$"{Other}: visible: false -> true, category: none -> General", $"{Third}: visible: not saved -> true, category: none -> General"], Describe(changes));
        Assert.Equal(
            [(true, "General", (bool?)false, null), (true, "General", null, (string?)null)],
            changes.Select(change => (ModelVisibilityChange)change.BaseObject)
                .Select(change => (change.Visible, change.Category, change.PreviousVisible, change.PreviousCategory)));
    }

    [Theory]
    [InlineData($"Set-NanoGptModelVisibility {Known} -Visible $true -Category General -PassThru", 1)]
    [InlineData($"Set-NanoGptModelVisibility {Other} -Category '' -PassThru", 1)]
    [InlineData("@() | Set-NanoGptModelVisibility -Visible $true -PassThru", 0)]
    public void Without_a_change_nothing_is_sent(string command, int requests)
    {
        Assert.Empty(Output(command));
        Assert.Equal(requests, Server.Requests.Count);
        Assert.Equal(0, SentCount);
    }

    [Fact]
    public void Verbose_describes_the_requests_in_their_order()
    {
        var messages = Shell.Run($"Set-NanoGptModelVisibility {Known} -Visible $false -Verbose").Verbose;

        Assert.Equal(
            ["GET", "GET", "POST", "GET"],
            messages.Where(message => message.Contains("model-visibility: HTTP", StringComparison.Ordinal)).Select(message => message.Split(' ')[0]));
    }
}
