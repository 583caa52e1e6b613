using Microsoft.Net.Http.Headers;

namespace NanoGpt.Sandbox;

/// <summary>The credentials of a request.</summary>
internal sealed record Credentials(string? BearerKey, string? HeaderKey, string? Cookie)
{
    private const string Bearer = "Bearer ";

    public string? ApiKey => BearerKey ?? HeaderKey;

    /// <summary>Gets the names of the credentials that the request contains.</summary>
    public IReadOnlyList<string> Kinds { get; } =
        [.. new[] { ("bearer", BearerKey), ("x-api-key", HeaderKey), ("cookie", Cookie) }
            .Where(kind => kind.Item2 is not null).Select(kind => kind.Item1)];

    public Account? KeyHolder => Accounts.All.FirstOrDefault(account => account.ApiKey == ApiKey);

    public Account? CookieHolder => Accounts.All.FirstOrDefault(account =>
        Cookie is not null && Cookie.Split(';', StringSplitOptions.TrimEntries).Contains(account.Cookie));

    public static Credentials From(HttpRequest request)
    {
        var authorization = Header(request, HeaderNames.Authorization);
        var isBearer = authorization?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) is true;
        return new(
            isBearer ? authorization![Bearer.Length..].Trim() : null,
            Header(request, "x-api-key"),
            Header(request, HeaderNames.Cookie));
    }

    /// <summary>Writes an error if the request has no valid key.</summary>
    /// <returns><see langword="true"/> if the key is valid.</returns>
    public bool RequireKey(HttpResponse response)
    {
        if (KeyHolder is not null) return true;
        if (ApiKey is null) response.WriteError(401, ErrorShape.OpenAi, "An API key is required.", "missing_api_key");
        else response.WriteError(401, ErrorShape.OpenAi, "The API key is invalid.", "invalid_api_key");
        return false;
    }

    private static string? Header(HttpRequest request, string name) =>
        request.Headers[name].ToString() is { Length: > 0 } value ? value : null;
}
