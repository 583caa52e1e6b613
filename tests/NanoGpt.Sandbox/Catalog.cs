using System.Text.Json;

namespace NanoGpt.Sandbox;

/// <summary>The models the sandbox serves, in the service's order.</summary>
internal sealed class Catalog
{
    // catalog.json holds forty entries of the service's own detailed list of July 2026: ids, names, dates, prices,
    // limits, modalities and capabilities are the real ones. The descriptions, categories, icons and distillation
    // policies are the sandbox's, in the shapes the service documents, and so are the oddities clients have met:
    // prices as strings, a cost estimate as an object, an unknown limit, no pricing, a field and a capability nobody
    // knows. The key "sandbox" says what the service knows and does not send: who is hidden by default, who is used
    // most.
    private static readonly Lazy<Catalog> BuiltInOnce = new(() =>
        Read(typeof(Catalog).Assembly.GetManifestResourceStream("catalog.json")!));

    private Catalog(IReadOnlyList<Model> models)
    {
        Models = models;
        Ids = models.Select(model => model.Id).ToHashSet();
    }

    public static Catalog BuiltIn => BuiltInOnce.Value;

    public IReadOnlyList<Model> Models { get; }

    public IReadOnlySet<string> Ids { get; }

    /// <summary>Reads a file in the service's detailed format.</summary>
    /// <exception cref="InvalidDataException">The file is something else.</exception>
    public static Catalog FromFile(string path)
    {
        try
        {
            return Read(File.OpenRead(path));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{path}' is not a model list: {e.Message}", e);
        }
    }

    /// <summary>
    /// As many models, made up by taking these again and again. From the second round on their ids end in the number of
    /// the copy, such as <c>~0001</c>. All are visible by default.
    /// </summary>
    public Catalog OfCount(int count) =>
        new([.. Enumerable.Range(0, count).Select(i => Models[i % Models.Count].Copy(i / Models.Count + 1))]);

    private static Catalog Read(Stream stream)
    {
        using (stream)
        {
            using var document = JsonDocument.Parse(stream);
            return new(
                [.. document.RootElement.GetProperty("data").EnumerateArray().Select(entry => new Model(entry))]);
        }
    }
}
