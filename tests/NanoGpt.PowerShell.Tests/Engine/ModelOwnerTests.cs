using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests how Get-NanoGptModel selects models by owner.</summary>
public sealed class ModelOwnerTests : ModelTest
{
    public ModelOwnerTests(SandboxFixture sandbox) : base(sandbox) => ConnectAs(Accounts.Payer);

    [Theory]
    [InlineData("-OwnedBy OPENAI, 'x-*'", "openai", "x-ai")]
    [InlineData("-OwnedBy MISTRAL, ANTHROPI*", "anthropic", "mistral")]
    public void Owners_and_wildcards_ignore_case_in_any_culture(string parameters, params string[] owners)
    {
        var all = Models("[cultureinfo]::CurrentCulture = 'tr-TR'; Get-NanoGptModel");

        var models = Models($"Get-NanoGptModel {parameters}");

        Assert.Equal(all.Where(model => owners.Contains(model.OwnedBy)).Select(model => model.Id), models.Select(model => model.Id));
        Assert.Equal(owners, models.Select(model => model.OwnedBy!).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("opena1", @"^No model in the list is owned by 'opena1'\. Did you mean openai\?$")]
    [InlineData("x-al", @"^No model in the list is owned by 'x-al'\. Did you mean x-ai.*\?$")]
    [InlineData("nonexistent", @"^No model in the list is owned by 'nonexistent'\. To list the owners, run Get-NanoGptModel \| Group-Object OwnedBy\.$")]
    [InlineData("some\e[2Jbody", @"^No model in the list is owned by 'some \P{Cc}*body'\. \P{Cc}*$")]
    public void An_owner_without_models_is_a_warning_with_the_nearest_owner(string owner, string warning)
    {
        var result = Shell.Run("Get-NanoGptModel -OwnedBy $args[0], openai", owner);

        Assert.NotEmpty(result.Output);
        Assert.Matches(warning, Assert.Single(result.Warnings));
    }

    [Theory]
    [InlineData("-OwnedBy 'opena1*'")]
    [InlineData("-OwnedBy '[q]penai'")]
    [InlineData("-OwnedBy OPENAI -Id 'x-ai/*'")]
    [InlineData("-OwnedBy openai -Search grok")]
    [InlineData("-OwnedBy openai -Capability AudioInput")]
    public void An_owner_is_not_a_warning_if_it_is_a_wildcard_or_another_filter_excludes_its_models(string parameters)
    {
        var result = Shell.Run($"Get-NanoGptModel {parameters}");

        Assert.Empty(result.Output);
        Assert.Empty(result.Warnings);
        Assert.Empty(result.Errors);
    }
}
