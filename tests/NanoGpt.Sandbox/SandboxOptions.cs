namespace NanoGpt.Sandbox;

/// <summary>The options of a <see cref="SandboxServer"/>.</summary>
public sealed record SandboxOptions
{
    /// <summary>Gets the loopback port to listen on. Zero selects a free port.</summary>
    public int Port { get; init; }

    /// <summary>
    /// Gets the path of a file in the service's detailed format that replaces the built-in catalog. All its models are
    /// visible by default.
    /// </summary>
    public string? CatalogPath { get; init; }

    /// <summary>Gets the number of models to generate from the catalog; <see langword="null"/> to serve the catalog itself.</summary>
    public int? ModelCount { get; init; }

    /// <summary>Gets how a request to save changes the saved preferences.</summary>
    public Upsert Upsert { get; init; }
}
