using System.Globalization;

namespace NanoGpt.Sandbox;

/// <summary>
/// A fault as a URL spells it: names and <c>name=value</c> pairs with commas between. A comma or a slash in a value is
/// escaped, once or twice. A <c>tag</c> says nothing: with it, a fault that counts requests has a count of its own.
/// </summary>
internal sealed record FaultSpec
{
    public FaultKind Kind { get; private init; }

    /// <summary>The status to answer, or the bytes or models to let through.</summary>
    public int Number { get; private init; }

    public TimeSpan Delay { get; private init; }

    public ErrorShape? Shape { get; private init; }

    public string? Message { get; private init; }

    public string? Code { get; private init; }

    public string? RetryAfter { get; private init; }

    public Uri? To { get; private init; }

    public FaultScope Scope { get; private init; } = new();

    /// <summary>Makes a spec one segment of a path.</summary>
    public static string Escape(string spec) =>
        Uri.EscapeDataString(spec).Replace("%2C", ",", StringComparison.Ordinal)
            .Replace("%3D", "=", StringComparison.Ordinal);

    /// <exception cref="FormatException">The segment is not a fault.</exception>
    public static FaultSpec Parse(string segment)
    {
        var spec = segment.Split(',').Select(Uri.UnescapeDataString)
            .Aggregate(new FaultSpec(), (spec, part) => spec.With(part));
        if (spec is { Kind: not FaultKind.Status } and
            ({ Shape: not null } or { Message: not null } or { Code: not null } or { RetryAfter: not null }))
            throw new FormatException("shape, message, code and retry-after go with status.");
        if ((spec.Kind is FaultKind.Redirect) != (spec.To is not null))
            throw new FormatException("redirect and to go together.");
        return spec;
    }

    private FaultSpec With(string part)
    {
        var equals = part.IndexOf('=');
        var name = equals < 0 ? part : part[..equals];
        var value = equals < 0 ? null : Uri.UnescapeDataString(part[(equals + 1)..]);

        FormatException Bad() => new($"'{part}' is not a value {name} takes.");

        int Whole(int least, int most) =>
            int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most ? number : throw Bad();

        FaultSpec Only(FaultKind kind, int number = 0) =>
            Kind is FaultKind.None
                ? this with { Kind = kind, Number = number }
                : throw new FormatException($"{name} cannot follow another fault.");

        FaultSpec Bare(FaultKind kind) => value is null ? Only(kind) : throw Bad();

        return name switch
        {
            "status" => Only(FaultKind.Status, Whole(400, 599)),
            "shape" => this with
            {
                Shape = value switch
                {
                    "openai" => ErrorShape.OpenAi,
                    "flat" => ErrorShape.Flat,
                    "code" => ErrorShape.Code,
                    "anthropic" => ErrorShape.Anthropic,
                    "html" => ErrorShape.Html,
                    "empty" => ErrorShape.Empty,
                    _ => throw Bad(),
                },
            },
            "message" => this with { Message = value ?? throw Bad() },
            "code" => this with { Code = value ?? throw Bad() },
            "retry-after" => this with { RetryAfter = value ?? throw Bad() },
            "delay" => this with
            {
                Delay = decimal.TryParse(
                        value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                    && seconds <= 86_400 ? TimeSpan.FromSeconds((double)seconds) : throw Bad(),
            },
            "redirect" => Only(FaultKind.Redirect, Whole(300, 399)),
            "to" => this with { To = Uri.TryCreate(value, UriKind.Absolute, out var uri) ? uri : throw Bad() },
            "truncate" => Only(FaultKind.Truncate, Whole(0, int.MaxValue)),
            "reset" => Only(FaultKind.Reset, Whole(0, int.MaxValue)),
            "hold" => Only(FaultKind.Hold, Whole(0, int.MaxValue)),
            "method" => this with { Scope = Scope with { Method = value is "GET" or "POST" ? value : throw Bad() } },
            "skip" => this with { Scope = Scope with { Skip = Whole(0, int.MaxValue) } },
            "times" => this with { Scope = Scope with { Times = Whole(0, int.MaxValue) } },
            "tag" => value is null ? throw Bad() : this,
            "hold-after-models" => Only(FaultKind.HoldAfterModels, Whole(0, int.MaxValue)),
            "html" => Bare(FaultKind.Html),
            "empty" => Bare(FaultKind.Empty),
            "drop" => Bare(FaultKind.Drop),
            _ => throw new FormatException($"There is no fault '{name}'."),
        };
    }
}
