using System.Management.Automation;
using System.Reflection;
using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>
/// The base class of tests that run the module in the PowerShell engine. Each test class has its own sandbox, and each test its own
/// session, which is connected to it. Test classes run in parallel.
/// </summary>
public abstract class EngineTest : SandboxTest, IDisposable
{
    private static readonly PropertyInfo LockPathProperty =
        typeof(NanoGptClientOptions).GetProperty(nameof(LockPath), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private protected EngineTest(SandboxFixture sandbox) : base(sandbox)
    {
        Server.ClearRequests();
        Connect(Shell);
    }

    /// <summary>Gets the session of the test.</summary>
    private protected EngineShell Shell { get; } = new();

    /// <summary>Gets the account of the test's session.</summary>
    private protected static Account Account => Accounts.Subscriber;

    public virtual void Dispose()
    {
        Shell.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Connects a session to the sandbox, or to a fault of it, with the credentials of <see cref="Account"/>.</summary>
    private protected void Connect(EngineShell shell, Uri? baseUri = null) =>
        Connect(shell, baseUri ?? Server.BaseUri, Account.ApiKey, Account.Cookie, LockPath);

    /// <summary>Connects a session that uses its own lock file: no other test class or process waits for its changes.</summary>
    internal static void Connect(EngineShell shell, Uri baseUri, string apiKey, string cookie, string lockPath)
    {
        var result = shell.Run(
            "Connect-NanoGpt -BaseUri $args[0] -ApiKey $args[1] -SessionCookie $args[2]; $args[3].Invoke()",
            baseUri, apiKey, cookie, (Action)(() => LockPathProperty.SetValue(SessionStore.Current.Options, lockPath)));
        Assert.Null(result.TerminatingError);
    }

    /// <summary>Gets a base URI with a fault that applies to this test only.</summary>
    private protected Uri Fault(string spec) => Server.GetFaultUri($"{spec},tag={Guid.NewGuid()}");

    /// <summary>Runs a script that must not report an error, and returns its output.</summary>
    private protected IReadOnlyList<PSObject> Output(string script, params object?[] arguments)
    {
        var result = Shell.Run(script, arguments);
        Assert.Null(result.TerminatingError);
        Assert.Empty(result.Errors);
        return result.Output;
    }

    /// <summary>Runs a script that must report exactly one error, terminating or not, and returns the error.</summary>
    private protected ErrorRecord Error(string script, params object?[] arguments)
    {
        var result = Shell.Run(script, arguments);
        return result.TerminatingError is null ? Assert.Single(result.Errors) : result.TerminatingError;
    }

    /// <summary>Gets the error id without the name of the cmdlet.</summary>
    private protected static string IdOf(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];
}
