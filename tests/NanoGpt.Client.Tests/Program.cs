using Xunit.Runner.InProc.SystemConsole;

namespace NanoGpt.Client.Tests;

/// <summary>Runs the tests, or is the other process that one of them needs.</summary>
internal static class Program
{
    public const string HoldLock = "hold-lock";
    public const string WriteFile = "write-file";
    public const string ListHost = "list-host";

    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [HoldLock, var host]:
                using (await HostLock.TakeAsync(new(host), TimeProvider.System, CancellationToken.None))
                {
                    Console.WriteLine("It is held.");
                    await Task.Delay(Timeout.Infinite);
                }
                return 0;
            case [WriteFile, var path]:
                for (var round = 0; ; round++)
                {
                    AtomicFile.Write(path, LongFile.Content(round));
                    if (round == 1) Console.WriteLine("It has been written.");
                }
            case [ListHost, var host]:
                using (var list = await new NanoGptClient(Call.Options(new(host), key: SecretHunt.Key)).ListModelsAsync(new()))
                    await foreach (var model in list) Console.WriteLine(model.Id);
                return 0;
            default:
                return await ConsoleRunner.Run(args);
        }
    }
}
