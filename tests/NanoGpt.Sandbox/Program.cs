using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace NanoGpt.Sandbox;

/// <summary>Runs the sandbox as a process. It prints its base URI and runs until its standard input is closed.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (Read(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(
                "Usage: NanoGpt.Sandbox [--port <0 to 65535>] [--catalog <file>] [--models <count>] [--upsert merge|replace]");
            return 2;
        }

        var stopped = new TaskCompletionSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await using var server = await SandboxServer.StartAsync(options);
            await Console.Out.WriteLineAsync(server.BaseUri.AbsoluteUri);
            await Task.WhenAny(stopped.Task, Console.OpenStandardInput().CopyToAsync(Stream.Null));
            return 0;
        }
        catch (Exception e) when (
            e is IOException or InvalidDataException or UnauthorizedAccessException or SocketException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopped.TrySetResult();
        }
    }

    private static SandboxOptions? Read(string[] args)
    {
        var options = new SandboxOptions();
        foreach (var pair in args.Chunk(2))
        {
            switch (pair)
            {
                case ["--port", var text] when ushort.TryParse(
                    text, NumberStyles.None, CultureInfo.InvariantCulture, out var port):
                    options = options with { Port = port };
                    break;
                case ["--catalog", { Length: > 0 } path]:
                    options = options with { CatalogPath = path };
                    break;
                case ["--models", var text] when int.TryParse(
                    text, NumberStyles.None, CultureInfo.InvariantCulture, out var count):
                    options = options with { ModelCount = count };
                    break;
                case ["--upsert", "merge"]:
                    options = options with { Upsert = Upsert.Merge };
                    break;
                case ["--upsert", "replace"]:
                    options = options with { Upsert = Upsert.Replace };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
