using System.Management.Automation;
using System.Security;

namespace NanoGpt.Tests;

/// <summary>Tests the names, types, and parameters of cmdlets by their metadata.</summary>
public sealed class CmdletTests
{
    public static TheoryData<string> Names { get; } = [.. CmdletType.All.Select(cmdlet => cmdlet.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_has_an_approved_verb_and_a_singular_noun(string name)
    {
        var cmdlet = FindCmdlet(name);
        var approved = typeof(VerbsCommon).Assembly.GetTypes()
            .Where(type => type.IsPublic && type.Name.StartsWith("Verbs", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields()).Select(field => field.GetRawConstantValue());

        Assert.Contains(cmdlet.Verb, approved);
        Assert.Matches("^NanoGpt(([A-Z][a-z]+)*[A-Z][a-z]*[a-rt-z])?$", cmdlet.Noun);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_has_its_own_file_and_an_output_type(string name)
    {
        var (type, verb, noun) = FindCmdlet(name);

        Assert.Equal($"{verb}{noun}Command", type.Name);
        Assert.True(File.Exists(Repository.PathOf($"src/NanoGpt.PowerShell/Cmdlets/{type.Name}.cs")));
        Assert.NotNull(CmdletType.GetAttribute<OutputTypeAttribute>(type));
        Assert.True(type is { IsPublic: true, IsSealed: true });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameter_names_are_in_Pascal_case_and_not_reserved(string name)
    {
        string[] taken =
        [
            "Confirm", "Debug", "ErrorAction", "ErrorVariable", "InformationAction", "InformationVariable", "OutBuffer",
            "OutVariable", "PipelineVariable", "ProgressAction", "UseTransaction", "Verbose", "WarningAction", "WarningVariable",
            "WhatIf",
        ];

        Assert.All(FindCmdlet(name).Parameters.Select(parameter => parameter.Name), parameter =>
        {
            Assert.Matches("^([A-Z][a-z]+)+$", parameter);
            Assert.DoesNotContain(parameter, taken);
        });
    }

    [Fact]
    public void A_parameter_has_the_same_type_in_every_cmdlet() =>
        Assert.All(
            CmdletType.All.SelectMany(cmdlet => cmdlet.Parameters).GroupBy(parameter => parameter.Name),
            parameter => Assert.Single(parameter.Select(one => one.PropertyType).Distinct()));

    [Theory]
    [InlineData("Connect-NanoGpt", "AllowUnencryptedAuthentication", "ApiKey", "AuthenticationHeader", "BaseUri",
        "MaximumResponseSize", "MaximumRetryCount", "PassThru", "SessionCookie", "TimeoutSec")]
    [InlineData("Disconnect-NanoGpt")]
    [InlineData("Get-NanoGptModel", "ApiKey", "Capability", "Detailed", "Id", "OwnedBy", "Scope", "Search", "Session", "Sort", "Type")]
    [InlineData("Get-NanoGptModelVisibility", "Id", "Session", "SessionCookie")]
    [InlineData("Get-NanoGptSession", "ApiKey", "Session", "SessionCookie")]
    [InlineData("Get-NanoGptBalance", "ApiKey", "Session")]
    [InlineData("Get-NanoGptSubscription", "ApiKey", "Session")]
    [InlineData("Get-NanoGptUsage", "ApiKey", "From", "GroupBy", "Session", "To")]
    public void A_cmdlet_has_the_expected_parameters_and_none_is_mandatory(string name, params string[] parameters)
    {
        var cmdlet = FindCmdlet(name);

        Assert.Equal(parameters, cmdlet.Parameters.Select(parameter => parameter.Name).Order());
        Assert.All(parameters, parameter => Assert.NotEqual(true, cmdlet.GetParameterArgument(parameter, "Mandatory")));
    }

    [Theory]
    [InlineData("Get-NanoGptModel")]
    [InlineData("Get-NanoGptModelProvider")]
    [InlineData("Get-NanoGptModelVisibility")]
    [InlineData("Set-NanoGptModelVisibility")]
    public void Id_is_the_first_positional_parameter_and_accepts_pipeline_input(string name)
    {
        var cmdlet = FindCmdlet(name);

        Assert.Equal(0, cmdlet.GetParameterArgument("Id", "Position"));
        Assert.Equal(true, cmdlet.GetParameterArgument("Id", "ValueFromPipeline"));
        Assert.Equal(true, cmdlet.GetParameterArgument("Id", "ValueFromPipelineByPropertyName"));
        Assert.Equal(typeof(string[]), cmdlet.Type.GetProperty("Id")!.PropertyType);
    }

    [Theory]
    [InlineData("Set-NanoGptModelVisibility", "Category", "Force", "Id", "InputObject", "PassThru", "Session", "SessionCookie", "Visible")]
    [InlineData("Undo-NanoGptModelVisibility", "Force", "InputObject", "PassThru", "Session", "SessionCookie")]
    [InlineData("Export-NanoGptModelVisibility", "Force", "LiteralPath", "NoClobber", "PassThru", "Path", "Session", "SessionCookie")]
    [InlineData("Import-NanoGptModelVisibility", "Force", "LiteralPath", "PassThru", "Path", "Replace", "Session", "SessionCookie")]
    public void A_changing_cmdlet_has_the_expected_parameters_and_ShouldProcess(string name, params string[] parameters)
    {
        var cmdlet = FindCmdlet(name);

        Assert.Equal(parameters, cmdlet.Parameters.Select(parameter => parameter.Name).Order());
        Assert.True(cmdlet.SupportsShouldProcess);
        // Medium is also the default.
        Assert.Contains(cmdlet.GetArgument("ConfirmImpact"), (object?[])[null, (int)ConfirmImpact.Medium]);
    }

    [Theory]
    [InlineData("Get-NanoGptModelVisibility")]
    [InlineData("Compare-NanoGptModelVisibility")]
    public void A_cmdlet_that_only_reads_does_not_support_ShouldProcess(string name) => Assert.False(FindCmdlet(name).SupportsShouldProcess);

    [Fact]
    public void Visibility_and_category_do_not_accept_pipeline_input()
    {
        var cmdlet = FindCmdlet("Set-NanoGptModelVisibility");

        Assert.Equal(typeof(bool?), cmdlet.Type.GetProperty("Visible")!.PropertyType);
        Assert.All(["Visible", "Category"], parameter => Assert.Null(cmdlet.GetParameterArgument(parameter, "ValueFromPipelineByPropertyName")));
    }

    [Theory]
    [InlineData("Export-NanoGptModelVisibility")]
    [InlineData("Import-NanoGptModelVisibility")]
    [InlineData("Compare-NanoGptModelVisibility")]
    public void A_file_cmdlet_has_Path_and_LiteralPath_parameter_sets(string name)
    {
        var cmdlet = FindCmdlet(name);

        Assert.Equal(0, cmdlet.GetParameterArgument("Path", "Position"));
        Assert.All(["Path", "LiteralPath"], parameter =>
        {
            Assert.Equal(true, cmdlet.GetParameterArgument(parameter, "Mandatory"));
            Assert.Equal(parameter, cmdlet.GetParameterArgument(parameter, "ParameterSetName"));
        });
    }

    [Fact]
    public void Measure_accepts_models_from_the_pipeline()
    {
        var cmdlet = FindCmdlet("Measure-NanoGptModelCost");

        Assert.Equal(["CompletionTokens", "InputObject", "PromptTokens", "Requests"], cmdlet.Parameters.Select(parameter => parameter.Name).Order());
        Assert.Equal(true, cmdlet.GetParameterArgument("InputObject", "Mandatory"));
        Assert.Equal(true, cmdlet.GetParameterArgument("InputObject", "ValueFromPipeline"));
        Assert.Equal((0, 1), (cmdlet.GetParameterArgument("PromptTokens", "Position"), cmdlet.GetParameterArgument("CompletionTokens", "Position")));
        Assert.All(["CompletionTokens", "PromptTokens", "Requests"], parameter =>
            Assert.Equal(typeof(long), cmdlet.Type.GetProperty(parameter)!.PropertyType));
    }

    [Theory]
    [InlineData("ReferenceObject", 0, null)]
    [InlineData("DifferenceObject", 1, true)]
    public void Compare_accepts_the_newer_list_from_the_pipeline(string parameter, int position, bool? fromPipeline)
    {
        var cmdlet = FindCmdlet("Compare-NanoGptModel");

        Assert.Equal(["Change", "DifferenceObject", "Property", "ReferenceObject"], cmdlet.Parameters.Select(each => each.Name).Order());
        Assert.Equal(true, cmdlet.GetParameterArgument(parameter, "Mandatory"));
        Assert.Equal(position, cmdlet.GetParameterArgument(parameter, "Position"));
        Assert.Equal(fromPipeline, cmdlet.GetParameterArgument(parameter, "ValueFromPipeline"));
    }

    [Fact]
    public void Every_secret_parameter_is_a_SecureString()
    {
        var secrets = CmdletType.All.SelectMany(cmdlet => cmdlet.Parameters)
            .Where(parameter => parameter.Name is "ApiKey" or "SessionCookie").ToList();

        Assert.NotEmpty(secrets);
        Assert.All(secrets, parameter => Assert.Equal(typeof(SecureString), parameter.PropertyType));
    }

    [Fact]
    public void Every_session_parameter_is_validated_at_binding()
    {
        var sessions = CmdletType.All.SelectMany(cmdlet => cmdlet.Parameters).Where(parameter => parameter.Name == "Session").ToList();

        Assert.NotEmpty(sessions);
        Assert.All(sessions, parameter => Assert.Contains(
            parameter.CustomAttributes, attribute => attribute.AttributeType.FullName == "NanoGpt.Binding.SessionArgumentAttribute"));
    }

    private static CmdletType FindCmdlet(string name) => CmdletType.All.Single(cmdlet => cmdlet.Name == name);
}
