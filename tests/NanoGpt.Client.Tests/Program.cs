using System.Runtime.InteropServices;
using NanoGpt.Locking;
using Xunit.Runner.InProc.SystemConsole;

namespace NanoGpt.Client.Tests;

/// <summary>Runs the tests, or a child process for one of them.</summary>
internal static class Program
{
    public const string HoldLock = "hold-lock";
    public const string HoldLockAndSend = "hold-lock-and-send";
    public const string ShowEntries = "show-entries";
    public const string ShowEntriesWithoutStatx = "show-entries-without-statx";
    public const string DynamicLinker = "/lib64/ld-linux-x86-64.so.2";
    public const string WriteFile = "write-file";
    public const string ListHost = "list-host";

    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [HoldLock or HoldLockAndSend, var path]:
                using (var held = await InterProcessLock.AcquireAsync(path, TimeProvider.System, CancellationToken.None))
                {
                    if (args[0] == HoldLockAndSend) held!.BeginRequest(Timeout.InfiniteTimeSpan);
                    Console.WriteLine("The lock is held.");
                    await Task.Delay(Timeout.Infinite);
                }
                return 0;
            case [ShowEntries or ShowEntriesWithoutStatx, var baseUri, var cookie, var path, .. var ids]:
                // The dynamic linker, instead of the C library, has no file functions.
                if (args[0] == ShowEntriesWithoutStatx)
                    NativeLibrary.SetDllImportResolver(typeof(NanoGptClient).Assembly, (_, _, _) => NativeLibrary.Load(DynamicLinker));
                await ShowAsync(new() { BaseUri = new(baseUri), SessionCookie = Secret.SessionCookie(cookie), LockPath = path }, ids);
                return 0;
            case [WriteFile, var path]:
                for (var round = 0; ; round++)
                {
                    AtomicFile.Write(path, LongFile.CreateContent(round));
                    if (round == 1) Console.WriteLine("The file has been written.");
                }
            case [ListHost, var host]:
                try
                {
                    using var list = await new NanoGptClient(TestClient.Options(new(host), key: SecretLeakScanner.Key)).ListModelsAsync(new());
                    await foreach (var model in list) Console.WriteLine(model.Id);
                }
                catch (NanoGptException failure)
                {
                    Console.WriteLine(failure.Message);
                }
                return 0;
            default:
                return await ConsoleRunner.Run(args);
        }
    }

    /// <summary>Makes the entries visible with one change each, and writes a line for each.</summary>
    private static async Task ShowAsync(NanoGptClientOptions options, string[] ids)
    {
        Console.WriteLine("The changes begin.");
        var client = new NanoGptClient(options);
        foreach (var id in ids)
        {
            var saved = await client.GetVisibilityAsync();
            try
            {
                var result = await client.SetVisibilityAsync(saved, saved.PlanMerge([new(id, visible: true, category: null)]));
                if (result.Failed.Count + result.UnexpectedlyChanged.Count == 0) Console.WriteLine(id);
            }
            catch (NanoGptException failure) when (failure.Kind == NanoGptErrorKind.Locked)
            {
                Console.WriteLine(failure.Message);
            }
        }
    }
}
