using System.Text.Json;

namespace NanoGpt.Http;

/// <summary>
/// The body of an error response in any of the service's formats: an <c>error</c> that is an object or a string, or a
/// <c>code</c> and a <c>message</c> at the root. All properties are <see langword="null"/> if the body has another format.
/// See https://docs.nano-gpt.com/api-reference/miscellaneous/errors.
/// </summary>
internal readonly record struct ErrorResponse(string? Message, string? Code, string? Type)
{
    public static ErrorResponse Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body.Slice(ByteOrderMark.GetUtf8Length(body.Span)));
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return default;
            var error = root.TryGetProperty("error", out var property) ? property : default;
            return error.ValueKind switch
            {
                JsonValueKind.Object => From(error),
                JsonValueKind.String => From(root) with { Message = ToText(error) },
                _ => From(root),
            };
        }
        // Strings that are not valid UTF-8 cause an InvalidOperationException.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
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
