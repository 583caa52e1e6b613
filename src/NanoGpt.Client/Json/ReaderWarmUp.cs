using System.Text;
using NanoGpt.Http;

namespace NanoGpt.Json;

/// <summary>
/// Reads a sample list on another thread during the first request of the process, so that the code that reads a list is compiled
/// when the response arrives.
/// </summary>
internal static class ReaderWarmUp
{
    /// <summary>A list with a model that has every property.</summary>
    private const string Sample = """
        {"object":"list","data":[{"id":"a/b","object":"model","created":1,"owned_by":"a","name":"b","description":"c","category":"d",
        "context_length":1,"max_output_tokens":1,"capabilities":{"vision":true,"reasoning":true,"tool_calling":true,
        "parallel_tool_calls":true,"structured_output":true,"pdf_upload":true,"video_input":true,"audio_input":true},
        "architecture":{"input_modalities":["text"],"output_modalities":["text"]},
        "pricing":{"prompt":0.1,"completion":0.2,"currency":"USD","unit":"per_million_tokens"},"cost_estimate":"e",
        "subscription":{"included":true,"note":"f"},"icon_url":"/g",
        "distillationPolicy":{"status":"h","label":"i","basis":"j","sourceUrl":"k","note":"l"}}]}
        """;

    /// <summary>Gets a value that indicates whether the sample has been or is being read.</summary>
    public static bool IsStarted { get; private set; }

    /// <summary>Starts to read the sample on another thread, unless this process has done so.</summary>
    public static void Start()
    {
        if (IsStarted) return;
        IsStarted = true;
        _ = Task.Run(ReadSampleAsync);
    }

    /// <summary>Reads the sample.</summary>
    public static async Task<Model> ReadSampleAsync()
    {
        using var reader = new ModelListReader(new SampleReader(), BaseAddress.Default);
        return (await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false))!;
    }

    private sealed class SampleReader : IResponseReader
    {
        public ValueTask<int> ReadAsync(byte[] buffer, int offset, CancellationToken cancellationToken) =>
            new(Encoding.UTF8.GetBytes(Sample, 0, Sample.Length, buffer, offset));

        public NanoGptException CreateInvalidResponse(string message) => throw new InvalidOperationException(message);

        public NanoGptException CreateResponseTooLarge(string message) => throw new InvalidOperationException(message);

        public string Quote(string text) => text;
    }
}
