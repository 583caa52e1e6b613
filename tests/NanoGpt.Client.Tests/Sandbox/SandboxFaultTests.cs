using System.Net;

namespace NanoGpt.Client.Tests;

/// <summary>Tests to which requests sandbox faults apply.</summary>
public sealed class SandboxFaultTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    private const HttpStatusCode Fault = HttpStatusCode.ServiceUnavailable;
    private const HttpStatusCode Normal = HttpStatusCode.OK;

    [Theory]
    [InlineData("times=2", new[] { Fault, Fault, Normal, Normal })]
    [InlineData("times=0", new[] { Normal, Normal, Normal, Normal })]
    [InlineData("skip=3", new[] { Normal, Normal, Normal, Fault })]
    [InlineData("skip=1,times=1", new[] { Normal, Fault, Normal, Normal })]
    public async Task A_fault_can_apply_to_some_requests(string scope, HttpStatusCode[] expected)
    {
        var address = Server.Fault("status=503,tag=some," + scope);

        List<HttpStatusCode> got = [];
        foreach (var _ in expected) got.Add(await SendAsync(HttpMethod.Get, address));

        Assert.Equal(expected, got);
    }

    [Fact]
    public async Task A_tag_has_its_own_request_count()
    {
        var (one, other) = (Server.Fault("status=503,times=1,tag=one"), Server.Fault("status=503,times=1,tag=other"));

        Assert.Equal(Fault, await SendAsync(HttpMethod.Get, one));
        Assert.Equal(Fault, await SendAsync(HttpMethod.Get, other));
        Assert.Equal(Normal, await SendAsync(HttpMethod.Get, one));
        Assert.Equal(Normal, await SendAsync(HttpMethod.Get, other));
    }

    [Fact]
    public async Task A_fault_can_apply_to_one_method_and_count_only_that()
    {
        var address = Server.Fault("status=503,method=POST,times=1");

        Assert.Equal(Normal, await SendAsync(HttpMethod.Get, address));
        Assert.Equal(Fault, await SendAsync(HttpMethod.Post, address));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await SendAsync(HttpMethod.Post, address));
    }

    [Theory]
    [InlineData("status=503,times=-1")]
    [InlineData("status=503,skip=some")]
    [InlineData("status=503,method=PUT")]
    [InlineData("status=503,tag")]
    public async Task An_invalid_scope_is_rejected(string spec) =>
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(HttpMethod.Get, Server.Fault(spec)));

    private static async Task<HttpStatusCode> SendAsync(HttpMethod method, Uri baseUri)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(baseUri, "api/v1/models"));
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
