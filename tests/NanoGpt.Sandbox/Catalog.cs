using System.Text.Json;

namespace NanoGpt.Sandbox;

/// <summary>The models that the sandbox serves, in the order of the service.</summary>
internal sealed class Catalog
{
    // catalog.json contains forty entries of the service's detailed list of July 2026. Ids, names, dates, prices, limits,
    // modalities, and capabilities are real. Descriptions, categories, icons, and distillation policies are invented in the
    // documented formats. So are irregularities that clients have encountered: prices as strings, a cost estimate as an
    // object, an unknown limit, missing pricing, an unknown property, and an unknown capability. The "sandbox" property has
    // what the service knows but does not send: whether a model is visible by default, and its usage rank.
    private static readonly Lazy<Catalog> LazyBuiltIn = new(() =>
        Read(typeof(Catalog).Assembly.GetManifestResourceStream("catalog.json")!));

    private Catalog(IReadOnlyList<Model> models)
    {
        Models = models;
        Ids = models.Select(model => model.Id).ToHashSet();
    }

    public static Catalog BuiltIn => LazyBuiltIn.Value;

    public IReadOnlyList<Model> Models { get; }

    public IReadOnlySet<string> Ids { get; }

    /// <summary>Reads a file in the service's detailed format.</summary>
    /// <exception cref="InvalidDataException">The file is not in that format.</exception>
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
    /// Creates a catalog with the specified number of models by repeating these. From the second copy on, ids end in the
    /// number of the copy, such as <c>~0001</c>. All copies are visible by default.
    /// </summary>
    public Catalog WithCount(int count) =>
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
