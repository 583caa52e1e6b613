using System.Net;

namespace NanoGpt.Client.Tests;

/// <summary>Tests to which requests sandbox faults apply.</summary>
public sealed class SandboxFaultTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    private const HttpStatusCode FaultStatus = HttpStatusCode.ServiceUnavailable;
    private const HttpStatusCode NormalStatus = HttpStatusCode.OK;

    [Theory]
    [InlineData("times=2", new[] { FaultStatus, FaultStatus, NormalStatus, NormalStatus })]
    [InlineData("times=0", new[] { NormalStatus, NormalStatus, NormalStatus, NormalStatus })]
    [InlineData("skip=3", new[] { NormalStatus, NormalStatus, NormalStatus, FaultStatus })]
    [InlineData("skip=1,times=1", new[] { NormalStatus, FaultStatus, NormalStatus, NormalStatus })]
    public async Task A_fault_can_apply_to_some_requests(string scope, HttpStatusCode[] expected)
    {
        var address = Server.GetFaultUri("status=503,tag=some," + scope);

        List<HttpStatusCode> got = [];
        foreach (var _ in expected) got.Add(await SendAsync(HttpMethod.Get, address));

        Assert.Equal(expected, got);
    }

    [Fact]
    public async Task A_tag_has_its_own_request_count()
    {
        var (one, other) = (Server.GetFaultUri("status=503,times=1,tag=one"), Server.GetFaultUri("status=503,times=1,tag=other"));

        Assert.Equal(FaultStatus, await SendAsync(HttpMethod.Get, one));
        Assert.Equal(FaultStatus, await SendAsync(HttpMethod.Get, other));
        Assert.Equal(NormalStatus, await SendAsync(HttpMethod.Get, one));
        Assert.Equal(NormalStatus, await SendAsync(HttpMethod.Get, other));
    }

    [Fact]
    public async Task A_fault_can_apply_to_one_method_and_count_only_that()
    {
        var address = Server.GetFaultUri("status=503,method=POST,times=1");

        Assert.Equal(NormalStatus, await SendAsync(HttpMethod.Get, address));
        Assert.Equal(FaultStatus, await SendAsync(HttpMethod.Post, address));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await SendAsync(HttpMethod.Post, address));
    }

    [Theory]
    [InlineData("status=503,times=-1")]
    [InlineData("status=503,skip=some")]
    [InlineData("status=503,method=PUT")]
    [InlineData("status=503,tag")]
    public async Task An_invalid_scope_is_rejected(string spec) =>
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(HttpMethod.Get, Server.GetFaultUri(spec)));

    private static async Task<HttpStatusCode> SendAsync(HttpMethod method, Uri baseUri)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(baseUri, "api/v1/models"));
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
