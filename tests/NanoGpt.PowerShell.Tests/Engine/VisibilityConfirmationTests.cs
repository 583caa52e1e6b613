namespace NanoGpt.Tests.Engine;

/// <summary>Tests what the cmdlets that change visibility preferences show and ask before they change anything.</summary>
public sealed class VisibilityConfirmationTests(SandboxFixture sandbox) : PlanTest(sandbox)
{
    [Fact]
    public void WhatIf_shows_each_change_of_a_set_and_sends_nothing()
    {
        Assert.Equal(
            [
                Planned("category: General -> Coding", Known),
                Planned("visible: false -> true, category: none -> Coding", Other),
                Planned("visible: not saved -> true, category: none -> Coding", Third),
            ],
            GetPlan($"'{Other}', '{Known}', '{Third}' | Set-NanoGptModelVisibility -Visible $true -Category Coding -WhatIf -PassThru"));
        Assert.Equal(0, SentCount);
    }

    [Fact]
    public void WhatIf_shows_each_change_of_an_import_and_sends_nothing()
    {
        var path = WriteFile($"\"{Known}\":false,\"{Third}\":true", $"\"{Known}\":\"Büro\"");

        Assert.Equal(
            [
                Planned("visible: true -> not saved", "gone"),
                Planned("visible: true -> false, category: General -> Büro", Known),
                Planned("visible: false -> not saved", Other),
                Planned("visible: not saved -> true", Third),
            ],
            GetPlan("Import-NanoGptModelVisibility $args[0] -Replace -WhatIf -PassThru", path));
        Assert.Equal(0, SentCount);
    }

    [Fact]
    public void WhatIf_shows_nothing_if_nothing_would_change() =>
        Assert.Empty(GetPlan($"Set-NanoGptModelVisibility {Known} -Visible $true -WhatIf"));

    [Fact]
    public void Terminal_control_characters_of_saved_text_are_not_shown()
    {
        Save("""{"visibleTextModels":{"a\u001b[2J":true},"modelCategories":{"a\u001b[2J":"x\u001b[31m\r\ny"}}""");

        Assert.Equal(
            [Planned("visible: true -> false, category: x [31m y -> z", "a [2J")],
            GetPlan("Get-NanoGptModelVisibility | Set-NanoGptModelVisibility -Visible $false -Category z -WhatIf"));
    }

    [Fact]
    public void Confirm_asks_for_each_change_and_saves_what_the_user_accepts()
    {
        Answer(2, 0);

        var changes = Output($"Set-NanoGptModelVisibility {Known}, gone -Visible $false -Confirm -PassThru");

        Assert.Collection(Shell.Host.Questions,
            question => Assert.Contains("\"visible: true -> false\" on target \"gone\"", question, StringComparison.Ordinal),
            question => Assert.Contains($"\"visible: true -> false\" on target \"{Known}\"", question, StringComparison.Ordinal));
        Assert.Equal([$"{Known}: visible: true -> false"], Describe(changes));
        AssertSaved("""
            {"visibleTextModels":{"openai/gpt-5.2":false,"openai/gpt-5.5":false,"gone":true},"modelCategories":{"openai/gpt-5.2":"General"},"theme":"dark"}
            """);
    }

    [Fact]
    public void Confirm_asks_for_each_change_of_an_import()
    {
        var path = WriteFile($"\"gone\":false,\"{Known}\":false,\"{Other}\":true,\"{Third}\":true");
        Answer(2, 0, 3);

        Assert.Equal([$"{Known}: visible: true -> false"], Describe(Output("Import-NanoGptModelVisibility $args[0] -Confirm -PassThru", path)));
        Assert.Equal(3, Shell.Host.Questions.Count);
    }

    [Fact]
    public void No_to_All_sends_nothing()
    {
        Answer(3);

        Assert.Empty(Output($"Set-NanoGptModelVisibility {Known}, gone -Visible $false -Confirm -PassThru"));
        Assert.Single(Shell.Host.Questions);
        Assert.Equal(0, SentCount);
    }

    [Theory]
    [InlineData("High", "", false)]
    [InlineData("Medium", "", true)]
    [InlineData("Medium", "-Confirm:$false", false)]
    public void Changes_are_confirmed_if_ConfirmPreference_is_Medium_or_lower(string preference, string option, bool isConfirmed)
    {
        if (isConfirmed) Answer(2);

        var changes = Output($"$ConfirmPreference = '{preference}'; Set-NanoGptModelVisibility {Known} -Visible $false {option} -PassThru");

        Assert.Equal(isConfirmed ? 1 : 0, Shell.Host.Questions.Count);
        Assert.Equal(isConfirmed ? 0 : 1, changes.Count);
    }

    private void Answer(params int[] answers)
    {
        foreach (var answer in answers) Shell.Host.Answers.Enqueue(answer);
    }

    private static string Planned(string change, string id) => $"What if: Performing the operation \"{change}\" on target \"{id}\".";

    private IEnumerable<string> GetPlan(string command, params object?[] arguments)
    {
        var result = Shell.Run(command, arguments);
        Assert.Null(result.TerminatingError);
        Assert.Empty(result.Errors);
        Assert.Empty(result.Output);
        return result.Text.Split('\n').Where(line => line.StartsWith("What if:", StringComparison.Ordinal));
    }
}
