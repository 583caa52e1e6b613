using System.Buffers;
using System.Text;
using System.Text.Json;

namespace NanoGpt.Sandbox;

/// <summary>Writes complete responses.</summary>
internal static class HttpResponseExtensions
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <remarks>
    /// The response is not flushed. Kestrel sends it after all middleware has completed, so that the log entry is complete
    /// when a client receives the response.
    /// </remarks>
    public static void Write(this HttpResponse response, int status, string contentType, ReadOnlySpan<byte> body)
    {
        response.StatusCode = status;
        response.ContentType = contentType;
        if (body.IsEmpty) return;
        response.ContentLength = body.Length;
        response.BodyWriter.Write(body);
    }

    public static void WriteText(this HttpResponse response, int status, string text) =>
        response.Write(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    public static void WriteJson<T>(this HttpResponse response, int status, T value) =>
        response.Write(status, "application/json", JsonSerializer.SerializeToUtf8Bytes(value, Json));
}
