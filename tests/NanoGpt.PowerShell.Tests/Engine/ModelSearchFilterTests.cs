using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests how Get-NanoGptModel -Search selects models.</summary>
public sealed class ModelSearchFilterTests(SandboxFixture sandbox) : ModelTest(sandbox)
{
    [Theory]
    [InlineData("-Search 'glm 4.6'", "z-ai/glm-4.6", "GLM-4.6-Derestricted-v5", "z-ai/glm-4.5", "renamed")]
    [InlineData("-Search glm, 4.6", "z-ai/glm-4.6", "GLM-4.6-Derestricted-v5", "z-ai/glm-4.5", "renamed")]
    [InlineData("-Search ' 4.6   GLM ', 'AIR'", "renamed")]
    [InlineData("'*/*' -Search 'glm 4.6'", "z-ai/glm-4.6", "z-ai/glm-4.5")]
    [InlineData("-Search 'glm 4.6' -OwnedBy z", "renamed")]
    [InlineData("z-ai/glm-5 -Search 4.6")]
    public void Models_contain_all_words_and_match_the_other_filters(string parameters, params string[] ids)
    {
        ConnectToList(
            """{"id":"z-ai/glm-4.6"}""",
            """{"id":"GLM-4.6-Derestricted-v5"}""",
            """{"id":"z-ai/glm-4.5","description":"Like 4.6, but older."}""",
            """{"id":"z-ai/glm-5","name":"GLM 5"}""",
            """{"id":"renamed","name":"GLM 4.6 Air","owned_by":"z"}""",
            """{"id":"other-4.6"}""");

        Assert.Equal(ids, Ids($"Get-NanoGptModel {parameters}"));
    }

    [Theory]
    [InlineData("-Search 'glm 4.6', unheard", true)]
    [InlineData("openai/* -Search grok", false)]
    public void Only_words_that_no_model_in_the_list_contains_are_a_warning(string parameters, bool isWarning)
    {
        ConnectAs(Accounts.Payer);

        var result = Shell.Run($"Get-NanoGptModel {parameters}");

        Assert.Empty(result.Output);
        Assert.Equal(
            isWarning ? ["No model in the list contains all words of 'glm 4.6 unheard' in its id, name, or description."] : [],
            result.Warnings);
    }
}
