namespace NanoGpt.Sandbox;

/// <summary>
/// A fault as specified in a URL: comma-separated names and <c>name=value</c> pairs. A comma or slash in a value is
/// percent-encoded, once or twice.
/// </summary>
internal sealed record FaultSpec
{
    public FaultKind Kind { get; private init; }

    /// <summary>Gets the status code, the number of bytes or models to send, or the mebibytes of a bomb or entry.</summary>
    public int Number { get; private init; }

    public TimeSpan Delay { get; private init; }

    /// <summary>Gets the target of a redirect: an absolute URI, or a path on this server.</summary>
    public string? RedirectTarget { get; private init; }

    public FaultError Error { get; private init; } = new();

    public FaultEncoding Encoding { get; private init; } = new();

    public FaultScope Scope { get; private init; } = new();

    /// <summary>Gets a value that indicates whether the normal response is sent, unchanged or with a fault in its body.</summary>
    public bool HasNormalResponse => Kind is FaultKind.None or FaultKind.Truncate or FaultKind.Reset or FaultKind.Hold
        or FaultKind.HoldAfterModels or FaultKind.Trickle;

    public bool HasEncoding => Encoding != new FaultEncoding();

    /// <summary>Escapes a spec as one path segment.</summary>
    public static string Escape(string spec) =>
        Uri.EscapeDataString(spec).Replace("%2C", ",", StringComparison.Ordinal)
            .Replace("%3D", "=", StringComparison.Ordinal);

    /// <exception cref="FormatException">The segment is not a valid fault.</exception>
    public static FaultSpec Parse(string segment)
    {
        var spec = segment.Split(',').Select(part => new FaultPart(Uri.UnescapeDataString(part)))
            .Aggregate(new FaultSpec(), (spec, part) => spec.With(part));
        if (spec.Kind is not FaultKind.Status && spec.Error != new FaultError())
            throw new FormatException("shape, message, code, type, and retry-after require status.");
        if (spec.HasEncoding && (!spec.HasNormalResponse || spec.Kind is FaultKind.HoldAfterModels))
            throw new FormatException("bom, charset, encoding, and content-type require the normal response, and do not support hold-after-models.");
        if ((spec.Kind is FaultKind.Redirect) != (spec.RedirectTarget is not null))
            throw new FormatException("redirect and to require each other.");
        return spec;
    }

    private FaultSpec With(FaultPart part)
    {
        if (Error.Add(part) is { } error) return this with { Error = error };
        if (Encoding.Add(part) is { } encoding) return this with { Encoding = encoding };
        if (Scope.Add(part) is { } scope) return this with { Scope = scope };
        return part.Name switch
        {
            "delay" => this with { Delay = part.ReadSeconds() },
            "to" => this with { RedirectTarget = ReadTarget(part) },
            "status" => SetKind(part, FaultKind.Status, part.ReadInteger(400, 599)),
            "redirect" => SetKind(part, FaultKind.Redirect, part.ReadInteger(300, 399)),
            "loop" => WithoutValue(part, FaultKind.Loop),
            "html" => WithoutValue(part, FaultKind.Html),
            "empty" => WithoutValue(part, FaultKind.Empty),
            "bomb" => SetKind(part, FaultKind.Bomb, part.ReadInteger(min: 1)),
            "entry" => SetKind(part, FaultKind.Entry, part.ReadInteger(min: 1)),
            "drop" => WithoutValue(part, FaultKind.Drop),
            "truncate" => SetKind(part, FaultKind.Truncate, part.ReadInteger()),
            "reset" => SetKind(part, FaultKind.Reset, part.ReadInteger()),
            "hold" => SetKind(part, FaultKind.Hold, part.ReadInteger()),
            "hold-after-models" => SetKind(part, FaultKind.HoldAfterModels, part.ReadInteger()),
            "trickle" => SetKind(part, FaultKind.Trickle, part.ReadInteger(min: 1)),
            _ => throw new FormatException($"Unknown fault '{part.Name}'."),
        };
    }

    private static string ReadTarget(FaultPart part)
    {
        // On Unix, Uri parses a path as a file URI.
        if (part.RequiredValue.StartsWith('/')) return part.RequiredValue;
        return Uri.TryCreate(part.RequiredValue, UriKind.Absolute, out var uri) ? uri.AbsoluteUri : throw part.CreateException();
    }

    private FaultSpec WithoutValue(FaultPart part, FaultKind kind) => part.Value is null ? SetKind(part, kind) : throw part.CreateException();

    private FaultSpec SetKind(FaultPart part, FaultKind kind, int number = 0) =>
        Kind is FaultKind.None
            ? this with { Kind = kind, Number = number }
            : throw new FormatException($"{part.Name} cannot be combined with another fault.");
}
