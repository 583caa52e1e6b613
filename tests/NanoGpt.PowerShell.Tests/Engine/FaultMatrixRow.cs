namespace NanoGpt.Tests.Engine;

/// <summary>A row of the fault matrix.</summary>
/// <param name="Name">The name in the documentation.</param>
/// <param name="Fault">
/// The fault of the sandbox. <c>{path}</c> is replaced by the path that the cmdlet requests, and <c>{half}</c> by half the
/// size of the response, and <c>{tenth}</c> by one to nine tenths of it.
/// </param>
internal sealed record FaultMatrixRow(string Name, string Fault)
{
    private const string TenthPlaceholder = "{tenth}";

    /// <summary>Gets the faults of all requests.</summary>
    public static IReadOnlyList<FaultMatrixRow> AllRequests { get; } =
    [
        .. from status in (int[])[400, 401, 402, 403, 404, 409, 413]
           select new FaultMatrixRow($"HTTP {status}", $"status={status}"),
        .. from status in (int[])[408, 429, 500, 502, 503, 504]
           from row in (FaultMatrixRow[])
           [
               new($"HTTP {status}", $"status={status}"),
               new($"HTTP {status}, once", $"status={status},times=1") { MaximumRetryCount = 1 },
           ]
           select row,
        new("HTTP 429, `Retry-After` of one hour", "status=429,retry-after=3600") { MaximumRetryCount = 1 },
        new("HTTP 429, `Retry-After` date one hour ahead", "status=429,retry-after=date+3600") { MaximumRetryCount = 1 },
        new("HTTP 429, `Retry-After` date in the past, once", "status=429,retry-after=Wed%2C 21 Oct 2015 07:28:00 GMT,times=1") { MaximumRetryCount = 1 },
        new("HTTP 429, daily limit", "status=429,code=daily_usd_limit_exceeded,shape=openai"),
        new("HTTP 502 with an HTML page", "status=502,shape=html"),
        new("HTTP 502 with an empty body", "status=502,shape=empty"),
        new("HTTP 503 with the type `usage_not_ready`", "status=503,type=usage_not_ready"),
        new("no response", "drop"),
        new("no response, once", "drop,times=1") { MaximumRetryCount = 1 },
        new("no response before the timeout", "delay=60") { TimeoutSec = 1 },
        new("HTML page", "html"),
        new("empty body", "empty"),
        new("truncated after each tenth", $"truncate={TenthPlaceholder}"),
        new("connection reset before the body", "reset=0"),
        new("connection reset in the body", "reset={half}"),
        new("stalls before the body", "hold=0") { TimeoutSec = 1 },
        new("stalls in the body", "hold={half}") { TimeoutSec = 1 },
        new("10 bytes per second", "trickle=1") { TimeoutSec = 1 },
        new("complete body, then endless spaces", "trickle=100000") { TimeoutSec = 1 },
        new("redirect within the host (307)", "redirect=307,to={path}"),
        new("redirect within the host (302)", "redirect=302,to={path}"),
        new("redirect to another port", "redirect=307,to=http://127.0.0.1:1/"),
        new("redirect to another host", "redirect=307,to=https://example.com/"),
        new("redirect loop", "loop"),
        new("decompression bomb of 64 MiB (limit 16 MiB)", "bomb=64"),
        new("list with a 2 MiB entry", "entry=2"),
        new("compressed with gzip", "encoding=gzip"),
        new("compressed with br", "encoding=br") { AppliesToDesktop = false },
        new("compressed with deflate", "encoding=deflate") { AppliesToDesktop = false },
        new("gzip, truncated", "encoding=gzip,truncate=50"),
        new("UTF-8 with a byte order mark", "bom"),
        .. from charset in (string[])["utf-16", "utf-16BE", "iso-8859-1"]
           select new FaultMatrixRow($"{charset}, labeled correctly", $"charset={charset}"),
        new("utf-16 with a byte order mark", "charset=utf-16,bom"),
        new("UTF-8 labeled as utf-16", "content-type=application/json; charset=utf-16"),
        new("UTF-8 labeled with an unknown charset", "content-type=application/json; charset=unknown-charset"),
        new("labeled `text/html`", "content-type=text/html"),
        new("no `Content-Type`", "content-type="),
    ];

