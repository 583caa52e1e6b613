namespace NanoGpt.Sandbox;

/// <summary>What a <see cref="SandboxServer"/> is started with.</summary>
public sealed record SandboxOptions
{
    /// <summary>The loopback port to listen on. Zero takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// A file in the service's detailed format to serve in place of the built-in catalog. Its models are all visible
    /// by default.
    /// </summary>
    public string? CatalogPath { get; init; }

    /// <summary>How many models to serve, made up from the catalog's; null for those themselves.</summary>
    public int? ModelCount { get; init; }

    /// <summary>What becomes of saved preferences when some are sent.</summary>
    public Upsert Upsert { get; init; }
}
