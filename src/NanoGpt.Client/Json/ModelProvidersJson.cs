using System.Text.Json;

namespace NanoGpt.Json;

/// <summary>Reads the response that lists the providers of a model.</summary>
internal static class ModelProvidersJson
{
    /// <summary>Reads the body of a response.</summary>
    /// <param name="body">The body.</param>
    /// <param name="modelId">The id that the providers were requested with.</param>
    /// <param name="key">The key of the request, which is redacted; <see langword="null"/> for none.</param>
    /// <param name="request">The request.</param>
    /// <exception cref="FormatException">The body contains no providers. The message is a clause with the reason.</exception>
    public static ModelProviderList Read(ReadOnlySpan<byte> body, string modelId, Secret? key, RequestInfo request)
    {
        var json = UnicodeRepair.Repair(body.Slice(ByteOrderMark.GetUtf8Length(body)));
        if (!IsObject(json)) throw new FormatException("it is not a JSON object");
        if (key?.MayOccurIn(json) == true) json = KeyRedactor.Redact(json, key);
        var list = new ModelJsonReader(json, new StringPool()).ReadProviderList(modelId)
            ?? throw new FormatException("it has neither the property providers nor supportsProviderSelection");
        list.Request = request;
        return list;
    }

    private static bool IsObject(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            var isObject = reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.TrySkip();
            // Content after the object is invalid.
            return isObject && !reader.Read();
        }
        // The parser's message quotes the body.
        catch (JsonException)
        {
            throw new FormatException("it is invalid or incomplete JSON");
        }
    }
}
