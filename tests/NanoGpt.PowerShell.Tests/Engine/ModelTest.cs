using System.Management.Automation;
using System.Text.Json.Nodes;
using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>The base class of tests that list models.</summary>
public abstract class ModelTest : EngineTest
{
    /// <summary>The error id of an id that is not in the list.</summary>
    private protected const string ModelNotFound = "ModelNotFound,NanoGpt.Cmdlets.GetNanoGptModelCommand";

    /// <summary>A command that copies objects from the pipeline, as Export-Clixml and Import-Clixml do.</summary>
    private protected const string Copy =
        "ForEach-Object { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_, 2)) }";

    private protected ModelTest(SandboxFixture sandbox) : base(sandbox)
    {
    }

    /// <summary>Connects the session with the API key of an account, or without credentials.</summary>
    private protected void ConnectAs(Account? account)
    {
        Output("Disconnect-NanoGpt; Connect-NanoGpt -BaseUri $args[0]", Server.BaseUri);
        if (account is not null) Output("Connect-NanoGpt -ApiKey $args[0]", account.ApiKey);
    }

    /// <summary>Connects the session to a service that lists these entries.</summary>
    private protected void ConnectToList(params IEnumerable<string> entries) => Connect(Shell, Server.AddResponse(ListOf(entries)));

    /// <summary>Connects the session to a service that lists these ids.</summary>
    private protected void ConnectToIds(params IEnumerable<string> ids) =>
        ConnectToList(ids.Select(id => new JsonObject { ["id"] = id }.ToJsonString()));

    /// <summary>Runs a script that must not report an error, and returns its models.</summary>
    private protected IReadOnlyList<Model> Models(string script, params object?[] arguments) =>
        [.. Output(script, arguments).Select(model => (Model)model.BaseObject)];

    /// <summary>Runs a script that must not report an error, and returns the ids of its objects.</summary>
    private protected IReadOnlyList<string> Ids(string script, params object?[] arguments) => GetIds(Output(script, arguments));

    private protected static IReadOnlyList<string> GetIds(IEnumerable<PSObject> objects) =>
        [.. objects.Select(value => (string)value.Properties["Id"].Value)];

    /// <summary>Displays the output of a script, and returns its lines without trailing spaces and without empty lines.</summary>
    private protected IReadOnlyList<string> Lines(string script, params object?[] arguments) =>
        [.. Shell.Show(script, arguments).Text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
}
