namespace NanoGpt.Http;

/// <summary>A request to the service.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path and query, relative to the base address.</param>
/// <param name="Credential">The secret to send.</param>
/// <param name="Body">The JSON to send; <see langword="null"/> for none.</param>
internal sealed record ServiceRequest(HttpMethod Method, string Path, Credential Credential, byte[]? Body = null)
{
    public HttpRequestMessage ToHttpRequestMessage(Uri uri, NanoGptClientOptions options)
    {
        var message = new HttpRequestMessage(Method, uri);
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (Credential == Credential.SessionCookie && options.SessionCookie is { } cookie)
            message.Headers.TryAddWithoutValidation("Cookie", cookie.Reveal());
        if (Credential == Credential.ApiKey && options.ApiKey is { } key)
        {
            if (options.AuthenticationHeader == AuthenticationHeader.Bearer)
                message.Headers.TryAddWithoutValidation("Authorization", key.Reveal("Bearer "));
            else
                message.Headers.TryAddWithoutValidation("x-api-key", key.Reveal());
        }
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        }
        return message;
    }

    private static readonly string UserAgent = "NanoGpt/" + typeof(ServiceRequest).Assembly.GetName().Version!.ToString(3);
}

/// <summary>Specifies the secret that a request carries. The other secret is not sent.</summary>
internal enum Credential
{
    /// <summary>The API key, if there is one.</summary>
    ApiKey,

    /// <summary>The session cookie.</summary>
    SessionCookie,

    /// <summary>No secret.</summary>
    None,
}
