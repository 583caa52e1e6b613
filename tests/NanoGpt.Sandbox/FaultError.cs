using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace NanoGpt.Sandbox;

/// <summary>The properties of an error response other than its status code.</summary>
internal sealed record FaultError
{
    private const string DateFromNow = "date+";

    private ErrorShape? Shape { get; init; }

    private string? Message { get; init; }

    private string? Code { get; init; }

    private string? Type { get; init; }

    private string? RetryAfter { get; init; }

    /// <summary>Gets the time from now to the date in <c>Retry-After</c>; <see langword="null"/> for no date.</summary>
    private TimeSpan? RetryAfterDate { get; init; }

    /// <summary>Adds a part of a fault; <see langword="null"/> if the part does not belong here.</summary>
    /// <exception cref="FormatException">The part is invalid.</exception>
    public FaultError? Add(FaultPart part) => part.Name switch
    {
        "shape" => this with
        {
            Shape = part.Value switch
            {
                "openai" => ErrorShape.OpenAi,
                "flat" => ErrorShape.Flat,
                "code" => ErrorShape.Code,
                "anthropic" => ErrorShape.Anthropic,
                "html" => ErrorShape.Html,
                "empty" => ErrorShape.Empty,
                _ => throw part.CreateException(),
            },
        },
        "message" => this with { Message = part.RequiredValue },
        "code" => this with { Code = part.RequiredValue },
        "type" => this with { Type = part.RequiredValue },
        "retry-after" when part.RequiredValue.StartsWith(DateFromNow, StringComparison.Ordinal) => this with
        {
            RetryAfterDate = new FaultPart($"{part.Name}={part.RequiredValue[DateFromNow.Length..]}").ReadSeconds(),
        },
        "retry-after" => this with { RetryAfter = part.RequiredValue },
        _ => null,
    };

    public void Write(HttpResponse response, int status)
    {
        var isLimit = status is StatusCodes.Status429TooManyRequests;
        var retryAfter = RetryAfterDate is { } delay
            ? (DateTimeOffset.UtcNow + delay).ToString("R", CultureInfo.InvariantCulture)
            : RetryAfter;
        if (retryAfter is not null) response.Headers.RetryAfter = retryAfter;
        response.WriteError(
            status,
            Shape ?? (isLimit ? ErrorShape.Code : ErrorShape.OpenAi),
            Message ?? (isLimit ? "Rate limit exceeded" : ReasonPhrases.GetReasonPhrase(status)),
            Code,
            Type);
    }
}
