using System.Management.Automation;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NanoGpt.Tests.Engine;

/// <summary>
/// Tests that terminal control characters in text of the service are not displayed and not in error messages. The client tests
/// test which characters are removed.
/// </summary>
public sealed partial class HostileTextTests(SandboxFixture sandbox) : EngineTest(sandbox)
{
    // Colors, a title, a bell, C1, text direction, line breaks.
    private const string Unsafe = "\e[2J\e]0;pwned\a\u009b31m\u202e\u2066\r\n\u2028\u0085evil";

    private static readonly string Entry = JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["id"] = "some/model" + Unsafe,
        ["created"] = 1736966400,
        ["owned_by"] = "owner" + Unsafe,
        ["name"] = "name" + Unsafe,
        ["description"] = "description" + Unsafe,
        ["category"] = "category" + Unsafe,
        ["capabilities"] = new Dictionary<string, bool> { ["vision"] = true, ["new" + Unsafe] = true },
        ["architecture"] = new { input_modalities = new[] { "in" + Unsafe }, output_modalities = new[] { "out" + Unsafe } },
        ["pricing"] = new { prompt = 1, completion = 2 },
        ["icon_url"] = "/icons/icon" + Unsafe,
        ["cost_estimate"] = new Dictionary<string, string> { ["cheap" + Unsafe] = "very" + Unsafe },
        ["subscription"] = new { included = true, note = "note" + Unsafe },
        ["distillationPolicy"] = new { status = "status" + Unsafe, label = "label" + Unsafe },
        ["field" + Unsafe] = new Dictionary<string, string[]> { ["deep" + Unsafe] = ["value" + Unsafe] },
    });

    [Fact]
    public void Text_is_unchanged_in_the_properties_of_a_model()
    {
        Connect(Shell, Server.AddResponse(ListOf(Entry)));

        var model = (Model)Assert.Single(Output("Get-NanoGptModel -Detailed")).BaseObject;

        Assert.Equal(("some/model" + Unsafe, "name" + Unsafe, "description" + Unsafe), (model.Id, model.Name, model.Description));
        Assert.Contains("field" + Unsafe, model.AdditionalProperties.Keys);
    }

    [Theory]
    [InlineData("Get-NanoGptModel")]
    [InlineData("Get-NanoGptModel -Detailed")]
    [InlineData("Get-NanoGptModel | ForEach-Object { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_, 2)) }")]
    [InlineData("Get-NanoGptModel -Detailed | ForEach-Object { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_, 2)) }")]
    public void Control_characters_are_not_displayed_in_a_table(string script)
    {
        Connect(Shell, Server.AddResponse(ListOf(Entry)));
        Shell.Host.HasColors = true;
        Shell.Host.Width = 300;

        var text = Shell.Show(script).Text;

        Assert.Matches("some/model.*evil", text);
        AssertSafe(text);
    }

    [Fact]
    public void Control_characters_are_removed_from_errors_about_ids_and_pipeline_input()
    {
        var list = Server.AddResponse(ListOf(JsonSerializer.Serialize(new { id = "*" + Unsafe }), JsonSerializer.Serialize(new { id = "b" + Unsafe })));
        Server.Ignore("b" + Unsafe);

        // A wildcard, an id that the service ignores, one that is not saved, one without a model, and an object that is not a model.
        var result = Shell.Run(
            """
            $models = Get-NanoGptModel -Session (Connect-NanoGpt -BaseUri $args[0] -PassThru)
            Connect-NanoGpt -BaseUri $args[1]
            $models | Set-NanoGptModelVisibility -Visible $true
            [pscustomobject]@{ Id = "c$([char] 27)[2J" } | Get-NanoGptModelVisibility
            Get-NanoGptModel "d$([char] 27)[2J"
            [pscustomobject]@{ Name = $args[2] } | Measure-NanoGptModelCost -PromptTokens 1
            Get-NanoGptModel gpt-5.5$([char] 0x202E)
            """,
            list, Server.BaseUri, "e" + Unsafe);

        Assert.Null(result.TerminatingError);
        Assert.Equal(["WildcardNotSupported", "VisibilityIgnored", "VisibilityNotFound", "ModelNotFound", "NotAModel", "ModelNotFound"], result.Errors.Select(IdOf));
        // Windows PowerShell also shows the target.
        Assert.All(result.Errors, error => AssertSafe(error.Exception.Message + error.CategoryInfo));
        AssertDisplayedSafely(result.Errors);
        Assert.Equal("b" + Unsafe, PSObject.AsPSObject(result.Errors[1].TargetObject).Properties["Id"].Value);
    }

    [Fact]
    public void Control_characters_are_removed_from_suggested_ids()
    {
        Connect(Shell, Server.AddResponse(ListOf(JsonSerializer.Serialize(new { id = "gpt\e\u202e-5" }))));

        var error = Error("Get-NanoGptModel gpt-5");

        Assert.Matches("Did you mean gpt.*-5", error.Exception.Message);
        AssertSafe(error.Exception.Message);
        AssertDisplayedSafely([error]);
    }

    [Fact]
    public void Control_characters_are_removed_from_error_messages_of_the_service()
    {
        Connect(Shell, Server.AddResponse(JsonSerializer.Serialize(new { error = new { message = "no" + Unsafe } }), status: 403));

        var error = Error("Get-NanoGptModel");

        Assert.Matches("no.*evil", error.Exception.Message);
        AssertSafe(error.Exception.Message);
        AssertSafe(((NanoGptException)error.Exception).ServiceMessage!);
        AssertDisplayedSafely([error]);
    }

    private void AssertDisplayedSafely(IEnumerable<ErrorRecord> errors)
    {
        Shell.Host.HasColors = true;
        AssertSafe(Shell.Show("$args[0]", (object)errors.ToArray()).Text);
    }

    // Line breaks and colors of PowerShell are allowed.
    private static void AssertSafe(string text) => Assert.DoesNotMatch(@"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]", Allowed().Replace(text, ""));

    [GeneratedRegex(@"\e\[[\d;]*m|\r?\n")]
    private static partial Regex Allowed();
}