    /// <summary>Gets the faults of the request that saves a change.</summary>
    public static IReadOnlyList<FaultMatrixRow> SaveRequests { get; } =
    [
        .. from row in (FaultMatrixRow[])
           [
               new("HTTP 403", "status=403"),
               new("HTTP 503", "status=503"),
               new("HTTP 503, once", "status=503,times=1") { MaximumRetryCount = 1 },
               new("no response", "drop"),
               new("no response, once", "drop,times=1") { MaximumRetryCount = 1 },
               new("HTML page", "html"),
               new("empty body", "empty"),
               new("saved, then empty body", "truncate=0"),
               new("saved, then connection reset before the body", "reset=0"),
               // The first request has no fault and must complete in this time.
               new("saved, then stalls before the body", "hold=0") { TimeoutSec = 5 },
               new("redirect within the host (307)", "redirect=307,to={path}"),
               new("redirect within the host (302)", "redirect=302,to={path}"),
               new("redirect to another port", "redirect=307,to=http://127.0.0.1:1/"),
           ]
           select row with { Fault = $"method=POST,{row.Fault}", ShowsSaved = true },
    ];

    public int MaximumRetryCount { get; private init; }

    public int TimeoutSec { get; private init; } = 100;

    /// <summary>Gets a value that indicates whether the build for .NET Framework has the same outcome.</summary>
    public bool AppliesToDesktop { get; private init; } = true;

    /// <summary>Gets a value that indicates whether every outcome shows what is saved.</summary>
    public bool ShowsSaved { get; private init; }

    /// <summary>Gets the outcome of a cmdlet.</summary>
    public async Task<string> GetOutcomeAsync(ServiceCmdlet cmdlet)
    {
        if (!Fault.Contains(TenthPlaceholder, StringComparison.Ordinal)) return await GetOutcomeAsync(cmdlet, Fault);
        var outcomes = new SortedSet<string>(StringComparer.Ordinal);
        for (var tenths = 1; tenths < 10; tenths++)
            outcomes.Add(await GetOutcomeAsync(cmdlet, Fault.Replace(TenthPlaceholder, $"{cmdlet.ResponseSize * tenths / 10}", StringComparison.Ordinal)));
        return string.Join(" or ", outcomes);
    }

    private async Task<string> GetOutcomeAsync(ServiceCmdlet cmdlet, string fault)
    {
        var uri = cmdlet.Server.GetFaultUri($"{fault.Replace("{path}", cmdlet.RequestPath.Replace("%", "%25", StringComparison.Ordinal), StringComparison.Ordinal).Replace("{half}", $"{cmdlet.ResponseSize / 2}", StringComparison.Ordinal)},tag={Guid.NewGuid()}");
        var result = await cmdlet.RunAsync(uri, MaximumRetryCount, TimeoutSec);
        var state = cmdlet.GetState(result);
        var error = result.TerminatingError ?? result.Errors.SingleOrDefault();
        var outcome = error is null ? GetSuccess(cmdlet, result, state) : GetFailure(error.FullyQualifiedErrorId, state);
        return ShowsSaved || (error is not null && state.Saved != ServiceCmdletState.NotSaved)
            ? $"{outcome}, {(state.Saved == cmdlet.Expected.Saved ? "saved" : state.Saved)}"
            : outcome;
    }

    private static string GetSuccess(ServiceCmdlet cmdlet, EngineResult result, ServiceCmdletState state) =>
        state != cmdlet.Expected ? "wrong result"
        : result.Verbose.Any(message => message.StartsWith("Retrying", StringComparison.Ordinal)) ? "retry succeeds"
        : "succeeds";

    private static string GetFailure(string errorId, ServiceCmdletState state)
    {
        Assert.Matches(@"^\w+,NanoGpt\.Cmdlets\.\w+$", errorId);
        return state.File is null ? $"`{errorId.Split(',')[0]}`" : "incomplete file";
    }
}
