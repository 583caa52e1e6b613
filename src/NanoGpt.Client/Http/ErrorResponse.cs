using System.Text.Json;

namespace NanoGpt.Http;

/// <summary>
/// What an error's body says, whichever of the service's shapes it has: an <c>error</c> that is an object or a text, or a
/// <c>code</c> and a <c>message</c> with nothing around them. All null when it has none of them.
/// See https://docs.nano-gpt.com/api-reference/miscellaneous/errors.
/// </summary>
internal readonly record struct ErrorResponse(string? Message, string? Code, string? Type)
{
    public static ErrorResponse Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var start = body.Span.StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0;
            using var json = JsonDocument.Parse(body.Slice(start));
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return default;
            var error = root.TryGetProperty("error", out var said) ? said : default;
            return error.ValueKind switch
            {
                JsonValueKind.Object => From(error),
                JsonValueKind.String => From(root) with { Message = ToText(error) },
                _ => From(root),
            };
        }
        // InvalidOperationException is what text that is not UTF-8 gives.
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return default;
        }
    }

    private static ErrorResponse From(JsonElement error) =>
        new(GetText(error, "message"), GetText(error, "code"), GetText(error, "type"));

    private static string? GetText(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? ToText(value) : null;

    private static string? ToText(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }
}
